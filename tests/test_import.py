"""Last year's published file as this year's input: what its sentences say comes back as facts."""

import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from published_word import published

from narrator import build, import_last, read
from narrator.account import Account
from narrator.cli import main
from narrator.errors import Refusal, UnusableInput
from narrator.finding import Finding
from narrator.review.imported.noticed import stale
from narrator.review.imported.published import Published
from narrator.review.word import Paragraph, read_word
from narrator.verbs import Imported
from narrator.workbook.answers import answers_of

INPUTS = Path(__file__).parents[1] / "inputs"
HUNAN, SHANGHAI = INPUTS / "株洲市教育技术装备所-2020", INPUTS / "上海市普陀区财政局-2024"
EDITIONS = {HUNAN: "hunan/2020", SHANGHAI: "shanghai/2024"}
# what a report does not print: facts that say there is none of something, how items are shown, names in braces,
# amounts of which it says that they are as last year's
NOT_PRINTED = {
    HUNAN: {"单位概况.决算单位", "项目支出.明细", "项目支出.项目", "绩效评价.存在问题"},
    SHANGHAI: {
        "单位性质",
        *(f"上年数.{label}" for label in ("三公经费支出", "因公出国费", "公务用车费", "公务接待费")),
    },
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Path]:
    out = tmp_path_factory.mktemp("built")
    build([HUNAN, SHANGHAI], out)
    return {unit: out / f"{unit.name}.docx" for unit in (HUNAN, SHANGHAI)}


def imported(word: Path, folder: Path, unit: Path = HUNAN, name: str = "填报.yaml") -> Imported:
    return import_last(word, folder / name, edition=EDITIONS[unit])


def found(made: Imported, code: str) -> list[Finding]:
    return [finding for finding in made.findings if finding.code == code]


def lines(word: Path) -> list[str]:
    """The text of a generated file, the lines of its contents and tables left out."""
    blocks = (block for block in read_word(word).blocks if isinstance(block, Paragraph) and not block.contents)
    return [block.text for block in blocks if block.text]


def by_hand(word: Path, target: Path, *changes: tuple[str, str], unit: Path = HUNAN) -> Path:
    """A file as a person would have it: no styles, the tables among plain paragraphs, words exchanged."""
    text = "\n".join(lines(word))
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    all_lines = text.split("\n")
    at = next(n for n, line in enumerate(all_lines) if line.startswith("第三部分"))
    return published(target, unit, all_lines[:at], all_lines[at:])


@pytest.mark.parametrize("unit", [HUNAN, SHANGHAI], ids=["湖南2020", "上海2024"])
def test_every_fact_that_a_report_prints_comes_back(unit: Path, built: dict[Path, Path], tmp_path: Path) -> None:
    given = {path: value for path, value in answers_of(read(unit).facts).items() if path not in ("年度", "版式")}
    got = answers_of(imported(built[unit], tmp_path, unit).last.facts)
    lost = {path for path, value in given.items() if got.get(path) != value}
    assert lost - {"单位"} == NOT_PRINTED[unit]


@pytest.mark.parametrize("unit", [HUNAN, SHANGHAI], ids=["湖南2020", "上海2024"])
def test_every_amount_of_the_tables_is_read(unit: Path, built: dict[Path, Path], tmp_path: Path) -> None:
    mine, given = imported(built[unit], tmp_path, unit).last.tables, read(unit).tables
    assert list(mine) == list(given)

    def amounts(account: dict[Any, Any]) -> list[tuple[str, str, Decimal]]:
        return sorted(
            (id, f"{row.side}{row.code or row.name}{column}", cell.value)
            for id, table in account.items()
            for row in table.rows
            for column, cell in row.cells.items()
            if cell.value
        )

    assert amounts(mine) == amounts(given)


def test_the_amounts_of_the_file_are_last_years_now(built: dict[Path, Path], tmp_path: Path) -> None:
    facts = imported(built[HUNAN], tmp_path).facts
    assert (facts.unit, facts.year, facts.edition) == ("株洲市教育技术装备所", 2021, "hunan/2020")
    assert facts.last_year == {
        "收支总计": Decimal("467.63"),
        "财政拨款收支总计": Decimal("467.63"),
        "一般公共预算支出": Decimal("467.63"),
        "因公出国费": Decimal("0"),
        "公务接待费": Decimal("0.29"),
        "公务用车费": Decimal("2.02"),
    }


