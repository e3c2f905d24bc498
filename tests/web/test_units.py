"""From dropped files to the Word file: what the page makes is what the command line makes of the same answers."""

import os
import re
import time
import zipfile
from html import unescape
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import pytest
from docx import Document
from openpyxl import load_workbook
from starlette.testclient import TestClient
from visitors import PUTUO, ZHUZHOU, added, come_in, confirmed, with_income, words

from narrator.draft import draft
from narrator.finding import Level
from narrator.phrasebook.library import library
from narrator.read import read
from narrator.web.app import application
from narrator.web.door import Door
from narrator.web.question import Question
from narrator.write import WRITERS


def made(folder: Path) -> bytes:
    found = draft(read(folder), library())
    assert found.document and found.edition
    return WRITERS["docx"](found.document, found.edition.page)


@pytest.mark.parametrize(
    ("folder", "name", "year", "edition"),
    [(ZHUZHOU, "株洲市教育技术装备所", "2020", "hunan/2020"), (PUTUO, "上海市普陀区财政局", "2024", "shanghai/2024")],
    ids=["株洲", "普陀"],
)
def test_tables_and_facts_give_the_report_of_the_folder(
    client: TestClient, folder: Path, name: str, year: str, edition: str
) -> None:
    unit = added(client, folder, "公开表.xlsx", "填报.yaml")
    proposed = client.get(f"{unit}/identity").text
    assert f'value="{name}"' in proposed and f'value="{year}"' in proposed
    assert f'value="{edition}" selected' in proposed
    confirmed(client, unit, name, year, edition)
    report = client.get(f"{unit}/files/report")
    assert report.content == made(folder)
    called = unquote(report.headers["content-disposition"])
    assert called == f"attachment; filename*=UTF-8''{name}-{year}.docx"


def test_the_year_of_a_file_name_is_proposed(client: TestClient) -> None:
    file = ("决算公开2020.xlsx", (ZHUZHOU / "公开表.xlsx").read_bytes())
    unit = added(client, ZHUZHOU, tables=file)
    said = client.get(f"{unit}/identity").text
    assert 'value="2020"' in said and "决算公开2020.xlsx" in said and 'value="hunan/2020" selected' in said


@pytest.mark.parametrize(("field", "value"), [("name", ""), ("year", "20"), ("year", "２０２０年"), ("edition", "x/1")])
def test_what_is_confirmed_must_fit(client: TestClient, field: str, value: str) -> None:
    unit = added(client, ZHUZHOU, "公开表.xlsx")
    good = {"name": "某所", "year": "2020", "edition": "hunan/2020"}
    answer = client.post(f"{unit}/identity", data={**good, field: value})
    assert answer.status_code == 422
    assert "还差一点" in answer.text


def test_a_unit_that_is_there_already_is_told_and_can_be_opened_instead(client: TestClient, seed: str) -> None:
    again = added(client, ZHUZHOU, "公开表.xlsx", "填报.yaml")
    assert "已经有“株洲市教育技术装备所”2020年度了" in words(client.get(f"{again}/identity").text)
    given = {"name": "株洲市 教育技术装备所", "year": "2020", "edition": "hunan/2020"}
    answer = client.post(f"{again}/identity", data=given)
    assert answer.status_code == 409 and "确认，另建一个" in answer.text
    opened = client.post(f"{again}/instead", data={"other": seed.rpartition("/")[2]})
    assert (opened.status_code, opened.headers["location"]) == (303, seed)
    assert client.get(f"{again}/identity").status_code == 404
    other = added(client, ZHUZHOU, "公开表.xlsx")
    assert "已经有" not in client.post(f"{other}/identity", data={**given, "year": "2019"}).text
    assert client.post(f"{seed}/instead", data={"other": "x"}).status_code == 404


