"""A reviewed Word file takes the numbers of now and keeps what people wrote; any Word file can be audited."""

import re
import zipfile
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pytest
from docx import Document
from openpyxl import load_workbook
from published_word import with_footnote
from starlette.testclient import TestClient
from visitors import ZHUZHOU, added, confirmed, with_income, words

import narrator
from narrator import verbs
from narrator.web import final
from narrator.web.page_words import PAGE_WORDS


def edited(data: bytes, before: str, after: str) -> bytes:
    """A Word file in whose first run with these words somebody typed others."""
    document = Document(BytesIO(data))
    run = next(run for paragraph in document.paragraphs for run in paragraph.runs if before in run.text)
    run.text = run.text.replace(before, after)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def text(data: bytes) -> str:
    return "\n".join("".join(paragraph._p.itertext()) for paragraph in Document(BytesIO(data)).paragraphs)


def dropped(client: TestClient, unit: str, data: bytes) -> str:
    answer = client.post(f"{unit}/reviewing", files={"reviewed": ("审阅稿.docx", data)})
    assert answer.status_code == 303, words(answer.text)
    return client.get(f"{unit}/reviewing").text


def test_nothing_changes_where_nothing_changed(client: TestClient, seed: str) -> None:
    report = client.get(f"{seed}/files/report").content
    assert "改了 0 处" in words(dropped(client, seed, report))


def test_new_numbers_are_written_and_what_the_reviewer_wrote_is_kept(client: TestClient, seed: str) -> None:
    reviewed = edited(client.get(f"{seed}/files/review").content, "主要是因为", "主要原因是")
    client.post(f"{seed}/answers", data={"path": "上年数.收支总计", "value": "517.63"})
    html = dropped(client, seed, reviewed)
    said = words(html)
    assert "改了 2 处" in said
    assert (
        "一、收入支出决算总体情况说明 50.76 50 2020年度收、支总计467.63万元，与上年相比，减少 50 万元，减少9.7%" in said
    )
    assert "9.8 9.7" in said
    new = text(client.get(f"{seed}/reviewing/file").content)
    assert "主要原因是" in new and "50.76" in new


def test_later_answers_are_in_the_refreshed_file_without_dropping_it_again(client: TestClient, seed: str) -> None:
    dropped(client, seed, client.get(f"{seed}/files/report").content)
    client.post(f"{seed}/answers", data={"path": "人员.编制", "value": "14"})
    assert "改了 0 处" not in words(client.get(f"{seed}/reviewing").text)


def test_what_is_no_word_file_is_told_and_the_one_before_kept(client: TestClient, seed: str) -> None:
    dropped(client, seed, client.get(f"{seed}/files/report").content)
    answer = client.post(f"{seed}/reviewing", files={"reviewed": ("审阅稿.docx", b"PK\x03\x04 x")})
    said = words(answer.text)
    assert "没有收下这个文件" in said and "/tmp" not in said
    assert "这里仍是上一份的结果：“审阅稿.docx”" in said
    said = words(client.get(f"{seed}/reviewing").text)
    assert "改了 0 处" in said and "上一份" not in said


def test_a_result_says_which_file_it_belongs_to_and_when_that_came(client: TestClient, seed: str) -> None:
    report = client.get(f"{seed}/files/report").content
    client.post(f"{seed}/reviewing", files={"reviewed": ("科室改过的.docx", report)})
    said = words(client.get(f"{seed}/reviewing").text)
    assert re.search(r"“科室改过的\.docx”，20\d\d-\d\d-\d\d \d\d:\d\d 放入", said)