def test_an_amount_that_the_file_carries_exactly_is_taken_while_it_is_the_one_printed() -> None:
    published = Published(Account(), (), {"收支总计": Decimal("467.6312")})
    assert published.amount("收支总计", Decimal("467.63")) == Decimal("467.6312")
    assert published.amount("收支总计", Decimal("467.64")) == Decimal("467.64")


def test_a_file_by_hand_with_other_words_says_the_same_facts(built: dict[Path, Path], tmp_path: Path) -> None:
    changes = [
        ("，", ","),
        ("本单位开支财政拨款", "我单位开支财政拨款"),
        ("截至2020年12月31日", "截止2020年12月31日"),
        ("编制13人", "事业编制13人"),
        ("其中:公务用车购置费0万元", "其中:公务用车购置费 0 万元"),
        ("一、预算单位基本情况", "一、单位基本情况"),
        ("（一）资金使用情况", "(一) 资金使用情况"),
    ]
    changes = [(old.replace("，", ",").replace(":", "："), new) for old, new in changes[1:]]
    word = by_hand(built[HUNAN], tmp_path / "公开.docx", ("，", ","), *changes)
    mine, given = answers_of(imported(word, tmp_path).last.facts), answers_of(read(HUNAN).facts)
    numbers = [path for path, value in given.items() if isinstance(value, (int, Decimal)) and path != "年度"]
    assert [path for path in numbers if mine.get(path) != given[path]] == []
    assert mine["三公经费.公务接待.事由"] == given["三公经费.公务接待.事由"]
    assert mine["单位概况.内设机构"] == given["单位概况.内设机构"]
    assert len(mine["项目支出.明细"]) == len(given["项目支出.明细"])


@pytest.mark.parametrize(
    ("words", "last"),
    [("增加50.76万元，增长12.2%", "416.87"), ("减少50.76万元，减少9.8%", "518.39")],
    ids=["增加", "减少"],
)
def test_last_years_amount_follows_from_the_direction_word(
    words: str, last: str, built: dict[Path, Path], tmp_path: Path
) -> None:
    change = ("收、支总计467.63万元，与上年相比，减少50.76万元，减少9.8%", f"收、支总计467.63万元，与上年相比，{words}")
    word = by_hand(built[HUNAN], tmp_path / "公开.docx", change)
    assert imported(word, tmp_path).last.facts.last_year["收支总计"] == Decimal(last)


def test_nothing_is_read_where_the_words_before_a_number_differ(built: dict[Path, Path], tmp_path: Path) -> None:
    word = by_hand(built[HUNAN], tmp_path / "公开.docx", ("来宾33人次", "工作餐33人次"))
    made = imported(word, tmp_path)
    assert made.last.facts.three_public.hospitality.persons is None
    assert made.last.facts.three_public.hospitality.groups == 3
    (told,) = found(made, "IMPORT-NOT-FOUND")
    assert "三公经费.公务接待.人次" in told.message


def test_a_row_is_read_by_its_name_and_by_no_other(built: dict[Path, Path], tmp_path: Path) -> None:
    old, other = "（类）财政事务（款）行政运行（项）", "（类）财政事务（款）别的事务（项）"
    word = by_hand(built[SHANGHAI], tmp_path / "公开.docx", (old, other), unit=SHANGHAI)
    facts = imported(word, tmp_path, SHANGHAI).last.facts
    assert "2010601" not in facts.initial_budget and facts.initial_budget["2010602"] == Decimal("10.00")
    assert facts.initial_budget_total == Decimal("2993.92")


