"""Plain workbooks are read by calamine to the last digit as openpyxl reads them, and no other workbook is."""

import re
import time
import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from changed_workbook import SEED, T2
from filled_workbook import UNITS, filled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.styles import NamedStyle
from xlsxwriter import Workbook as Written

from narrator.read import workbook
from narrator.read.amounts import read_amount
from narrator.read.diagnosed import diagnosed_grids
from narrator.read.grid import ErrorValue, Grid, Uncomputed
from narrator.read.plain import is_plain as is_plain_part
from narrator.read.plain import plain_grids, without_usual_cells
from narrator.read.safety import examine

UNIT_FILES = [folder / "公开表.xlsx" for folder in UNITS]
SHEET = "xl/worksheets/sheet2.xml"


def both(data: bytes) -> tuple[list[Grid], list[Grid]]:
    return plain_grids(data, "公开表.xlsx"), diagnosed_grids(data, "公开表.xlsx", formulas=False)


def is_plain(data: bytes) -> bool:
    return examine(data, "公开表.xlsx").plain


@pytest.mark.parametrize("data", [*(file.read_bytes() for file in UNIT_FILES), *map(filled, UNITS)])
def test_real_workbooks_are_plain_and_read_the_same_by_both(data):
    plain, diagnosed = both(data)
    assert is_plain(data)
    assert plain == diagnosed
    assert [[type(value) for value in grid.cells.values()] for grid in plain] == [
        [type(value) for value in grid.cells.values()] for grid in diagnosed
    ]
    assert [list(grid.cells) for grid in plain] == [list(grid.cells) for grid in diagnosed]


def test_a_plain_workbook_is_not_given_to_openpyxl(monkeypatch):
    monkeypatch.setattr(workbook, "_diagnosed", lambda *_: pytest.fail("openpyxl was asked"))
    grids, _ = workbook.read_workbook(SEED, "公开表.xlsx")
    assert len(grids) == 9 and grids[1].cells[8, 1] == "205"


amounts = st.decimals(-(10**9), 10**9, places=6).map(lambda value: format(value.normalize(), "f"))


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(amounts, min_size=1, max_size=60), st.sampled_from([2, 6]))
def test_amounts_are_the_digits_of_the_file_in_yuan_and_wan(texts, places):
    wanted = [format(round(Decimal(text), places), "f") for text in texts]
    cells = "".join(f'<c r="A{row}"><v>{text}</v></c>' for row, text in enumerate(wanted, 1))
    data = with_part(SHEET, sheet("".join(f'<row r="{row}">{cell}</row>' for row, cell in rows_of(cells))))
    plain = plain_grids(data, "公开表.xlsx")
    assert is_plain(data)
    assert [read_amount(plain[1].cells[row, 1])[0] for row in range(1, len(wanted) + 1)] == list(map(Decimal, wanted))


def rows_of(cells: str) -> list[tuple[int, str]]:
    return list(enumerate(re.findall(r"<c .*?</c>", cells), 1))


def sheet(rows: str, after: str = "") -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData>{after}</worksheet>'.encode()