def test_a_unit_changed_to_what_another_is_called_is_told_and_loses_nothing(client: TestClient, seed: str) -> None:
    other = confirmed(client, added(client, ZHUZHOU, "公开表.xlsx"), "某所", "2020", "hunan/2020")
    given = {"name": "株洲市教育技术装备所", "year": "2020", "edition": "hunan/2020"}
    answer = client.post(f"{other}/identity", data=given)
    said = words(answer.text)
    assert answer.status_code == 409 and "那是另一个单位" in said
    assert "另建" not in said and "再建一个" not in said and f'action="{other}/instead"' not in answer.text
    assert 'class="main">确认，仍然这样改' in answer.text and f'<a href="{other}/">不改了' in answer.text
    sure = re.findall(r'name="sure" value="([^"]*)"', answer.text)[0]
    assert client.post(f"{other}/identity", data={**given, "sure": sure}).headers["location"] == other


def test_units_of_one_name_can_be_told_apart_in_the_list(client: TestClient, seed: str) -> None:
    tables = ("导出第二次.xlsx", (ZHUZHOU / "公开表.xlsx").read_bytes())
    twin = confirmed(client, added(client, ZHUZHOU, tables=tables), "株洲市教育技术装备所", "2020", "hunan/2020")
    client.post(f"{twin}/answers", data={"path": "人员.编制", "value": "13"})
    rows = dict(re.findall(r'<a href="(/units/\w+)/">[^<]*</a>(.*?)</th>', client.get("/").text, re.DOTALL))
    assert "公开表是“导出第二次.xlsx”，填了 1 项" in rows[twin]
    assert re.search(r"公开表是“公开表.xlsx”，填了 \d\d+ 项", rows[seed])
    client.post(f"{twin}/remove")
    assert "公开表是" not in client.get("/").text


def test_a_unit_that_was_not_confirmed_says_what_to_do_with_it(client: TestClient, seed: str) -> None:
    assert "还没有确认" not in client.get("/").text
    added(client, ZHUZHOU, "公开表.xlsx")
    said = words(client.get("/").text)
    assert "待确认 文件已收下，单位、年度、版式还没有确认：点开接着确认，不要了就删除。" in said


def test_what_is_proposed_or_left_open_says_why(client: TestClient) -> None:
    recognised = words(client.get(f"{added(client, ZHUZHOU, '公开表.xlsx')}/identity").text)
    assert "按表格的样式推荐，请核对" in recognised and "都没有写年度，请填" in recognised
    book = load_workbook(ZHUZHOU / "公开表.xlsx")
    for cell in (cell for sheet in book for row in sheet.iter_rows(max_row=3) for cell in row):
        if "公开" in str(cell.value):
            cell.value = re.sub(r"公开\d+表", "", str(cell.value))
    other = BytesIO()
    book.save(other)
    unit = added(client, ZHUZHOU, tables=("决算公开2020.xlsx", other.getvalue()))
    unknown = words(client.get(f"{unit}/identity").text)
    assert "没有认出地区" in unknown and "都没有写年度" not in unknown
    filled = words(client.get(f"{added(client, ZHUZHOU, '公开表.xlsx', '填报.yaml')}/identity").text)
    assert "放入的填报里写的" in filled and "按表格的样式" not in filled


def test_a_choice_that_the_files_speak_against_is_told_before_it_is_kept(client: TestClient) -> None:
    unit = added(client, ZHUZHOU, "填报.yaml", tables=("决算公开2020.xlsx", (ZHUZHOU / "公开表.xlsx").read_bytes()))
    assert "对不上" not in client.get(f"{unit}/identity").text
    chosen = {"name": "株洲市教育技术装备所", "year": "2021", "edition": "shanghai/2024"}
    answer = client.post(f"{unit}/identity", data=chosen)
    said = words(answer.text)
    assert answer.status_code == 409 and "对不上的地方" in said
    assert "年度是“2020”，这里是“2021”" in said and "版式是“hunan/2020”，这里是“shanghai/2024”" in said
    assert "“决算公开2020”里是另一年" in said and "版式“shanghai/2024”是2024年度的" in said
    sure = re.findall(r'name="sure" value="([^"]*)"', answer.text)[0]
    other = client.post(f"{unit}/identity", data={**chosen, "year": "2022", "sure": sure})
    assert other.status_code == 409
    assert client.post(f"{unit}/identity", data={**chosen, "sure": sure}).status_code == 303


