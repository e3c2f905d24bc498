"""Findings of an audit as comments in a copy of the file."""

import zipfile
from pathlib import Path

import pytest
from docx import Document
from published_word import HUNAN, published

from narrator.review.anchors import AUTHOR
from narrator.verbs import audit, marked

HEADING = "一、收入支出决算总体情况说明"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return published(tmp_path / "公开.docx", HUNAN, (), (HEADING, "2020年度收、支总计476.63万元。", "其他的话。"))


def copy(path: Path) -> Path:
    target = path.with_name("批注.docx")
    target.write_bytes(marked(audit(path)))
    return target


def test_a_comment_stands_at_the_words_that_a_finding_quotes(file):
    document = Document(str(copy(file)))
    comments = {comment.comment_id: comment.text for comment in document.comments}
    (paragraph,) = (one for one in document.paragraphs if "476.63" in one.text)
    (begun,) = paragraph._p.xpath("./w:commentRangeStart/@w:id")
    assert comments[int(begun)].startswith("[错误]") and "467.63" in comments[int(begun)]
    assert {comment.author for comment in document.comments} == {AUTHOR}


def test_a_finding_about_a_table_stands_in_its_cell(file):
    document = Document(str(copy(file)))
    (cell,) = (c for t in document.tables for row in t.rows for c in row.cells if c.text == "265.88")
    assert cell._tc.xpath(".//w:commentRangeStart")


def test_the_copy_says_what_the_file_said(file):
    before, after = Document(str(file)), Document(str(copy(file)))
    assert [one.text for one in after.paragraphs] == [one.text for one in before.paragraphs]


def test_comments_of_others_stay(file):
    document = Document(str(file))
    paragraph = next(one for one in document.paragraphs if one.text == "其他的话。")
    document.add_comment(paragraph.runs, "请看这里", "张三", "张")
    document.save(str(file))
    assert "请看这里" in [comment.text for comment in Document(str(copy(file))).comments]


def test_the_same_file_gives_the_same_bytes(file):
    assert marked(audit(file)) == marked(audit(file))
    with zipfile.ZipFile(copy(file)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
