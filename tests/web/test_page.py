"""The page in a browser: the whole way on the seed unit, planted errors, no request elsewhere, fit for everybody."""

import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, Route, expect
from visitors import SAVED, ZHUZHOU

from narrator.draft import draft
from narrator.phrasebook.library import library
from narrator.read import read
from narrator.write import WRITERS

CHROMIUM = shutil.which("chromium")
BROKEN_OFF = ("htmx:afterRequest", "htmx:sendAbort", "htmx:sendError")  # what was on its way when a page was left
AXE = Path(__file__).parent / "axe.min.js"
expect.set_options(timeout=15_000)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium (chromium) is not installed")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--lang=zh-CN"],
    }


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    return {"locale": "zh-CN", "viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complains of; a test that provokes something takes it out."""
    return []


@pytest.fixture
def screen(page: Page, start: str, complaints: list[str]) -> Iterator[Page]:
    """The first page; whatever it asks for, and every complaint of the browser, is looked at in the end."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(start)
    yield page
    origin = start.partition("/start")[0]
    assert [url for url in asked if not url.startswith(origin)] == []
    assert [each for each in complaints if not each.startswith(BROKEN_OFF)] == []


def step(page: Page, name: str) -> None:
    """Go to a step; what is typed before its scripts run would not be seen."""
    with page.expect_navigation():
        page.get_by_label("步骤").get_by_text(name).click()


def take_in(page: Page, tables: Path, *, facts: Path | None = None) -> None:
    """Drop the files of a unit and confirm what was recognised."""
    page.get_by_label("公开表").set_input_files(tables)
    if facts:
        page.get_by_label("填报").set_input_files(facts)
    page.get_by_role("button", name="收下并识别").click()
    expect(page.get_by_label("单位全称")).to_have_value("株洲市教育技术装备所")
    page.get_by_label("决算年度").fill("2020")
    page.get_by_role("button", name="确认").click()
    expect(page.get_by_role("heading", name="发现的问题")).to_be_visible()


def test_the_whole_way_of_the_seed_unit(screen: Page, tmp_path: Path) -> None:
    take_in(screen, ZHUZHOU / "公开表.xlsx", facts=ZHUZHOU / "填报.yaml")
    step(screen, "全文")
    screen.locator(".paper p", has_text="收、支总计").first.get_by_role("button", name="467.63").click()
    expect(screen.locator("#trace")).to_contain_text("公开表.xlsx")
    screen.keyboard.press("Escape")
    expect(screen.locator("#trace")).to_be_empty()
    step(screen, "文件")
    with screen.expect_download() as download:
        screen.get_by_role("link", name="Word 文件").click()
    assert download.value.suggested_filename == "株洲市教育技术装备所-2020.docx"
    found = draft(read(ZHUZHOU), library())
    assert found.document and found.edition
    assert Path(download.value.path()).read_bytes() == WRITERS["docx"](found.document, found.edition.page)


def test_an_answer_is_kept_and_its_sentence_shown_while_it_is_typed(screen: Page) -> None:
    take_in(screen, ZHUZHOU / "公开表.xlsx")
    step(screen, "填写")
    open_before = int(screen.locator("#count-open").inner_text())
    question = screen.locator(".question", has=screen.get_by_label("收支总计", exact=True)).first
    expect(question.locator(".preview")).to_contain_text("【待填：上年收支总计】")
    field = question.get_by_label("收支总计", exact=True)
    field.press_sequentially("518.39", delay=20)
    expect(question.locator(".preview")).to_contain_text("减少50.76万元")
    expect(question.locator(".preview mark.new")).to_contain_text("9.8%")
    expect(question.locator(".state")).to_have_text("已填")
    expect(screen.locator("#kept")).to_have_text(SAVED)
    screen.get_by_label("需写原因").check()
    reasons = screen.locator(".question.reason:visible")
    expect(reasons).to_have_count(1)
    expect(reasons).to_contain_text("减少50.76")
    reasons.get_by_role("textbox").fill("退休2人，人员经费相应减少")
    expect(reasons.locator(".preview")).to_contain_text("主要是因为退休2人")
    expect(screen.locator("#count-open")).to_have_text(str(open_before - 1))
    screen.reload()
    expect(screen.get_by_label("收支总计", exact=True).first).to_have_value("518.39")


def test_what_was_answered_before_shows_its_sentence_when_it_is_looked_at(screen: Page) -> None:
    take_in(screen, ZHUZHOU / "公开表.xlsx", facts=ZHUZHOU / "填报.yaml")
    step(screen, "填写")
    question = screen.locator(".question", has=screen.get_by_label("编制人数"))
    expect(question.locator(".fault")).to_contain_text("编制是13人")
    expect(question.locator(".sentence")).to_have_count(0)
    screen.get_by_label("编制人数").focus()
    expect(question.locator(".preview mark")).to_have_text("13")
    expect(question.locator(".fault")).to_contain_text("编制是13人")
    expect(question.locator(".preview")).to_contain_text("编制13人，实有人数12人。")


def test_a_reviewed_file_and_a_file_of_others_go_their_way(screen: Page, tmp_path: Path) -> None:
    take_in(screen, ZHUZHOU / "公开表.xlsx", facts=ZHUZHOU / "填报.yaml")
    step(screen, "文件")
    with screen.expect_download() as download:
        screen.get_by_role("link", name="审阅稿").click()
    reviewed = tmp_path / "审阅稿.docx"
    download.value.save_as(reviewed)
    step(screen, "填写")
    screen.get_by_label("编制人数").fill("14")
    expect(screen.locator("#kept")).to_have_text(SAVED)
    step(screen, "审阅")
    screen.get_by_label("审阅稿").set_input_files(reviewed)
    screen.get_by_role("button", name="写入现在的数").click()
    expect(screen.get_by_role("heading", name="改了 1 处")).to_be_visible()
    expect(screen.get_by_role("row", name="13 14")).to_contain_text("编制14人")
    assert faults(screen) == []
    step(screen, "填写")
    screen.get_by_label("编制人数").fill("13")
    expect(screen.locator("#kept")).to_have_text(SAVED)
    step(screen, "审阅")
    screen.get_by_role("button", name="做成公开的文件").click()
    expect(screen.get_by_role("heading", name="定稿做好了，可以公开")).to_be_visible()
    assert faults(screen) == []
    with screen.expect_download() as download:
        screen.get_by_role("link", name="取走定稿").click()
    assert download.value.suggested_filename == "株洲市教育技术装备所-2020-定稿.docx"
    screen.get_by_role("link", name="部门决算公开").click()
    screen.get_by_role("link", name="核对写好的文件").click()
    screen.get_by_label("Word 文件").set_input_files(reviewed)
    screen.get_by_role("button", name="核对").click()
    expect(screen.locator(".sums")).to_contain_text("读懂")
    assert faults(screen) == []


def test_a_code_that_is_not_listed_is_added_as_a_line(screen: Page) -> None:
    take_in(screen, ZHUZHOU / "公开表.xlsx")
    step(screen, "填写")
    budget = screen.get_by_role("group", name="一般公共预算年初预算（按功能分类项级科目）")
    budget.get_by_label("其他的填写").fill("12.5")
    budget.get_by_label("其他科目").press_sequentially("2080505")
    screen.keyboard.press("Tab")
    expect(budget.get_by_label("2080505")).to_have_value("12.5")
    expect(budget.get_by_label("其他科目")).to_have_value("")
    budget.get_by_label("其他科目").fill("2080505")
    budget.get_by_label("其他的填写").fill("13")
    screen.keyboard.press("Tab")
    expect(budget.locator(".fault")).to_contain_text("上面已有一行")


def test_a_folder_of_units_is_built_while_one_watches(screen: Page, tmp_path: Path) -> None:
    for name in ("甲所-2020", "乙所-2020"):
        shutil.copytree(ZHUZHOU, tmp_path / "各单位" / name)
    screen.get_by_role("link", name="成批生成").click()
    screen.get_by_label("各单位所在的文件夹").set_input_files(tmp_path / "各单位")
    expect(screen.locator(".picked")).to_contain_text(re.compile(r"各单位（\d+ 个文件）"))
    screen.get_by_role("button", name="开始").click()
    expect(screen.locator("#progress")).to_contain_text("做完了：2 / 2 个单位", timeout=30_000)
    expect(screen.locator("#progress tbody tr")).to_have_count(2)
    assert faults(screen) == []
    screen.locator("#progress tbody tr", has_text="乙所-2020").get_by_role("link").click()
    expect(screen.get_by_role("link", name="问题清单")).to_be_visible()
    assert faults(screen) == []
    screen.go_back()
    with screen.expect_download() as download:
        screen.get_by_role("link", name="取走全部 Word 文件").click()
    assert download.value.suggested_filename.endswith(".zip")


def test_an_answer_that_does_not_fit_is_told_beside_it_and_kept(screen: Page) -> None:
    take_in(screen, ZHUZHOU / "公开表.xlsx")
    step(screen, "填写")
    screen.get_by_label("编制人数").fill("十三人")
    question = screen.locator(".question", has=screen.get_by_label("编制人数"))
    expect(question.locator(".fault")).to_contain_text("不是个数，请写成整数")
    expect(question.locator(".state")).to_have_text("请改正")
    open_with_it = int(screen.locator("#count-open").inner_text())
    screen.get_by_label("待填", exact=False).first.check()
    expect(question).to_be_visible()
    screen.reload()
    expect(screen.get_by_label("编制人数")).to_have_value("十三人")
    expect(question.locator(".state")).to_have_text("请改正")
    screen.get_by_label("编制人数").fill("13")
    expect(question.locator(".state")).to_have_text("已填")
    expect(screen.locator("#count-open")).to_have_text(str(open_with_it - 1))


def test_what_is_wanted_is_said_beside_its_field_and_not_by_the_browser(screen: Page) -> None:
    tables = screen.get_by_label("公开表")
    screen.get_by_role("button", name="收下并识别").click()
    expect(screen.locator("#tables-wrong")).to_have_text("请先选公开表：从财务软件导出的 .xlsx 文件。")
    expect(tables).to_be_focused()
    expect(tables).to_have_attribute("aria-invalid", "true")
    expect(tables).to_have_attribute("aria-describedby", "tables-about tables-wrong")
    assert tables.evaluate("(field) => field.form.noValidate") and faults(screen) == []
    tables.set_input_files(ZHUZHOU / "公开表.xlsx")
    expect(screen.locator("#tables-wrong")).to_be_hidden()
    screen.get_by_role("button", name="收下并识别").click()
    screen.get_by_label("决算年度").fill("20")
    screen.get_by_role("button", name="确认").click()
    expect(screen.locator("#year-wrong")).to_contain_text("四位数字")
    screen.get_by_label("决算年度").fill("2020")
    expect(screen.locator("#year-wrong")).to_be_hidden()
    for place, button in (("核对写好的文件", "核对"), ("成批生成", "开始")):
        screen.get_by_role("link", name=place).click()
        screen.get_by_role("button", name=button).click()
        expect(screen.locator(".drop .fault")).to_contain_text("请先选")
        assert faults(screen) == []


def test_a_long_word_does_not_widen_the_page(screen: Page) -> None:
    take_in(screen, ZHUZHOU / "公开表.xlsx")
    step(screen, "填写")
    screen.get_by_label("单位的隶属、级别和经费性质").fill("https://" + "a" * 300)
    expect(screen.locator(".preview", has_text="https://").first).to_be_visible()
    assert screen.evaluate("document.documentElement.scrollWidth") == 1280


def test_a_finding_leads_into_the_field_that_it_is_about(screen: Page) -> None:
    take_in(screen, ZHUZHOU / "公开表.xlsx", facts=ZHUZHOU / "填报.yaml")
    screen.get_by_role("listitem").filter(has_text="编制是13人").get_by_role("link", name="去填写").click()
    expect(screen.locator(".question", has_text="人员较上年减少3人").locator(":focus").first).to_be_visible()


def test_every_page_leads_to_every_place(screen: Page) -> None:
    take_in(screen, ZHUZHOU / "公开表.xlsx")
    everywhere = screen.get_by_role("navigation", name="全部")
    for name in ("核对写好的文件", "成批生成", "首页"):
        everywhere.get_by_role("link", name=name).click()
        expect(everywhere.get_by_role("link", name=name)).to_have_attribute("aria-current", "page")


def test_lists_take_further_lines(screen: Page) -> None:
    take_in(screen, ZHUZHOU / "公开表.xlsx")
    step(screen, "填写")
    duties = screen.locator("form.question", has=screen.get_by_role("group", name="内设机构，一行一个"))
    for number, name in enumerate(("办公室", "教育装备室", "教育网络中心"), 1):
        if number > duties.locator("textarea").count():
            duties.get_by_role("button", name="再加一行").click()
        duties.get_by_label(f"第{number}项").fill(name)
    expect(duties.locator(".preview")).to_contain_text("办公室、教育装备室、教育网络中心")
    screen.reload()
    expect(duties.get_by_label("第3项")).to_have_value("教育网络中心")


def test_what_was_typed_last_is_kept_when_the_page_is_left(screen: Page) -> None:
    take_in(screen, ZHUZHOU / "公开表.xlsx")
    step(screen, "填写")
    screen.get_by_label("编制人数").press_sequentially("13")
    screen.reload()
    screen.wait_for_timeout(1000)
    screen.reload()
    expect(screen.get_by_label("编制人数")).to_have_value("13")


def test_an_answer_is_sent_when_the_page_is_left_for_another(screen: Page) -> None:
    take_in(screen, ZHUZHOU / "公开表.xlsx")
    step(screen, "填写")
    address = screen.url
    screen.evaluate("Storage.prototype.setItem = XMLHttpRequest.prototype.send = () => {}")  # what is left: a beacon
    screen.get_by_label("编制人数").press_sequentially("13")
    screen.goto(address.replace("questions", "files"))
    screen.goto(address)
    expect(screen.get_by_label("编制人数")).to_have_value("13")
    expect(screen.locator("form.question[data-typed]")).to_have_count(0)


def test_an_answer_that_was_not_yet_kept_is_there_after_a_reload_and_is_kept_then(
    screen: Page, complaints: list[str]
) -> None:
    take_in(screen, ZHUZHOU / "公开表.xlsx")
    step(screen, "填写")
    screen.route("**/answers", lambda route: route.abort())
    screen.get_by_label("编制人数").fill("13")
    duties = screen.locator("form.question", has=screen.get_by_role("group", name="内设机构，一行一个"))
    for number, name in enumerate(("办公室", "教育装备室", "教育网络中心"), 1):
        if number > duties.locator("textarea").count():
            duties.get_by_role("button", name="再加一行").click()
        duties.get_by_label(f"第{number}项").fill(name)
    expect(screen.locator("#kept")).to_contain_text("没有保存")
    screen.reload()
    expect(screen.get_by_label("编制人数")).to_have_value("13")
    expect(duties.get_by_label("第3项")).to_have_value("教育网络中心")
    expect(screen.locator("#kept")).to_contain_text("没有保存")
    screen.unroute("**/answers")
    screen.reload()  # sent when the page is left, or once it is there again
    expect(screen.locator("form.question[data-typed]")).to_have_count(0)
    assert screen.evaluate("Object.keys(waiting).length") == 0
    screen.reload()
    expect(screen.get_by_label("编制人数")).to_have_value("13")
    expect(duties.get_by_label("第3项")).to_have_value("教育网络中心")
    complaints.clear()


def test_the_page_says_saved_only_when_all_that_was_typed_is(screen: Page) -> None:
    take_in(screen, ZHUZHOU / "公开表.xlsx")
    step(screen, "填写")
    held = hold_the_first(screen)
    kept = screen.locator("#kept")
    with screen.expect_request("**/answers"):
        screen.get_by_label("编制人数").fill("13")
    expect(kept).to_have_text("正在保存…")
    screen.get_by_label("在职人数").fill("12")
    expect(screen.locator("form.question[data-typed]")).to_have_count(2)
    expect(kept).to_have_text("正在保存…")
    held[0].continue_()
    expect(kept).to_have_text(SAVED)
    expect(screen.locator("form.question[data-typed]")).to_have_count(0)


def test_an_answer_that_was_lost_is_sent_again_with_the_next(screen: Page, complaints: list[str]) -> None:
    take_in(screen, ZHUZHOU / "公开表.xlsx")
    step(screen, "填写")
    screen.route("**/answers", lambda route: route.abort())
    screen.get_by_label("编制人数").fill("13")
    expect(screen.locator("form.question[data-lost]")).to_have_count(1)
    screen.unroute("**/answers")
    screen.get_by_label("在职人数").fill("12")
    expect(screen.locator("#kept")).to_have_text(SAVED)
    screen.evaluate("sessionStorage.clear()")
    screen.reload()
    expect(screen.get_by_label("编制人数")).to_have_value("13")
    complaints.clear()


def test_a_gross_mistake_is_told_at_its_field_at_once_and_does_not_count_as_answered(screen: Page) -> None:
    take_in(screen, ZHUZHOU / "公开表.xlsx")
    step(screen, "填写")
    before = int(screen.locator("#count-open").inner_text())
    question = screen.locator(".question", has=screen.get_by_label("收支总计", exact=True)).first
    question.get_by_label("收支总计", exact=True).fill("5183900")
    expect(question.locator(".fault")).to_contain_text("像是把元当成了万元")
    expect(question.locator(".state")).to_have_text("请改正")
    screen.get_by_label("编制人数").fill("-3")
    persons = screen.locator(".question", has=screen.get_by_label("编制人数"))
    expect(persons.locator(".fault")).to_contain_text("是负数")
    expect(persons.locator(".state")).to_have_text("请改正")
    assert int(screen.locator("#count-open").inner_text()) >= before
    question.get_by_label("收支总计", exact=True).fill("518.39")
    expect(question.locator(".fault")).to_have_count(0)
    expect(question.locator(".state")).to_have_text("已填")


def planted(folder: Path) -> Path:
    """The seed's tables with ten added to the income total."""
    book = load_workbook(ZHUZHOU / "公开表.xlsx")
    cell = next(cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == 467.63)
    cell.value = 477.63
    out = BytesIO()
    book.save(out)
    path = folder / "公开表.xlsx"
    path.write_bytes(out.getvalue())
    return path


def test_planted_errors_are_marked_in_the_cell_with_the_finding_beside(screen: Page, tmp_path: Path) -> None:
    take_in(screen, planted(tmp_path))
    expect(screen.locator(".sums")).not_to_contain_text("错误0")
    step(screen, "表格")
    sheet = screen.locator("#sheet-T1")
    expect(sheet.get_by_label("收入支出决算总表的问题")).to_contain_text("477.63")
    problem = sheet.locator(".problem", has_text="477.63")
    expect(problem).to_be_visible()
    problem.click()
    expect(screen.locator("#trace")).to_contain_text("一般公共预算财政拨款收入")
    expect(screen.locator("#trace")).to_contain_text("477.63 万元")


def test_a_file_that_is_too_large_is_told_before_it_is_sent(screen: Page, tmp_path: Path) -> None:
    large = tmp_path / "大.xlsx"
    with large.open("wb") as file:
        file.truncate(100 * 2**20)
    screen.get_by_label("公开表").evaluate("(input) => { input.form.dataset.most = input.form.dataset.most; }")
    screen.get_by_label("公开表").set_input_files(large)
    screen.get_by_role("button", name="收下并识别").click()
    expect(screen.get_by_role("status")).to_contain_text("超过 64 MB")


def test_a_large_upload_gets_an_answer_from_the_server_too(screen: Page, tmp_path: Path, complaints: list[str]) -> None:
    large = tmp_path / "大.xlsx"
    with large.open("wb") as file:
        file.truncate(100 * 2**20)
    screen.get_by_label("公开表").evaluate("(input) => { delete input.form.dataset.most; }")
    screen.get_by_label("公开表").set_input_files(large)
    screen.get_by_role("button", name="收下并识别").click()
    expect(screen.locator("main")).to_contain_text("超过了 64 MB")
    assert "413" in complaints.pop()


def test_a_stopped_server_is_told_where_the_answer_is(screen: Page, complaints: list[str]) -> None:
    take_in(screen, ZHUZHOU / "公开表.xlsx")
    step(screen, "填写")
    screen.route("**/answers", lambda route: route.abort())
    screen.get_by_label("编制人数").fill("13")
    kept = screen.locator("#kept")
    expect(kept).to_contain_text(
        "没有保存：程序已停止。请重新启动程序，从新打开的页面继续（已保存的都在）；标红的要再填一次。"
    )
    screen.unroute("**/answers")
    screen.get_by_label("编制人数").fill("14")
    expect(kept).to_have_text(SAVED)
    expect(kept).not_to_have_class("kept bad")
    complaints.clear()


def hold_the_first(screen: Page) -> list[Route]:
    """The first answer on its way, held until it is told to go on; what is sent after it is not held."""
    held: list[Route] = []
    screen.route("**/answers", lambda route: route.continue_() if held else held.append(route))
    return held


def test_what_is_typed_while_an_answer_is_on_its_way_leaves_its_state_and_the_count_true(screen: Page) -> None:
    take_in(screen, ZHUZHOU / "公开表.xlsx")
    step(screen, "填写")
    screen.evaluate(
        "told = []; new MutationObserver(() => told.push(kept.textContent)).observe(kept, { childList: true })"
    )
    open_before = int(screen.locator("#count-open").inner_text())
    question = screen.locator(".question", has=screen.get_by_label("编制人数"))
    sent: list[str | None] = []
    screen.on("request", lambda request: sent.append(request.post_data) if request.method == "POST" else None)

    def slowly(route: Route) -> None:
        answer = route.fetch()
        screen.wait_for_timeout(600)
        route.fulfill(response=answer)

    screen.route("**/answers", slowly)
    screen.get_by_label("编制人数").press_sequentially("13", delay=400)
    screen.get_by_label("在职人数").fill("12")
    expect(screen.locator("#kept")).to_have_text(SAVED)
    assert len(sent) > 2
    expect(question.locator(".state")).to_have_text("已填")
    expect(screen.locator("#count-open")).to_have_text(str(open_before - 2))
    told = screen.evaluate("told")
    assert told and all(each.startswith(("正在保存", "已保存")) for each in told)


@pytest.mark.parametrize("width", [1280, 768])
def test_every_page_is_fit_for_everybody(screen: Page, width: int) -> None:
    screen.set_viewport_size({"width": width, "height": 900})
    wrong = {"首页": faults(screen)}
    take_in(screen, ZHUZHOU / "公开表.xlsx")
    for name in ("概览", "表格", "填写", "全文", "文件"):
        step(screen, name)
        if name in ("表格", "全文"):
            screen.locator(".paper button").first.click()
            expect(screen.locator("#trace")).not_to_be_empty()
        wrong[name] = faults(screen)
        assert screen.evaluate("document.documentElement.scrollWidth") <= width, name
    screen.get_by_role("link", name="更改").click()
    wrong["确认"] = faults(screen)
    assert {name: found for name, found in wrong.items() if found} == {}


def faults(page: Page) -> list[str]:
    """What axe finds serious or critical on a page."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{each['id']}: {each['nodes'][0]['target']} {each['nodes'][0]['failureSummary']} ({len(each['nodes'])})"
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
    ]


def test_the_keyboard_alone_gets_to_the_answers(screen: Page) -> None:
    screen.keyboard.press("Tab")
    expect(screen.get_by_role("link", name="跳到正文")).to_be_focused()
    take_in(screen, ZHUZHOU / "公开表.xlsx")
    screen.get_by_role("link", name="填写缺少的内容").press("Enter")
    screen.get_by_label("单位性质").focus()
    screen.keyboard.press("Tab")
    expect(screen.get_by_label("报告里怎样称呼本单位")).to_be_focused()