def test_the_workbook_taken_away_comes_back_as_the_same_answers(client: TestClient, seed: str) -> None:
    workbook = client.get(f"{seed}/files/workbook").content
    again = added(client, ZHUZHOU, "公开表.xlsx", facts=("填报.xlsx", workbook))
    confirmed(client, again, "株洲市教育技术装备所", "2020", "hunan/2020")
    assert client.get(f"{again}/files/report").content == client.get(f"{seed}/files/report").content


def test_the_list_of_findings_tells_what_check_tells(client: TestClient, seed: str) -> None:
    sheet = load_workbook(BytesIO(client.get(f"{seed}/files/findings").content)).active
    assert sheet is not None
    codes = [row[7] for row in sheet.iter_rows(min_row=3, values_only=True)]
    assert codes == [finding.code for finding in draft(read(ZHUZHOU), library()).findings]


def test_a_missing_table_file_is_asked_for(client: TestClient) -> None:
    answer = client.post("/units", files={"facts": ("填报.yaml", b"x: 1")})
    assert answer.status_code == 422
    assert "请先选公开表" in answer.text


BOMB = BytesIO()
with zipfile.ZipFile(BOMB, "w", zipfile.ZIP_DEFLATED) as _archive:
    _archive.writestr("[Content_Types].xml", "<x/>")
    _archive.writestr("xl/workbook.xml", b"<a>" + b" " * (96 * 2**20))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (BOMB.getvalue(), "大得不正常"),
        (b"PK\x03\x04 damaged", "没有收下"),
        (b"%PDF-1.7", "没有收下"),
        (b"", "没有收下"),
    ],
    ids=["bomb", "damaged", "PDF", "empty"],
)
def test_a_bad_file_is_told_and_nothing_of_it_kept(client: TestClient, kept: Path, data: bytes, told: str) -> None:
    before = sorted(path.name for path in kept.rglob("*"))
    answer = client.post("/units", files={"tables": ("公开表.xlsx", data)})
    assert answer.status_code == 422
    assert told in answer.text
    assert str(kept) not in answer.text and "/tmp" not in answer.text
    assert sorted(path.name for path in kept.rglob("*")) == before


@pytest.mark.parametrize(
    "name",
    ["../../evil.xlsx", "..\\..\\evil.xlsx", "/etc/evil.xlsx", "C:\\evil.xlsx", "a\x00b.xlsx", "\u202eevil.xlsx"],
)
def test_a_file_name_is_shown_and_never_a_path(client: TestClient, kept: Path, name: str) -> None:
    unit = added(client, ZHUZHOU, tables=(name, (ZHUZHOU / "公开表.xlsx").read_bytes()))
    assert {path.name for path in (kept / "units").rglob("*") if path.is_file()} == {"公开表.xlsx"}
    said = client.get(f"{unit}/identity").text
    assert ".." not in words(said) and "C:" not in words(said)
    assert "\x00" not in said and "\u202e" not in said
    assert not list(kept.parent.glob("*evil*"))


def test_a_unit_called_script_is_shown_as_text(client: TestClient) -> None:
    name = "<script>alert(1)</script>\"'"
    unit = confirmed(client, added(client, ZHUZHOU, "公开表.xlsx"), name, "2020", "hunan/2020")
    client.post(f"{unit}/answers", data={"path": "自称", "value": "<img src=x onerror=alert(1)>"})
    for page in ("", "tables", "questions", "document", "files", "identity"):
        html = client.get(f"{unit}/{page}").text
        assert "<script>alert" not in html and "<img" not in html, page
        assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert" not in client.get("/").text