def test_gatherings_come_back_by_whatever_name_they_are_called(built: dict[Path, Path], tmp_path: Path) -> None:
    before = "用于召开全市教育装备工作、企业微信使用培训会议，人数35人。"
    after = "用于召开装备工作座谈会，人数10人；用于召开年度总结会议，人数20人。"
    made = imported(by_hand(built[HUNAN], tmp_path / "a.docx", (before, after)), tmp_path)
    held = [(one.content, one.persons) for one in made.last.facts.meetings or ()]
    assert held == [("装备工作座谈会", 10), ("年度总结", 20)]


def test_a_list_of_which_nothing_is_understood_is_told(built: dict[Path, Path], tmp_path: Path) -> None:
    before = "用于召开全市教育装备工作、企业微信使用培训会议，人数35人。"
    made = imported(by_hand(built[HUNAN], tmp_path / "a.docx", (before, "用于召开若干次。")), tmp_path)
    assert made.last.facts.meetings is None
    assert any("若干次" in finding.message for finding in made.findings)


def test_quotation_marks_round_a_text_stay(built: dict[Path, Path], tmp_path: Path) -> None:
    old = "教育信息化工作调研、全省网络联校工作调研、省电教馆课题结题工作所发生的接待支出"
    word = by_hand(built[HUNAN], tmp_path / "公开.docx", (old, "“网络联校”调研和“智慧云”"))
    assert imported(word, tmp_path).last.facts.three_public.hospitality.content == "“网络联校”调研和“智慧云”"


def test_that_there_was_none_is_read_only_from_words_that_say_so(built: dict[Path, Path], tmp_path: Path) -> None:
    assert imported(built[HUNAN], tmp_path, name="一.yaml").last.facts.training == ()
    word = by_hand(built[HUNAN], tmp_path / "公开.docx", ("无培训费和大型活动开支。", ""))
    facts = imported(word, tmp_path, name="二.yaml").last.facts
    assert (facts.training, facts.events) == (None, None) and facts.meetings and facts.meetings[0].persons == 35


def test_a_meeting_told_in_other_words_is_not_read_as_none(built: dict[Path, Path], tmp_path: Path) -> None:
    title, held = "十一、一般性支出情况说明", "用于召开全市教育装备工作、企业微信使用培训会议，人数35人"
    one = by_hand(built[HUNAN], tmp_path / "一.docx", (f"{title}\n", f"{title}。"))
    other = by_hand(built[HUNAN], tmp_path / "二.docx", (held, "用于全市装备工作会"))
    for word in (one, other):
        assert imported(word, tmp_path, name=f"{word.stem}.yaml").last.facts.meetings != ()


def test_two_tellings_that_differ_are_told_and_the_first_counts(built: dict[Path, Path], tmp_path: Path) -> None:
    old = "内设4个科室，分别为办公室、教育装备室、实验教学研究室、教育网络中心"
    word = by_hand(built[HUNAN], tmp_path / "公开.docx", (old, "内设3个科室，分别为办公室、研究室、网络中心"))
    made = imported(word, tmp_path)
    assert made.last.facts.profile.offices == ("办公室", "教育装备室", "实验教学研究室", "教育网络中心")
    (told,) = found(made, "IMPORT-DIFFERS")
    assert "“研究室、网络中心”只见于这一处" in told.message


def test_an_amount_that_is_not_the_tables_is_told(built: dict[Path, Path], tmp_path: Path) -> None:
    right = by_hand(built[HUNAN], tmp_path / "一.docx")
    assert not found(imported(right, tmp_path, name="一.yaml"), "IMPORT-DOUBTFUL")
    word = by_hand(built[HUNAN], tmp_path / "二.docx", ("年度收、支总计467.63万元", "年度收、支总计476.63万元"))
    (told,) = found(imported(word, tmp_path, name="二.yaml"), "IMPORT-DOUBTFUL")
    assert "印的是476.63万元，收支总计是467.63万元" in told.message
    assert told.level == "提示" and any("476.63" in (place.quote or "") for place in told.where)


def test_text_that_is_not_understood_is_told(built: dict[Path, Path], tmp_path: Path) -> None:
    title, line = "十一、一般性支出情况说明", "另有若干对外合作事宜，详见有关说明。"
    word = by_hand(built[HUNAN], tmp_path / "公开.docx", (title, f"{title}\n{line}"))
    assert any(line[:20] in finding.message for finding in found(imported(word, tmp_path), "IMPORT-UNREAD"))