def with_part(name: str, content: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(SEED) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return out.getvalue()


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20).filter(
    lambda text: "_x" not in text
)


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(texts, st.booleans(), st.integers(-(10**12), 10**12), st.floats(-1e9, 1e9)), max_size=40))
def test_whatever_excel_writes_is_read_the_same_by_both(values):
    out = BytesIO()
    with Written(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet("表")
        page.merge_range("D1:E3", "合并")
        page.write_formula("F1", "=1+1", None, 2)
        page.write_formula("F2", '="甲"&"乙"', None, "甲乙")
        page.write_rich_string("F3", "富", book.add_format({"bold": True}), "文", "本 ")
        for row, value in enumerate(values):
            page.write(row, 1, value)
    plain, diagnosed = both(out.getvalue())
    assert is_plain(out.getvalue()) and plain == diagnosed


def computed(data: bytes, chain: str) -> bytes:
    """The workbook as Excel saves it after formulas gave the amounts of table 2, with the order of their computing."""
    out, links = BytesIO(), re.compile(rb"</(Types|Relationships)>")
    of_types = b'<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.\
spreadsheetml.calcChain+xml"/>'
    of_links = b'<Relationship Id="rIdCalc" Target="calcChain.xml" Type="http://schemas.openxmlformats.org/\
officeDocument/2006/relationships/calcChain"/>'
    added = {"[Content_Types].xml": of_types, "xl/_rels/workbook.xml.rels": of_links}
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            content = links.sub(added.get(part, b"") + rb"</\1>", old.read(part))
            formulas = re.compile(rb'(<c r="[A-Z]+\d+"[^>]*?)(?: t="n")?><v>(\d+\.\d+)</v>')
            new.writestr(part, formulas.sub(rb"\1><f>SUM(A1,\2)</f><v>\2</v>", content) if part == SHEET else content)
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        new.writestr("xl/calcChain.xml", f'<?xml version="1.0"?>\n<calcChain xmlns="{main}">{chain}</calcChain>')
    return out.getvalue()


CHAIN = '<c r="D8" i="2"/><c r="D9" i="2" l="1"/><c r="E9" s="1"/><c r="E10" l="1" t="1" a="1"/><c r="E11"/>'


def test_a_workbook_that_excel_computed_is_plain():
    data = computed(SEED.read_bytes(), CHAIN)
    plain, diagnosed = both(data)
    with zipfile.ZipFile(BytesIO(data)) as parts:
        assert b"<f>SUM(A1" in parts.read(SHEET)
    assert is_plain(data) and plain == diagnosed == both(SEED.read_bytes())[1]


@pytest.mark.parametrize("chain", ['<c r="D8" i="2"><v>1</v></c>', '<c i="2" r="D8"/>', '<c r="D8" i="x"/>', "<c/>"])
def test_what_is_no_order_of_computing_is_for_openpyxl(chain):
    assert not is_plain(computed(SEED.read_bytes(), chain))


def changed(change) -> bytes:
    book, out = load_workbook(SEED), BytesIO()
    change(book)
    book.save(out)
    return out.getvalue()


def formatted(number_format: str):
    def change(book: Workbook) -> None:
        book[T2]["D8"].number_format = number_format

    return change


def put(cell: str, value: object):
    return lambda book: book[T2].__setitem__(cell, value)


@pytest.mark.parametrize(
    "change",
    [
        put("D8", "#DIV/0!"),
        put("D8", "=C8+C9"),
        put("D8", "带_x000D_回车"),
        put("AAA1", 1),
        put("A1000", 1),
        put("D8", 10**15),
        formatted("0%"),
        formatted("0.00%"),
        formatted("yyyy-mm-dd"),
        formatted("m月d日"),
        formatted("[h]:mm"),
    ],
)
def test_what_calamine_does_not_see_is_for_openpyxl(change):
    assert not is_plain(changed(change))


def test_formats_of_amounts_and_styles_that_no_cell_has_do_not_matter():
    def change(book: Workbook) -> None:
        book.add_named_style(NamedStyle("百分比", number_format="0%"))
        for row, amount in enumerate(("#,##0.00_ ", '_ "¥"* #,##0.00_ ;@', "0.00_);[Red]\\(0.00\\)", "0.00E+00"), 8):
            book[T2][f"D{row}"].number_format = amount

    assert is_plain(changed(change))


ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.mark.parametrize(
    "content",
    [
        sheet(ROW)[:-3],
        sheet(ROW, "<mergeCells"),
        sheet(ROW.replace("c ", "x:c ").replace("/c", "/x:c")).replace(b"xmlns", b'xmlns:x="x" xmlns', 1),
        sheet('<row r="1"><c><v>1</v></c></row>'),
        sheet(ROW.replace("1</v>", "NaN</v>")),
        sheet(ROW.replace("<v>1</v>", "<f>B1</f><v></v>")),
        sheet(ROW.replace('r="A1"', 'r="A1" t="e"')),
        sheet(ROW.replace('r="A1"', 't="e" r="A1"')),
        sheet(ROW.replace('r="A1"', 'r="A1" t="d"')),
        sheet(ROW.replace('r="A1"', 'r="A1" i="1"')),
        sheet(ROW.replace('r="A1"', 'r="XFD1048576"')),
        sheet(ROW) + b'<c r="A1"/>',
        b'<c r="A1"/><c r="B1"/>',
        sheet(ROW, "<mergeCells count='<c r=\"A1\"/>'/>"),
        sheet(ROW, '<!-- <c r="A1" t="inlineStr"><is><t>--</t></is></c> -->'),
        sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&#7;</t></is></c></row>'),
        sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&#65535;</t></is></c></row>'),
        sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&#55296;</t></is></c></row>'),
        sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>a]]></t></is></c></row>'),
        sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&nbsp;</t></is></c></row>'),
    ],
)
def test_odd_xml_is_for_openpyxl(content):
    assert not is_plain(with_part(SHEET, content))


def test_a_workbook_that_calamine_finds_damaged_is_refused_by_openpyxl(tmp_path: Path):
    path = tmp_path / "公开表.xlsx"
    path.write_bytes(with_part(SHEET, sheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>')))
    with pytest.raises(Exception, match="READ-BROKEN"):
        workbook.read_workbook(path, "公开表.xlsx")


def test_errors_and_formulas_without_values_are_still_seen(tmp_path: Path):
    path = tmp_path / "公开表.xlsx"
    path.write_bytes(changed(lambda book: (put("D8", "#DIV/0!")(book), put("D9", "=C9")(book))))
    grids, _ = workbook.read_workbook(path, "公开表.xlsx")
    assert isinstance(grids[1].cells[8, 4], ErrorValue) and isinstance(grids[1].cells[9, 4], Uncomputed)


@pytest.mark.parametrize(
    "piece", ["<cellXfs/>", '<numFmt numFmtId="200" formatCode="' + "[Ab]" * 200 + '%"/>', "<x:c/>"]
)
def test_many_odd_pieces_take_no_long_time(piece):
    begun = time.process_time()
    is_plain_part(without_usual_cells(f'<a xmlns:x="x">{piece * (100_000 // len(piece))}</a>'.encode()))
    assert time.process_time() - begun < 1
