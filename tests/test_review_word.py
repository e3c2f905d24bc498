"""A Word file of anyone read into paragraphs and tables."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from published_word import HUNAN, SHANGHAI, published

from narrator.errors import UnusableInput
from narrator.read.sheets import read_sheets
from narrator.review.tables import read_word_tables
from narrator.review.word import Paragraph, WordTable, read_word

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(path: Path, body: str, **parts: str) -> Path:
    """A Word file of this body, with further parts."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return path


def texts(path: Path) -> list[str]:
    return [block.shown for block in read_word(path).blocks if isinstance(block, Paragraph)]


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize("folder", [HUNAN, SHANGHAI], ids=["湖南2020", "上海2024"])
def test_every_cell_of_a_published_word_file_is_the_one_of_the_workbook(folder, tmp_path):
    read = read_word_tables(read_word(published(tmp_path / "公开.docx", folder))).sheets
    workbook = read_sheets(folder / "公开表.xlsx", "公开表.xlsx")
    assert [finding.code for finding in read.findings] == []
    for id, table in workbook.tables.items():
        mine = read.tables[id]
        assert mine.title.replace("“", "") == table.title.replace("“", "")
        assert [(r.side, r.code, r.name, {c: v.value for c, v in r.cells.items()}) for r in mine.rows] == [
            (r.side, r.code, r.name, {c: v.value for c, v in r.cells.items()}) for r in table.rows
        ]


def test_a_cell_stands_in_its_table_by_title_and_address(tmp_path):
    tables = read_word_tables(read_word(published(tmp_path / "公开.docx", HUNAN))).sheets.tables
    place = tables["T1"].place(tables["T1"].row("总计", "收入").cells["决算数"])
    assert (place.file, place.sheet, place.cell) == ("公开.docx", "收入支出决算总表", "C34")


def test_insertions_are_read_and_deletions_are_not(tmp_path):
    body = (
        "<w:p><w:r><w:t>支出</w:t></w:r><w:del><w:r><w:delText>1.00</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>2.00</w:t></w:r></w:ins><w:r><w:t>万元</w:t></w:r></w:p>"
    )
    file = read_word(word(tmp_path / "a.docx", body))
    assert texts(tmp_path / "a.docx") == ["支出2.00万元"]
    assert [finding.code for finding in file.findings] == ["AUDIT-TRACKED"]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(tmp_path):
    body = p("收入", "<w:rPr><w:del/></w:rPr>") + p("合计")
    assert texts(word(tmp_path / "a.docx", body)) == ["收入合计"]


def test_text_boxes_are_left_out_and_said(tmp_path):
    body = p("正文") + "<w:p><w:r><w:pict><w:txbxContent>" + p("框") + "</w:txbxContent></w:pict></w:r></w:p>"
    file = read_word(word(tmp_path / "a.docx", body))
    assert texts(tmp_path / "a.docx") == ["正文", ""]
    assert [finding.code for finding in file.findings] == ["AUDIT-TEXT-BOX"]


def test_numbers_of_lists_stand_before_the_text(tmp_path):
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'
        "</w:numbering>"
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'
    body = p("收入决算情况", listed) + p("正文") + p("支出决算情况", listed)
    path = word(tmp_path / "a.docx", body, numbering=numbering)
    assert texts(path) == ["一、收入决算情况", "正文", "二、支出决算情况"]


def test_merged_cells_know_what_covers_them(tmp_path):
    document = Document()
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "项目"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "合计"
    document.save(str(tmp_path / "a.docx"))
    (read,) = (block for block in read_word(tmp_path / "a.docx").blocks if isinstance(block, WordTable))
    assert read.cells == {(1, 1): "项目", (2, 3): "合计"}
    assert (read.covered[1, 2], read.covered[3, 3]) == ((1, 1), (2, 3))


def test_a_table_split_over_two_pages_with_its_header_repeated_is_one(tmp_path):
    path = published(tmp_path / "公开.docx", SHANGHAI)
    document = Document(str(path))
    first = next(table for table in document.tables if len(table.columns) == 9)
    second = document.add_table(0, 9)
    for number, row in enumerate(list(first._tbl.tr_lst)):
        if number > 10:
            second._tbl.append(row)
    header = [row.cells for row in first.rows[:3]]
    for cells in reversed(header):
        again = second.add_row()
        for old, new in zip(cells, again.cells, strict=True):
            new.text = old.text
        second._tbl.insert(2, again._tr)
    first._tbl.addnext(second._tbl)
    document.save(str(path))
    split = read_word_tables(read_word(path)).sheets.tables["T2"]
    whole = read_sheets(SHANGHAI / "公开表.xlsx", "公开表.xlsx").tables["T2"]
    assert [(row.code, row.cells["本年收入合计"].value) for row in split.rows] == [
        (row.code, row.cells["本年收入合计"].value) for row in whole.rows
    ]


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (b"%PDF-1.7", "READ-WRONG-KIND", "不是 Word 文件"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "READ-WRONG-KIND", "另存为 .docx"),
        (b"PK\x03\x04rest", "READ-BROKEN", "损坏"),
    ],
)
def test_what_is_no_word_file_is_refused(tmp_path, data, code, says):
    (tmp_path / "a.docx").write_bytes(data)
    with pytest.raises(UnusableInput) as refused:
        read_word(tmp_path / "a.docx")
    (finding,) = refused.value.findings
    assert finding.code == code and says in finding.message


def test_entities_are_refused_and_bad_xml_is_said(tmp_path):
    for name, xml, code in (
        ("entity", '<!DOCTYPE x [<!ENTITY a "b">]><x/>', "READ-UNSAFE"),
        ("broken", "<w:document>", "READ-BROKEN"),
    ):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("word/document.xml", xml)
        (tmp_path / f"{name}.docx").write_bytes(buffer.getvalue())
        with pytest.raises(UnusableInput) as refused:
            read_word(tmp_path / f"{name}.docx")
        assert refused.value.findings[0].code == code


def test_column_heads_in_the_row_of_the_total_are_read_as_heads(tmp_path):
    document = Document()
    document.add_paragraph("政府性基金预算财政拨款收入支出决算表")
    document.add_paragraph("单位：万元")
    lines = (
        ("项目", "", "年初结转和结余", "本年收入", "本年支出", "", "", "年末结转和结余"),
        ("功能分类科目编码", "科目名称", "", "", "", "", "", ""),
        ("合计", "", "0", "105.00", "合计", "基本支出", "项目支出", "0"),
        ("221", "住房保障支出", "0", "105.00", "105.00", "", "105.00", "0"),
    )
    table = document.add_table(len(lines), 8)
    for row, line in zip(table.rows, lines, strict=True):
        for cell, text in zip(row.cells, line, strict=True):
            cell.text = text
    document.save(str(tmp_path / "a.docx"))
    read = read_word_tables(read_word(tmp_path / "a.docx")).sheets
    cells = {row.name: {column: cell.value for column, cell in row.cells.items()} for row in read.tables["T8"].rows}
    assert cells["合计"]["本年收入"] == 105 and cells["住房保障支出"]["项目支出"] == 105
    told = {finding.code: finding.message for finding in read.findings if finding.code != "READ-TABLE-MISSING"}
    assert list(told) == ["READ-NOT-A-NUMBER"] and "E3" in told["READ-NOT-A-NUMBER"]