def without_base(data: bytes) -> bytes:
    """A Word file's text in a new file, as somebody pastes it."""
    document = Document()
    for paragraph in Document(BytesIO(data)).paragraphs:
        document.add_paragraph("".join(run.text for run in paragraph.runs))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_file_that_was_not_taken_from_here_is_told_what_to_do_with_it(client: TestClient, seed: str) -> None:
    html = dropped(client, seed, without_base(edited(client.get(f"{seed}/files/report").content, "467.63", "476.63")))
    said = words(html).partition("“审阅稿.docx”")
    assert "这份文件不能更新" in said[0] and "改了" not in said[0].partition("正在核对")[2]
    assert "不是从这里取走的，或者丢了底稿" in said[2] and "没有要改的" not in said[2]
    assert '<a href="/audits">核对写好的文件</a>' in html and f'href="{seed}/files/review"' in html
    listed = said[2].partition("与数据不一致的 ")[2]
    assert listed.startswith("1 处") and "写的是“476.63万元”" in listed
    assert ".base.json" not in said[2] and "审阅时改过" not in said[2] and "书签" not in said[2]
    assert "做成公开的文件" not in said[2] and f"{seed}/reviewing/file" not in html


def test_a_number_that_the_reviewer_typed_is_in_the_headline(client: TestClient, seed: str) -> None:
    said = words(dropped(client, seed, edited(client.get(f"{seed}/files/review").content, "467.63", "476.63")))
    assert "改了 0 处，另有 1 处与数据不一致，没有动" in said and "没有要改的" not in said
    assert "审阅时改过或拒绝更新的数与数据不一致：写的是“476.63万元”" in said


def test_a_file_of_another_year_is_said_to_be_one_before_its_changes(client: TestClient, seed: str) -> None:
    report = client.get(f"{seed}/files/report").content
    confirmed(client, seed, "株洲市教育技术装备所", "2021", "hunan/2020")
    html = dropped(client, seed, report)
    above = words(html.partition("原来</th>")[0])
    assert "不是这个单位、这个年度的文件 文件原来是2020，这里是2021；请核对没有拿错" in above
    assert html.count("请核对没有拿错") == 1