def test_an_error_of_ours_tells_no_path(
    client: TestClient, seed: str, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(2, "No such file", str(kept / "page.sqlite"))

    monkeypatch.setattr("narrator.web.desk.draft", fail)
    monkeypatch.setattr("narrator.web.desk.Memory.once", lambda self, key, make: make())
    answer = client.get(f"{seed}/")
    assert answer.status_code == 500
    assert "意外的错误" in answer.text
    assert str(kept) not in answer.text and "sqlite" not in answer.text


def test_a_stopped_server_has_lost_nothing(client: TestClient, seed: str, kept: Path) -> None:
    client.post(f"{seed}/answers", data={"path": "自称", "value": "本所"})
    door = Door(2002)
    later = come_in(TestClient(application(kept, door), base_url=door.origin), door)
    assert "株洲市教育技术装备所" in later.get("/").text
    assert "本所" in later.get(f"{seed}/questions").text


def test_a_unit_can_be_removed_with_all_that_is_kept_of_it(client: TestClient, seed: str, kept: Path) -> None:
    assert client.post(f"{seed}/remove").status_code == 303
    assert client.get(f"{seed}/").status_code == 404
    assert not any((kept / "units").iterdir())


def test_newer_tables_take_the_place_of_the_old_ones(client: TestClient, bare: str) -> None:
    changed = with_income(477.63)
    assert 'class="amount problem"' not in client.get(f"{bare}/tables").text.partition('id="sheet-T2"')[0]
    client.post(f"{bare}/files", files={"tables": ("新.xlsx", changed)})
    html = client.get(f"{bare}/tables").text
    first = html.partition('id="sheet-T2"')[0]
    assert re.search(r'id="T1-[A-Z]\d+"', first) and "477.63" in first
    assert "错误" in words(first)


@pytest.mark.parametrize("field", ["tables", "facts", "last"])
def test_a_bad_file_leaves_a_unit_as_it_was(client: TestClient, seed: str, kept: Path, field: str) -> None:
    def state() -> dict[str, bytes]:
        home = kept / seed.removeprefix("/")
        return {path.relative_to(home).as_posix(): path.read_bytes() for path in home.rglob("*") if path.is_file()}

    before, report = state(), client.get(f"{seed}/files/report").content
    good = {} if field == "tables" else {"tables": ("公开表.xlsx", (PUTUO / "公开表.xlsx").read_bytes())}
    answer = client.post(f"{seed}/files", files={**good, field: ("新.xlsx", b"PK\x03\x04 damaged")})
    assert answer.status_code == 200 and "已损坏" in answer.text
    assert state() == before
    assert client.get(f"{seed}/files/report").content == report


OLD_WORD = b"\xd0\xcf\x11\xe0" + b"\0" * 508 + "WordDocument".encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("扫描件.pdf", b"%PDF-1.7", "“扫描件.pdf”是 PDF 文件，里面的数读不出来"),
        ("去年.doc", OLD_WORD, "“去年.doc”是旧版 Word 文件（.doc），请用 Word 或 WPS 打开，另存为 .docx"),
        ("照片.xlsx", b"\x89PNG\r\n", "“照片.xlsx”是图片，里面的数读不出来"),
        ("空的.xlsx", b"", "“空的.xlsx”是空文件，里面什么也没有"),
        ("导出.xls", b"\xef\xbb\xbf<html><table>", "“导出.xls”是网页文件，请用 Excel 或 WPS 打开，另存为 .xlsx"),
        ("导出.csv", "收入,支出".encode("gbk"), "“导出.csv”是文字文件（如 .csv），请用 Excel 或 WPS 打开"),
        ("改了名.xlsx", b"a,b\n", "“改了名.xlsx”是文字文件（如 .csv）"),
        ("坏的.xlsx", b"PK\x03\x04 damaged", "“坏的.xlsx”已损坏"),
    ],
    ids=["PDF", "doc", "picture", "empty", "HTML", "csv", "renamed", "damaged"],
)
def test_a_wrong_file_is_told_by_its_own_name_what_it_is_and_what_is_wanted(
    client: TestClient, seed: str, name: str, data: bytes, told: str
) -> None:
    wanted = {"tables": "财务软件导出的公开表", "last": "上年的公开表、填报", "facts": "填报.xlsx 或填报.yaml"}
    for field, words_ in wanted.items():
        said = words(client.post(f"{seed}/files", files={field: (name, data)}).text).partition("没有收下")[2]
        assert told in said, field
        assert words_ in said.partition("取走")[0] or "已损坏" in told, field
        assert "“公开表.xlsx”" not in said.partition("取走")[0]
    for address, field in (("/audits", "file"), (f"{seed}/reviewing", "reviewed")):
        said = words(client.post(address, files={field: (name, data)}).text)
        assert told in said, address


