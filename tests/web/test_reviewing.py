"""A reviewed Word file takes the numbers of now and keeps what people wrote; any Word file can be audited."""

import re
import zipfile
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from docx import Document
from openpyxl import load_workbook
from published_word import with_footnote
from starlette.testclient import TestClient
from visitors import ZHUZHOU, added, confirmed, with_income, words


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
    assert "没有做成" in answer.text and "/tmp" not in answer.text
    assert "改了 0 处" in words(client.get(f"{seed}/reviewing").text)


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
    assert "定稿做好了" not in client.get(f"{seed}/reviewing").text
    assert client.get(f"{seed}/reviewing/final/file").status_code == 404


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