def test_years_amounts_and_directions_of_last_year_are_told(built: dict[Path, Path], tmp_path: Path) -> None:
    made = imported(built[HUNAN], tmp_path)
    told = {finding.code: finding.message for finding in made.findings}
    assert "绩效评价.完成情况概述（2020）" in told["IMPORT-YEAR"]
    assert "增减原因.收支总计（减少、压减）" in told["IMPORT-DIRECTION"]
    assert "绩效评价.存在问题.3.内容（319.27万元、90.22%、34.62万元、9.78%）" in told["IMPORT-AMOUNT"]


def test_years_and_amounts_in_full_width_digits_are_told_too() -> None:
    year, amount = stale([("绩效评价.绩效目标.1", "２０２０年投入５４．７５万元，完成率１００％")], 2020)
    assert "绩效评价.绩效目标.1（2020）" in year.message
    assert "绩效评价.绩效目标.1（54.75万元、100%）" in amount.message


def test_what_the_yaml_lists_to_be_confirmed_is_told_and_its_reasons_do_not_count(
    built: dict[Path, Path], tmp_path: Path
) -> None:
    imported(built[HUNAN], tmp_path)
    file = tmp_path / "填报.yaml"
    account = read(file)
    codes = [finding.code for finding in account.findings]
    assert codes.count("READ-CARRIED") == 1 and codes.count("READ-CARRIED-REASON") == 5
    assert {finding.level for finding in account.findings if "CARRIED" in finding.code} == {"待填"}
    assert account.facts.change_reasons == () and account.facts.staff.on_post == 12
    file.write_text(file.read_text("utf-8").replace("- 增减原因.公务用车费\n", ""), "utf-8")
    (reason,) = read(file).facts.change_reasons
    assert (reason.explains, reason.reason) == (("公务用车费",), "严格压缩控制三公经费支出")


def test_the_workbook_has_the_same_answers_marked_to_be_checked(built: dict[Path, Path], tmp_path: Path) -> None:
    made = imported(built[HUNAN], tmp_path, name="填报.xlsx")
    account = read(tmp_path / "填报.xlsx")
    given, mine = answers_of(made.facts), answers_of(account.facts)
    assert {
        path for path in given if path not in ("增减原因", "预决算差异原因") and mine.get(path) != given[path]
    } == set()
    assert "READ-CARRIED" in [finding.code for finding in account.findings]
    assert account.facts.change_reasons == ()


def test_prose_stands_a_clause_a_line(built: dict[Path, Path], tmp_path: Path) -> None:
    imported(built[HUNAN], tmp_path)
    text = (tmp_path / "填报.yaml").read_text("utf-8")
    assert "  原因: |\n    在职人员退休2人、调出1人，\n    人员较上年减少3人，\n" in text
    assert text.startswith("# 株洲市教育技术装备所 2021 年度的填报")


def test_equal_amounts_of_the_yaml_stand_each_for_itself(built: dict[Path, Path], tmp_path: Path) -> None:
    imported(built[HUNAN], tmp_path)
    text = (tmp_path / "填报.yaml").read_text("utf-8")
    assert "  收支总计: 467.63\n  财政拨款收支总计: 467.63\n  一般公共预算支出: 467.63\n" in text


def test_a_file_saved_by_libreoffice_says_the_same(built: dict[Path, Path], tmp_path: Path) -> None:
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice (soffice) is not installed")
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "docx"]
    subprocess.run([*command, "--outdir", tmp_path, built[SHANGHAI]], check=True, capture_output=True, timeout=120)
    saved = imported(tmp_path / built[SHANGHAI].name, tmp_path, SHANGHAI, "一.yaml")
    assert saved.facts == imported(built[SHANGHAI], tmp_path, SHANGHAI, "二.yaml").facts


def test_the_same_file_gives_the_same_bytes(built: dict[Path, Path], tmp_path: Path) -> None:
    imported(built[HUNAN], tmp_path, name="一.yaml")
    imported(built[HUNAN], tmp_path, name="二.yaml")
    assert (tmp_path / "一.yaml").read_bytes() == (tmp_path / "二.yaml").read_bytes()