@pytest.mark.parametrize("field", ["tables", "facts"])
def test_a_word_file_is_told_where_it_goes_by_its_own_name(client: TestClient, seed: str, field: str) -> None:
    report = client.get(f"{seed}/files/report").content
    for address in ("/units", f"{seed}/files"):
        tables = ("公开表.xlsx", (ZHUZHOU / "公开表.xlsx").read_bytes())
        answer = client.post(address, files={"tables": tables, field: ("去年公开的样子.docx", report)})
        said = words(answer.text)
        assert "“去年公开的样子.docx”是 Word 文件，请放到“上年”或“核对”" in said and "损坏" not in said


def test_a_number_is_traced_to_the_file_that_it_came_in(client: TestClient) -> None:
    name, tables = "决算公开2020.xlsx", (ZHUZHOU / "公开表.xlsx").read_bytes()
    unit = added(client, ZHUZHOU, "填报.yaml", tables=(name, tables))
    confirmed(client, unit, "株洲市教育技术装备所", "2020", "hunan/2020")
    line = (ZHUZHOU / "填报.yaml").read_text("utf-8").split("\n").index("  编制: 13") + 1
    (asked,) = {
        address
        for address in re.findall(r'hx-get="([^"]*/figure[^"]*)"', client.get(f"{unit}/document").text)
        if "编制" in client.get(unescape(address)).text
    } or [""]
    told = words(client.get(unescape(asked)).text)
    assert f"填报.yaml 第{line}行" in told and "填报.xlsx" not in told
    client.post(f"{unit}/answers", data={"path": "人员.编制", "value": "14"})
    told = words(client.get(unescape(asked)).text)
    assert "“填写”页“编制人数”" in told and "填报.yaml" not in told
    cell = re.findall(r'hx-get="([^"]*/cell[^"]*)"', client.get(f"{unit}/tables").text)[0]
    assert name in client.get(unescape(cell)).text
    client.post(f"{unit}/files", files={"tables": ("改过的.xlsx", tables)})
    assert "改过的.xlsx" in client.get(unescape(cell)).text


def test_a_draft_is_called_one_beside_the_button_that_takes_it(client: TestClient, bare: str, seed: str) -> None:
    found = draft(read(ZHUZHOU), library())
    assert not found.has(Level.ERROR, Level.MISSING) and "草稿" not in client.get(f"{seed}/files").text
    client.post(f"{bare}/answers", data={"path": "人员.编制", "value": "十三"})
    html = client.get(f"{bare}/files").text
    beside = words(html.partition("Word 文件</a>")[2].partition("</li>")[0])
    sheet = load_workbook(BytesIO(client.get(f"{bare}/files/findings").content)).active
    assert sheet is not None
    levels = [value for row in sheet.iter_rows(min_row=3, values_only=True) for value in row]
    assert f"有 {levels.count('错误')} 条错误 没有改；缺 {levels.count('待填')} 处内容" in beside
    assert "现在取走的是草稿，还不能公开" in beside and levels.count("错误") == 1
    assert client.get(f"{bare}/files/report").content.startswith(b"PK")