def test_a_file_is_refreshed_once_when_it_is_put_in_and_looked_at(
    client: TestClient, seed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[Path] = []
    refresh = verbs.refresh

    def counted(reviewed: Path, *given: Path) -> verbs.Refresh:
        done.append(reviewed)
        return refresh(reviewed, *given)

    monkeypatch.setattr(verbs, "refresh", counted, raising=False)
    report = client.get(f"{seed}/files/report").content
    dropped(client, seed, report)
    client.get(f"{seed}/reviewing")
    assert len(done) == 1
    dropped(client, seed, edited(report, "467.63", "476.63"))
    assert len(done) == 2


def test_a_wrong_number_in_a_word_file_is_found_with_the_sentence_marked(client: TestClient, seed: str) -> None:
    wrong = edited(client.get(f"{seed}/files/report").content, "467.63", "476.63")
    answer = client.post("/audits", files={"file": ("../某所决算公开.docx", wrong)})
    assert answer.status_code == 303
    html = client.get(answer.headers["location"]).text
    row = next(row for row in html.split('<div class="row') if "476.63" in row and "noted" in row[:12])
    assert "<mark>" in row and "错误" in row
    number = next(iter(re.findall(r'^[^>]*id="row(\d+)"', row)))
    listed = html.partition('class="audited"')[0]
    assert f'<a href="#row{number}">看原文</a>' in listed and "476.63" in listed
    assert "某所决算公开.docx" in html and "../" not in words(html)
    marked = client.get(f"{answer.headers['location']}/marked")
    assert b"word/comments.xml" in marked.content
    assert "某所决算公开.docx" in client.get("/audits").text


def test_a_finding_about_a_footnote_is_told_at_the_footnote_alone(
    client: TestClient, seed: str, tmp_path: Path
) -> None:
    path = tmp_path / "公开.docx"
    path.write_bytes(client.get(f"{seed}/files/report").content)
    with_footnote(path, "2020年度收、支总计467.63万元，与上年", "收入决算总计476.63万元。")
    answer = client.post("/audits", files={"file": ("公开.docx", path.read_bytes())})
    rows = client.get(answer.headers["location"]).text.split('<div class="row')[1:]
    told = [row for row in rows if "印的是476.63万元" in row.partition("<ul>")[2]]
    assert len(told) == 1 and "<mark>收入决算总计476.63万元</mark>" in told[0] and "注" in words(told[0])


def test_an_audited_file_can_be_removed(client: TestClient, seed: str, kept: Path) -> None:
    report = client.get(f"{seed}/files/report").content
    address = client.post("/audits", files={"file": ("某所.docx", report)}).headers["location"]
    assert client.post(f"{address}/remove").status_code == 303
    assert client.get(address).status_code == 404
    assert not list((kept / "audits").iterdir())


def test_what_cannot_be_audited_is_told_by_the_name_that_it_had(client: TestClient, kept: Path) -> None:
    answer = client.post("/audits", files={"file": ("某所.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")})
    assert answer.status_code == 422
    assert (
        "某所.docx" in answer.text and "/" not in words(answer.text).partition("没有收下")[2].partition("Word 文件")[0]
    )
    assert not list((kept / "audits").iterdir())


def test_a_file_in_order_is_made_the_file_to_publish(client: TestClient, seed: str) -> None:
    dropped(client, seed, client.get(f"{seed}/files/review").content)
    answer = client.post(f"{seed}/reviewing/final")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{seed}/reviewing#final")
    said = words(client.get(f"{seed}/reviewing").text)
    assert "定稿做好了，可以公开" in said and "审阅的人没有改写文字" in said
    made = client.get(f"{seed}/reviewing/final/file")
    assert made.headers["content-disposition"].endswith(quote("株洲市教育技术装备所-2020-定稿.docx"))
    assert b"word/comments.xml" not in made.content and "467.63" in text(made.content)


def test_a_finished_file_without_its_record_leaves_the_former_record_whole(
    client: TestClient, seed: str, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dropped(client, seed, client.get(f"{seed}/files/review").content)
    client.post(f"{seed}/reviewing/final")
    (record,) = kept.rglob("定稿.json")
    before = re.sub(rb'"made": "[^"]*"', b'"made": "2021-01-01 08:00"', record.read_bytes())
    record.write_bytes(before)
    monkeypatch.setattr(final, "FINAL", "没有这个文件夹/定稿.docx")  # as if stopped between the two files
    client.post(f"{seed}/reviewing/final")
    assert record.read_bytes() == before and client.get(f"{seed}/reviewing").status_code == 200


def test_a_finished_file_is_told_of_with_what_was_taken_out_and_what_stays(client: TestClient, seed: str) -> None:
    review = client.get(f"{seed}/files/review").content
    with zipfile.ZipFile(BytesIO(review)) as archive:
        comments = archive.read("word/comments.xml").count(b"<w:comment ")
    dropped(client, seed, edited(review, "主要是因为", "主要原因是"))
    client.post(f"{seed}/reviewing/final")
    said = words(client.get(f"{seed}/reviewing").text)
    assert f"程序的批注 {comments} 条" in said and "审阅的人写的 1 段，一字没动" in said
    assert "主要原因是" in said.partition("一字没动")[2] and "目录里的页码不会自己改" in said


def test_a_finished_file_of_earlier_answers_is_no_longer_offered(client: TestClient, seed: str) -> None:
    dropped(client, seed, client.get(f"{seed}/files/review").content)
    assert client.get(f"{seed}/reviewing/final/file").status_code == 404
    client.post(f"{seed}/reviewing/final")
    client.post(f"{seed}/answers", data={"path": "人员.编制", "value": "14"})
    said = words(client.get(f"{seed}/reviewing").text)
    assert "定稿做好了" not in said and "定稿已过时" in said and "之后改过数或单位的信息，不能再取走" in said
    assert "取走上面更新后的 Word 文件" in said.partition("定稿已过时")[2]
    assert client.get(f"{seed}/reviewing/final/file").status_code == 404


def test_a_finished_file_of_another_reviewed_file_is_said_to_be_outdated(client: TestClient, seed: str) -> None:
    review = client.get(f"{seed}/files/review").content
    dropped(client, seed, review)
    client.post(f"{seed}/reviewing/final")
    said = words(dropped(client, seed, edited(review, "主要是因为", "主要原因是")))
    assert "定稿已过时" in said and "之后换过审阅稿，不能再取走。请重新做成公开的文件" in said
    assert client.get(f"{seed}/reviewing/final/file").status_code == 404
    client.post(f"{seed}/reviewing/final")
    assert "定稿已过时" not in client.get(f"{seed}/reviewing").text


COMMANDS = re.compile(r"refresh|narrator|--[a-z]|输入")


def test_what_is_in_the_way_of_a_finished_file_is_told_in_the_words_of_the_page(
    client: TestClient, seed: str, bare: str
) -> None:
    wrong = edited(client.get(f"{seed}/files/review").content, "467.63", "476.63")
    for unit, data in ((seed, wrong), (bare, client.get(f"{bare}/files/report").content)):
        dropped(client, unit, data)
        told = words(client.post(f"{unit}/reviewing/final").text)
        assert "没有做成" in told and not COMMANDS.search(told), COMMANDS.findall(told)


def test_every_phrase_of_the_command_line_that_the_page_replaces_is_said_somewhere() -> None:
    sources = (path for path in Path(narrator.__file__).parent.rglob("*.py") if path.name != "page_words.py")
    source = "".join(path.read_text("utf-8") for path in sources)
    assert [said for said in PAGE_WORDS if said not in source] == []


def test_a_change_in_a_table_is_listed_with_its_table_and_row(client: TestClient, seed: str) -> None:
    review = client.get(f"{seed}/files/review").content
    book = load_workbook(ZHUZHOU / "公开表.xlsx")
    next(cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == 2.98).value = 2.99
    changed = BytesIO()
    book.save(changed)
    client.post(f"{seed}/files", files={"tables": ("公开表.xlsx", changed.getvalue())})
    said = words(dropped(client, seed, review))
    assert "改了 1 处" in said and "一般公共预算财政拨款基本支出决算表 办公费 2.98 2.99" in said


def test_a_file_with_other_numbers_than_now_is_not_made_the_file_to_publish(client: TestClient, seed: str) -> None:
    dropped(client, seed, client.get(f"{seed}/files/review").content)
    client.post(f"{seed}/answers", data={"path": "人员.编制", "value": "14"})
    answer = client.post(f"{seed}/reviewing/final")
    assert answer.status_code == 200
    assert "还有1处不是现在的数" in answer.text and "编制" in words(answer.text)
    client.post(f"{seed}/answers", data={"path": "人员.编制", "value": "13"})
    assert client.post(f"{seed}/reviewing/final").status_code == 303


def test_a_file_with_something_missing_is_not_made_the_file_to_publish(client: TestClient, bare: str) -> None:
    dropped(client, bare, client.get(f"{bare}/files/report").content)
    answer = client.post(f"{bare}/reviewing/final")
    assert answer.status_code == 200 and client.get(f"{bare}/reviewing/final/file").status_code == 404
    assert "没有做成" in answer.text and "待填" in answer.text and "/tmp" not in answer.text


def test_last_years_word_file_gives_amounts_and_texts_to_be_confirmed(client: TestClient, seed: str) -> None:
    last = client.get(f"{seed}/files/report").content
    tables = ("公开表.xlsx", with_income(477.63))
    unit = added(client, ZHUZHOU, tables=tables, last=("上年公开.docx", last))
    confirmed(client, unit, "株洲市教育技术装备所", "2021", "hunan/2020")
    html = client.get(f"{unit}/questions").text
    assert 'value="467.63"' in html and "组织实验教学" in html
    said = words(client.get(f"{unit}/").text)
    assert "上年内容待核对 0" not in said