def test_with_this_years_tables_the_import_is_an_input(built: dict[Path, Path], tmp_path: Path) -> None:
    folder = tmp_path / "某所-2021"
    folder.mkdir()
    (folder / "公开表.xlsx").write_bytes((HUNAN / "公开表.xlsx").read_bytes())
    import_last(built[HUNAN], folder / "填报.yaml", edition="hunan/2020", tables=folder / "公开表.xlsx")
    (result,) = build(folder, tmp_path / "out")
    assert result.outputs and result.draft and result.draft.account.year == 2021


@pytest.mark.parametrize(
    ("name", "said"),
    [("填报.docx", "请写成 填报.xlsx 或 填报.yaml"), ("已有.yaml", "没有覆盖")],
    ids=["别的名称", "已有"],
)
def test_no_file_is_overwritten_and_other_names_are_refused(
    name: str, said: str, built: dict[Path, Path], tmp_path: Path
) -> None:
    (tmp_path / "已有.yaml").write_text("年度: 2021\n", "utf-8")
    with pytest.raises(Refusal, match=said):
        imported(built[HUNAN], tmp_path, name=name)


def test_a_question_left_open_is_no_answer(built: dict[Path, Path], tmp_path: Path) -> None:
    word = by_hand(built[HUNAN], tmp_path / "公开.docx", ("燃油费、维修费、保险费等支出", "【待填：车辆用途】"))
    made = imported(word, tmp_path)
    assert made.last.facts.three_public.vehicles.use is None
    assert any("三公经费.公务用车.运行用途" in finding.message for finding in found(made, "IMPORT-NOT-FOUND"))


def test_last_years_word_file_is_no_input_and_the_refusal_says_where_it_is_one(built: dict[Path, Path]) -> None:
    with pytest.raises(UnusableInput, match="请用 narrator import"):
        read(built[HUNAN])


def test_a_letter_is_no_published_file(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("关于召开会议的通知")
    document.save(str(tmp_path / "通知.docx"))
    with pytest.raises(Refusal, match="看不出单位名称"):
        imported(tmp_path / "通知.docx", tmp_path)


def test_the_command_tells_what_it_read(built: dict[Path, Path], tmp_path: Path) -> None:
    arguments = ["import", str(built[HUNAN]), "--edition", "hunan/2020", "-o", str(tmp_path / "填报.yaml"), "--json"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0 and '"批次": 3' in result.stdout and '"year": 2021' in result.stdout


def test_numbered_items_of_one_paragraph_are_items_each(built: dict[Path, Path], tmp_path: Path) -> None:
    second = "重视不够。\n3、单位运转经费缺口较大。"
    word = by_hand(built[HUNAN], tmp_path / "公开.docx", (second, second.replace("\n", "")))
    problems = imported(word, tmp_path).last.facts.performance.problems
    assert problems and [one.title for one in problems][1:] == [
        "对现代教育装备管理应用的认识有待提升",
        "单位运转经费缺口较大",
    ]


def test_a_glossary_gives_the_terms_that_the_edition_has_not(built: dict[Path, Path], tmp_path: Path) -> None:
    made = imported(built[HUNAN], tmp_path, name="一.yaml")
    assert made.last.facts.glossary == ()
    assert not any("名词解释" in finding.message for finding in made.findings)
    annex = "第五部分　附件"
    own = "九、网络联校：指由主校与教学点组成的“网络”学校。"
    word = by_hand(built[HUNAN], tmp_path / "公开.docx", (f"\n{annex}", f"\n{own}\n{annex}"))
    (term,) = imported(word, tmp_path, name="二.yaml").last.facts.glossary
    assert (term.term, term.meaning) == ("网络联校", "指由主校与教学点组成的“网络”学校")


def test_no_car_was_bought_where_nothing_was_spent_on_it(built: dict[Path, Path], tmp_path: Path) -> None:
    assert imported(built[HUNAN], tmp_path).last.facts.three_public.vehicles.bought == 0