def test_findings_are_numbered_in_each_table_anew(client: TestClient, seed: str) -> None:
    html = client.get(f"{seed}/tables").text
    for sheet in html.split('<section class="beside"')[1:]:
        told = sheet.partition("<aside")[2].count("<li>")
        marked = {int(number) for number in re.findall(r"问题</span>(\d+)</sup>", sheet)}
        assert marked == set(range(1, told + 1))
    assert html.count("问题</span>1</sup>") > 1


def test_a_last_years_word_file_that_cannot_be_imported_leaves_everything_as_it_was(
    client: TestClient, seed: str, kept: Path
) -> None:
    plain, home = BytesIO(), kept / seed.removeprefix("/")
    Document().save(plain)
    before = client.get(f"{seed}/files/report").content
    putuo = ("公开表.xlsx", (PUTUO / "公开表.xlsx").read_bytes())
    for given in ({}, {"tables": putuo}):
        answer = client.post(f"{seed}/files", files={**given, "last": ("空白.docx", plain.getvalue())})
        assert answer.status_code == 200
        assert "没有收下这些文件，原有的文件和填写的内容都没有动" in answer.text
        assert "从“空白.docx”里看不出单位名称" in answer.text
        assert not (home / "上年" / "公开.docx").exists()
        assert client.get(f"{seed}/files/report").content == before
    unit = added(client, ZHUZHOU, "公开表.xlsx", last=("空白.docx", plain.getvalue()))
    confirmed(client, unit, "某所", "2021", "hunan/2020")
    noticed = words(client.get(f"{unit}/").text).partition("收支一览")[0]
    assert "上年公开的 Word 文件没有用上，也没有留下" in noticed and "公开.docx" not in noticed
    assert not list(kept.rglob("公开.docx"))
    assert client.post(f"{unit}/files", files={"last": putuo}).status_code == 303


def test_an_answer_that_could_not_be_read_is_told_once(client: TestClient, seed: str) -> None:
    told = client.post(f"{seed}/answers", data={"path": "政府采购.货物", "value": "无"}).text
    own = told.partition("hx-swap-oob")[0]
    assert own.count('class="fault ') == 1 and "不是金额" in own


def test_errors_in_answers_alone_lead_to_the_answers(client: TestClient, bare: str) -> None:
    client.post(f"{bare}/answers", data={"path": "人员.编制", "value": "十三个"})
    lead = client.get(f"{bare}/").text.partition('class="next">')[2].partition("</p>")[0]
    assert f'href="{bare}/questions"' in lead and "填写的内容有错误" in lead and "财务软件" not in lead


def test_an_answer_typed_earlier_takes_no_place_of_a_later_one(client: TestClient, bare: str) -> None:
    def answer(value: str, typed: str) -> None:
        client.post(f"{bare}/answers", data={"path": "自称", "value": value, "typed": typed})

    def kept() -> str:
        return client.get(f"{bare}/questions").text

    answer("本所", "1700000000002")
    answer("本", "1700000000001")
    assert ">本所</textarea>" in kept() and 'data-known="1700000000002"' in kept()
    answer("我所", "1700000000003")
    assert ">我所</textarea>" in kept()


def test_a_form_taken_in_is_not_undone_by_an_answer_sent_twice(client: TestClient, bare: str) -> None:
    typed = {"path": "人员.编制", "value": "99", "typed": "1700000000002"}
    client.post(f"{bare}/answers", data=typed)
    facts = (ZHUZHOU / "填报.yaml").read_bytes()
    assert client.post(f"{bare}/files", files={"facts": ("填报.yaml", facts)}).status_code == 303
    client.post(f"{bare}/answers", data=typed)
    html = client.get(f"{bare}/questions").text
    assert 'value="13"' in html and 'value="99"' not in html


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("单位: 某某局\n年度: 2020\n人员: {编制: 99}\n", "单位是“某某局”，这里是“株洲市教育技术装备所”"),
        ("单位: 株洲市教育技术装备所\n年度: 2019\n人员: {编制: 99}\n", "年度是“2019”，这里是“2020”"),
    ],
)
def test_a_form_of_another_unit_or_year_takes_the_place_of_no_answer(
    client: TestClient, seed: str, said: str, told: str
) -> None:
    answer = words(client.post(f"{seed}/files", files={"facts": ("填报.yaml", said.encode())}).text)
    assert "没有收下这些文件" in answer and told in answer and "“更改”改成一致，再放入" in answer
    html = client.get(f"{seed}/questions").text
    assert 'value="13"' in html and 'value="99"' not in html


