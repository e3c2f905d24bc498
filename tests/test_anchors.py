import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from documents import CHANGE, TOTAL, body, report, small, style, table_07
from lxml import etree
from openxml_audit import OpenXmlValidator

from narrator import build
from narrator.document import Document, Paragraph, Run
from narrator.finding import Finding, Level, Place
from narrator.review import anchors
from narrator.review.base import Base, parsed
from narrator.write import WRITERS
from narrator.write.base import base
from narrator.write.base_parts import base_hash
from narrator.write.docx import write_review
from narrator.write.lint import lint

UNIT = Path(__file__).parents[1] / "inputs" / "株洲市教育技术装备所-2020"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def text_part(document: Document) -> Any:
    return etree.fromstring(parts(WRITERS["docx"](document, style()))["word/document.xml"])


def enclosed(root: Any, name: str) -> str:
    """The text between the start and the end of a bookmark."""
    (start,) = [mark for mark in root.iter(f"{W}bookmarkStart") if mark.get(f"{W}name") == name]
    text = ""
    for element in start.itersiblings():
        if element.tag == f"{W}bookmarkEnd" and element.get(f"{W}id") == start.get(f"{W}id"):
            return text
        text += "".join(element.itertext(f"{W}t"))
    raise AssertionError(f"{name} has no end")


def carried(data: bytes) -> str:
    """The base as a stranger finds it: the custom XML part whose root has our namespace."""
    items = (etree.fromstring(part) for name, part in parts(data).items() if re.match(r"customXml/item\d+\.xml", name))
    return next(item.text for item in items if item.tag == f"{{{anchors.NAMESPACE}}}base")


def test_every_paragraph_of_the_document_stands_in_its_own_bookmark() -> None:
    root = text_part(report())
    for paragraph in report().paragraphs():
        assert enclosed(root, anchors.name(paragraph.id)) == paragraph.text.replace("\t", "")


def test_numbers_and_placeholders_stand_in_bookmarks_of_their_own() -> None:
    runs = (
        "减少",
        Run("9.8%", CHANGE),
        "，共",
        Run("467.63万元", TOTAL),
        "，因为",
        Run("【待填：原因】", placeholder=True),
    )
    root, name = text_part(small(body("3.5.科目决算.1", *runs))), anchors.name("3.5.科目决算.1")
    slots = [enclosed(root, anchors.slot_name(name, slot)) for slot in (1, 2, 3)]
    assert slots == ["9.8%", "467.63万元", "【待填：原因】"]


def test_a_table_has_its_bookmark_in_its_first_cell() -> None:
    root = text_part(small(table_07()))
    cell = root.find(f".//{W}tc")
    assert [mark.get(f"{W}name") for mark in cell.iter(f"{W}bookmarkStart")] == [anchors.name("T7")]


def test_names_of_bookmarks_are_hidden_different_and_short_enough_for_word() -> None:
    names = [mark.get(f"{W}name") for mark in text_part(report()).iter(f"{W}bookmarkStart")]
    assert len(names) == len(set(names))
    assert all(name.startswith("_") and len(name) <= 40 for name in names)
    assert anchors.owner(anchors.slot_name(anchors.name("甲"), 12)) == anchors.name("甲")


def test_the_base_part_holds_every_paragraph_with_its_figures_and_every_cell() -> None:
    document = small(body("甲", "减少", Run("9.8%", CHANGE), Run("【待填：原因】", placeholder=True)), table_07())
    found = parsed(carried(WRITERS["docx"](document, style())))
    assert isinstance(found, Base)
    (paragraph,), (table,) = found.paragraphs, found.tables
    runs = [(run.text, run.figure, run.value, run.placeholder) for run in paragraph.runs]
    assert runs == [
        ("减少", None, None, False),
        ("9.8%", "收入总计增减率", "-9.79", False),
        ("【待填：原因】", None, None, True),
    ]
    assert table.rows[0] == ("预算数", "决算数")
    assert [len(row) for row in table.rows] == [2, 8, 12, 12, 12]
    assert table.rows[-1][:3] == ("2.31", "0.00", "2.02")


def test_the_property_holds_the_hash_of_the_base() -> None:
    data = WRITERS["docx"](report(), style())
    properties = etree.fromstring(parts(data)["docProps/custom.xml"])
    values = {each.get("name"): "".join(each.itertext()) for each in properties}
    assert values == {anchors.PROPERTY: base_hash(carried(data))}


def test_markup_in_a_text_does_not_break_the_base() -> None:
    document = small(body("甲", "<a> & ]]> \" '"))
    found = parsed(carried(WRITERS["docx"](document, style())))
    assert found and found.paragraphs[0].text == "<a> & ]]> \" '"


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"version":2}', "\x00"])
def test_what_is_no_base_is_told_from_one(text: str) -> None:
    assert parsed(text) is None


def test_build_writes_the_base_beside_the_file_and_the_copy_for_review(tmp_path: Path) -> None:
    (result,) = build(UNIT, tmp_path, review=True)
    names = [Path(file).name.removeprefix("株洲市教育技术装备所-2020.") for file in result.outputs]
    assert names == ["docx", "审阅.docx", "base.json", "findings.json"]
    files = dict(zip(names, map(Path, result.outputs), strict=True))
    beside = files["base.json"].read_text("utf-8")
    assert carried(files["docx"].read_bytes()) == carried(files["审阅.docx"].read_bytes()) == beside
    found = parsed(beside)
    assert found and (found.unit, found.year, found.edition) == ("株洲市教育技术装备所", 2020, "hunan/2020")
    assert result.draft and found.input == result.draft.account.digest()


def remarks(data: bytes) -> list[list[str]]:
    root = etree.fromstring(parts(data)["word/comments.xml"])
    assert {each.get(f"{W}author") for each in root} == {anchors.AUTHOR}
    return [["".join(line.itertext(f"{W}t")) for line in each] for each in root]


def test_the_copy_for_review_is_valid_and_tells_where_each_number_comes_from(tmp_path: Path) -> None:
    (result,) = build(UNIT, tmp_path, review=True)
    file = Path(next(name for name in result.outputs if "审阅" in name))
    assert [str(error) for error in OpenXmlValidator().validate(str(file)).errors] == []
    assert lint(file.read_bytes()) == ()
    document = result.draft and result.draft.document
    assert document
    runs = [run for paragraph in document.paragraphs() for run in paragraph.runs if run.figure or run.placeholder]
    said = remarks(file.read_bytes())
    assert len(said) == len(runs) > 100
    rate = next(lines for lines in said if lines[0].startswith("收支总计增减率"))
    assert rate[0].startswith("收支总计增减率：-9.79")
    assert rate[1].startswith("公式：") and "收支总计增减：-50.76万元" in rate[2]
    assert "公开01表" in rate[3] and "公开表.xlsx" in rate[3]


def test_the_comment_on_a_placeholder_says_what_its_finding_says() -> None:
    hole = Run("【待填：原因】", placeholder=True)
    message = "缺少“原因”，报告里留有【待填：原因】；请在填报.yaml 填写 增减原因"
    finding = Finding(code="X", level=Level.MISSING, message=message, where=(Place(paragraph="甲"),))
    document = small(Paragraph("甲", "正文", (hole,)), Paragraph("乙", "正文", (hole,)))
    first, second = remarks(write_review(document, style(), (finding,)))
    assert first == [message] and second != [message]


def test_the_base_is_json_of_one_line() -> None:
    assert "\n" not in base(report()) and json.loads(base(report()))["version"] == 1