def test_the_page_marks_and_tells_what_check_calls_wrong(client: TestClient, bare: str) -> None:
    answer = client.post(f"{bare}/answers", data={"path": "上年数.收支总计", "value": "5183900"}).text
    told = words(client.get(f"{bare}/").text)
    assert "像是把元当成了万元" in answer and "像是把元当成了万元" in told
    assert "请改正" in answer and answer.count('class="fault ') == 1
    assert client.get(f"{bare}/questions").text.count(">请改正</span>") == 1


def test_every_count_says_what_it_counts_and_they_agree(client: TestClient, bare: str) -> None:
    pages = {page: client.get(f"{bare}/{page}").text for page in ("", "questions")}
    asked = re.findall(r'id="open-number">(\d+)', pages[""] + pages["questions"])
    shown = re.findall(r'id="count-open">(\d+)', pages["questions"])
    parts = re.findall(r'id="part-count-\d+" [^>]*>(\d+)', pages["questions"])
    said = re.findall(r"要填的问题（个）</dt><dd [^>]*>(\d+)", pages[""])
    assert {*asked, *shown, *said} == {str(sum(map(int, parts)))}
    shown = pages[""].partition("<details")[0].partition('id="findings"')[2]
    assert "几个问题合写一处的，这里是一条" in shown


def test_an_answer_takes_back_the_warning_of_its_neighbour(client: TestClient, seed: str) -> None:
    neighbour = f'id="{Question("人员.在职", "one", "", "").id}-preview"'
    exceeding = client.post(f"{seed}/answers", data={"path": "人员.编制", "value": "11"}).text
    assert "超出1人" in exceeding.partition(neighbour)[2].partition("</div>")[0]
    mended = client.post(f"{seed}/answers", data={"path": "人员.编制", "value": "13"}).text
    assert neighbour in mended and "超出" not in mended


def test_what_a_killed_server_left_aside_is_swept_after_a_day(kept: Path, door: Door) -> None:
    application(kept, door)
    old, new = kept / "暂存" / "tmpold", kept / "暂存" / "tmpnew"
    for folder in (old, new):
        folder.mkdir()
        (folder / "公开表.xlsx").write_bytes(b"x")
    day_ago = time.time() - 25 * 60 * 60
    os.utime(old, (day_ago, day_ago))
    application(kept, door)
    assert not old.exists() and new.exists()


def test_last_years_files_are_carried_over_and_wait_to_be_confirmed(client: TestClient, bare: str) -> None:
    last = (ZHUZHOU / "填报.yaml").read_bytes().replace("年度: 2020".encode(), "年度: 2019".encode())
    tables = with_income(477.63)
    assert client.post(f"{bare}/files", files={"last": ("填报.yaml", last)}).status_code == 303
    assert client.post(f"{bare}/files", files={"last": ("公开表.xlsx", tables)}).status_code == 303
    html = client.get(f"{bare}/questions").text
    assert 'value="467.63"' in html and "正科级公益一类" in html
    told = words(client.get(f"{bare}/").text)
    assert "上年内容待核对" in told and "READ-CARRIED" not in told
    shown = client.post(f"{bare}/confirmed", data={"path": "单位性质"}).text
    assert "已填" in shown and "已核对" not in words(shown)
