"""Workbooks with something wrong: told with its place, and nothing else is lost."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from narrator.account import Account
from narrator.errors import UnusableInput
from narrator.finding import Finding, Level
from narrator.read import read

SEED = Path(__file__).parent / "data" / "株洲市教育技术装备所-2020" / "公开表.xlsx"
T1, T2, T3, T4, T5, T6, T7, T8, T9 = load_workbook(SEED).sheetnames


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[Callable[[Workbook], object]], Account]:
    """Reads the real workbook with a change made to it."""

    def read_changed(change: Callable[[Workbook], object]) -> Account:
        book = load_workbook(SEED)
        change(book)
        book.save(tmp_path / "公开表.xlsx")
        return read(tmp_path / "公开表.xlsx", year=2020)

    return read_changed


def put(sheet: str, cell: str, value: object) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book[sheet][cell] = value

    return change


def noticed(account: Account) -> list[Finding]:
    """The findings about the workbook."""
    return [finding for finding in account.findings if finding.code != "READ-NO-FACTS"]


def only(account: Account) -> Finding:
    """The one finding about the workbook."""
    (finding,) = noticed(account)
    return finding


def refused(path: Path) -> Finding:
    with pytest.raises(UnusableInput) as caught:
        read(path)
    (finding,) = caught.value.findings
    return finding


@pytest.mark.parametrize(
    ("value", "code", "says"),
    [
        ("约四百万", "READ-NOT-A-NUMBER", "约四百万"),
        ("467.63万元", "READ-NOT-A-NUMBER", "467.63万元"),
        ("1,2345", "READ-NOT-A-NUMBER", "1,2345"),
        ("9" * 40, "READ-NOT-A-NUMBER", "9999"),
        (True, "READ-NOT-A-NUMBER", "True"),
        (date(2020, 5, 1), "READ-NOT-A-NUMBER", "2020-05-01"),
        (1e300, "READ-NOT-A-NUMBER", "1e+300"),
        ("#DIV/0!", "READ-ERROR-VALUE", "#DIV/0!"),
        ("=C8+C9", "READ-FORMULA-NOT-COMPUTED", "=C8+C9"),
    ],
)
def test_what_is_no_number_is_an_error_with_its_cell_and_the_others_are_read(changed, value, code, says):
    account = changed(put(T2, "D8", value))
    finding = only(account)
    assert (finding.code, finding.level) == (code, Level.ERROR)
    assert f"D8（{says}" in finding.message and "《收入决算表》" in finding.message
    assert [str(place) for place in finding.where] == [f"{T2}!D8"]
    row = account.tables["T2"].row("205")
    assert row.cells["财政拨款收入"].value is None
    assert row.cells["本年收入合计"].value == Decimal("467.63")


@pytest.mark.parametrize("text", ["1,234.50", "１，２３４．５０", " 1234.5 ", "1234.50", "+1,234.5\N{NO-BREAK SPACE}"])
def test_a_number_stored_as_text_is_read_and_told(changed, text):
    account = changed(put(T2, "D8", text))
    assert account.tables["T2"].cell("205", "财政拨款收入").value == Decimal("1234.5")
    assert (only(account).code, only(account).level) == ("READ-NUMBER-AS-TEXT", Level.NOTICE)


def test_all_texts_of_one_table_are_one_finding(changed):
    def as_text(book: Workbook) -> None:
        for cell in book[T2]["C"][6:10]:
            cell.value = f"{cell.value}"

    assert [str(place) for place in only(changed(as_text)).where] == [f"{T2}!C{row}" for row in (7, 8, 9, 10)]


def test_a_blank_is_not_zero_and_a_dash_is_a_blank(changed):
    def change(book: Workbook) -> None:
        book[T2]["E8"], book[T2]["F8"], book[T2]["G8"], book[T2]["H8"] = None, "—", "  ", -0.0

    account = changed(change)
    cells = account.tables["T2"].row("205").cells
    values = [cells[name].value for name in ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")]
    assert values == [None, None, None, 0, 0]
    assert (only(account).code, [place.cell for place in only(account).where]) == ("READ-DASH", ["F8"])


def test_binary_residue_of_a_number_is_not_read(changed):
    account = changed(put(T2, "D8", 0.1 + 0.2))
    assert account.tables["T2"].cell("205", "财政拨款收入").value == Decimal("0.3")
    assert noticed(account) == []


def test_yuan_are_kept_exact_and_their_bound_is_finer(changed):
    def yuan(book: Workbook) -> None:
        book[T2]["I3"] = "单位：元"
        book[T2]["C8"], book[T2]["D8"], book[T2]["E8"] = 4676312.34, 4676312, 0

    table = changed(yuan).tables["T2"]
    cells = table.row("205").cells
    assert table.unit == "元"
    assert cells["本年收入合计"].value == Decimal("467.631234")
    assert cells["财政拨款收入"].value == Decimal("467.6312")
    assert cells["财政拨款收入"].bound == Decimal("0.0000005")
    assert cells["上级补助收入"].bound == 0


def test_more_decimals_have_a_finer_bound_but_fewer_have_no_wider_one(changed):
    def change(book: Workbook) -> None:
        book[T2]["C8"], book[T2]["D8"] = 467.6312, 468

    cells = changed(change).tables["T2"].row("205").cells
    assert cells["本年收入合计"].bound == Decimal("0.00005")
    assert cells["财政拨款收入"].bound == Decimal("0.005")


def test_no_unit_line_means_wan_yuan_and_is_told_once_for_all_tables(changed):
    def strip(book: Workbook) -> None:
        book[T2]["I3"] = book[T3]["H3"] = None

    account = changed(strip)
    assert account.tables["T2"].unit == "万元"
    assert (only(account).code, only(account).level) == ("READ-NO-UNIT", Level.NOTICE)
    assert [str(place) for place in only(account).where] == [f"{T2}!A1", f"{T3}!A1"]


def test_headers_of_the_three_public_table_may_have_lost_their_merges(changed):
    def unmerge(book: Workbook) -> None:
        for merge in list(book[T7].merged_cells.ranges):
            book[T7].unmerge_cells(str(merge))

    account = changed(unmerge)
    assert noticed(account) == []
    assert account.tables["T7"].cell("决算数", "公务接待费").at == "L7"


def test_a_side_whose_amounts_are_not_known_is_missed_and_its_numbers_told(changed):
    missing, unplaced = noticed(changed(put(T6, "C5", "某数")))
    assert (missing.code, unplaced.code) == ("READ-COLUMN-MISSING", "READ-UNPLACED-NUMBER")
    assert {"C6", "C34"} < {place.cell for place in unplaced.where}


def test_an_unknown_unit_of_money_is_not_read_as_another(changed):
    account = changed(put(T2, "I3", "金额单位：千元"))
    assert "T2" not in account.tables
    assert only(account).code == "READ-UNKNOWN-UNIT" and "千元" in only(account).message


def test_a_missing_table_is_asked_for_by_title(changed):
    account = changed(lambda book: book.remove(book[T3]))
    assert (only(account).code, only(account).level) == ("READ-TABLE-MISSING", Level.MISSING)
    assert "《支出决算表》" in only(account).message
    assert list(account.tables) == ["T1", "T2", "T4", "T5", "T6", "T7", "T8", "T9"]


def test_an_unknown_sheet_is_told_and_a_list_of_titles_is_no_table(changed):
    def add(book: Workbook) -> None:
        contents = book.create_sheet("目录", 0)
        for title in ("收入支出决算总表", "收入决算表", "支出决算表"):
            contents.append([title])
        book.create_sheet("空白")

    account = changed(add)
    assert (only(account).code, [str(place) for place in only(account).where]) == ("READ-UNKNOWN-SHEET", ["目录"])
    assert len(account.tables) == 9


def test_a_table_twice_is_an_error_with_both_places_and_the_first_counts(changed):
    def twice(book: Workbook) -> None:
        copy = book.copy_worksheet(book[T2])
        copy.title = "副本"
        copy["C8"] = 1

    account = changed(twice)
    assert (only(account).code, only(account).level) == ("READ-TABLE-TWICE", Level.ERROR)
    assert [str(place) for place in only(account).where] == [f"{T2}!A1", "副本!A1"]
    assert account.tables["T2"].cell("205", "本年收入合计").value == Decimal("467.63")


def test_sheet_names_order_and_offset_do_not_matter(changed):
    def shift(book: Workbook) -> None:
        for number, sheet in enumerate(book.worksheets):
            sheet.title = f"Sheet{number}"
            merges = list(sheet.merged_cells.ranges)
            for merge in merges:
                sheet.unmerge_cells(str(merge))
                merge.shift(row_shift=3, col_shift=2)
            sheet.move_range(sheet.dimensions, rows=3, cols=2)
            for merge in merges:
                sheet.merge_cells(str(merge))
        book._sheets.reverse()

    account = changed(shift)
    original = read(SEED).tables
    assert noticed(account) == []
    for id, table in account.tables.items():
        values = [[cell.value for cell in row.cells.values()] for row in table.rows]
        assert values == [[cell.value for cell in row.cells.values()] for row in original[id].rows]
    assert account.tables["T2"].cell("205", "本年收入合计").at == "E11"


def test_several_tables_may_stand_on_one_sheet(changed):
    def stack(book: Workbook) -> None:
        upper, lower = book[T2], book[T3]
        for row in lower.iter_rows():
            for cell in row:
                upper.cell(cell.row + 15, cell.column, cell.value)
        for merge in lower.merged_cells.ranges:
            merge.shift(row_shift=15)
            upper.merge_cells(str(merge))
        book.remove(lower)

    account = changed(stack)
    assert noticed(account) == []
    assert account.tables["T3"].cell("2050299", "项目支出").value == Decimal("113.75")
    assert account.tables["T3"].form_number == "公开03表"
    assert [row.code for row in account.tables["T2"].rows] == ["", "205", "20502", "2050299"]


def test_a_code_split_over_three_columns_is_joined(changed):
    def split(book: Workbook) -> None:
        sheet = book[T5]
        for merge in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merge))
        sheet.insert_cols(1, 2)
        cells = {"A4": "项目", "A5": "类", "B5": "款", "C5": "项", "C6": None, "A6": "栏次"}
        cells |= {"A8": 205, "C8": None, "A9": 205, "B9": "02", "C9": None, "A10": "205", "B10": "02", "C10": "99"}
        for cell, value in cells.items():
            sheet[cell] = value

    account = changed(split)
    assert [row.code for row in account.tables["T5"].rows] == ["", "205", "20502", "2050299"]


def test_a_new_line_keeps_its_own_name_and_place(changed):
    def add(book: Workbook) -> None:
        book[T1].insert_rows(33)
        book[T1]["D33"], book[T1]["F33"] = "二十七、新设支出", 1.5

    row = changed(add).tables["T1"].row("新设支出", "支出")
    assert (row.label, row.cells["决算数"].value) == ("二十七、新设支出", Decimal("1.5"))


def test_numbers_outside_known_rows_and_columns_are_told(changed):
    def add(book: Workbook) -> None:
        book[T2]["J4"], book[T2]["J8"], book[T1]["C20"] = "教育收费", 3.5, 7

    column, line = reversed(noticed(changed(add)))
    assert [column.code, line.code] == ["READ-UNPLACED-NUMBER"] * 2
    assert "“教育收费”" in column.message and "J8" in column.message
    assert [str(place) for place in line.where] == [f"{T1}!C20"]


def test_a_column_that_the_form_needs_is_missed(changed):
    finding = noticed(changed(put(T2, "F4", "某项收入")))[0]
    assert (finding.code, finding.level) == ("READ-COLUMN-MISSING", Level.ERROR)
    assert "事业收入" in finding.message


def test_a_title_above_numbers_without_a_header_is_an_error(changed):
    def strip(book: Workbook) -> None:
        sheet = book[T9]
        book.remove(sheet)
        bare = book.create_sheet("九")
        bare.append(["国有资本经营预算财政拨款支出决算表"])
        bare.append(["单位：万元"])
        bare.append([1, 2])

    account = changed(strip)
    assert only(account).code == "READ-NO-HEADER"
    assert "T9" not in account.tables


def test_a_title_may_carry_year_unit_and_other_brackets(changed):
    def retitle(book: Workbook) -> None:
        book[T2]["A1"] = "株洲市教育技术装备所2020年度收入决算表"
        book[T7]["A1"] = '2020年度财政拨款"三公"经费 支出决算表'

    assert len(changed(retitle).tables) == 9


def test_control_characters_are_refused_and_invisible_ones_told_with_their_cells(changed):
    def spoil(book: Workbook) -> None:
        book[T2]["B8"] = "教育_x0007_支出"
        book[T2]["B9"] = "普通\N{ZERO WIDTH SPACE}教育"
        book[T2]["B10"] = "其他\ufdd0_xD800_普通教育支出"

    account = changed(spoil)
    refused, invisible = noticed(account)
    assert (refused.code, refused.level) == ("READ-CONTROL-CHARACTER", Level.ERROR)
    assert [str(place) for place in refused.where] == [f"{T2}!B8", f"{T2}!B10"]
    assert "U+0007" in refused.message and "U+D800" in refused.message and "U+FDD0" in refused.message
    assert (invisible.code, invisible.level) == ("READ-INVISIBLE-CHARACTER", Level.NOTICE)
    names = [row.name for row in account.tables["T2"].rows]
    assert names == ["合计", "教育支出", "普通教育", "其他普通教育支出"]


def test_units_that_differ_between_tables_are_named(changed):
    account = changed(put(T3, "A3", "部门：株洲市第二中学"))
    assert (only(account).code, only(account).level) == ("READ-UNIT-DIFFERS", Level.ERROR)
    assert "株洲市教育技术装备所" in only(account).message and "株洲市第二中学" in only(account).message
    assert [place.cell for place in only(account).where] == ["A3", "A3"]


def test_one_stray_cell_at_the_end_of_a_sheet_costs_nothing(changed):
    account = changed(put(T2, "XFD1048576", "x"))
    assert noticed(account) == [] and len(account.tables["T2"].rows) >= 4


def archive(path: Path, parts: dict[str, bytes]) -> Path:
    """The real workbook with some parts replaced or added."""
    with zipfile.ZipFile(SEED) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return path


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>&b;</sheetData></worksheet>'
)
WRONG_ADDRESS = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="??"><v>1</v></c></row></sheetData></worksheet>'
)
WIDE_MERGE = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/>'
    b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"xl/worksheets/sheet1.xml": ENTITIES}, "READ-UNSAFE"),
        ({"xl/worksheets/sheet1.xml": "<worksheet/>".encode("utf-16")}, "READ-UNSAFE"),
        ({"xl/worksheets/sheet1.xml": WIDE_MERGE}, "READ-SWELLS"),
        ({"xl/media/a.bin": bytes(30 * 2**20)}, "READ-SWELLS"),
        ({f"xl/media/{n}.bin": b"" for n in range(2100)}, "READ-SWELLS"),
        ({"xl/worksheets/sheet1.xml": b"<worksheet><sheetData>"}, "READ-BROKEN"),
        ({"xl/worksheets/sheet1.xml": WRONG_ADDRESS}, "READ-BROKEN"),
        ({"xl/workbook.xml": b"<html/>"}, "READ-NO-TABLES"),
        ({"[Content_Types].xml": b""}, "READ-BROKEN"),
    ],
)
def test_a_dangerous_or_damaged_archive_is_refused(tmp_path, parts, code):
    assert refused(archive(tmp_path / "公开表.xlsx", parts)).code == code


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "READ-ENCRYPTED", "密码"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"Workbook", "READ-WRONG-KIND", "另存为 .xlsx"),
        ("收入支出决算总表".encode(), "READ-WRONG-KIND", "不是 Excel 工作簿"),
        (b"", "READ-WRONG-KIND", "不是 Excel 工作簿"),
        (SEED.read_bytes()[:9000], "READ-BROKEN", "损坏"),
        (SEED.read_bytes()[:3000] + bytes(500) + SEED.read_bytes()[3500:], "READ-BROKEN", "损坏"),
    ],
)
def test_a_file_that_is_no_readable_workbook_is_refused_saying_what_to_do(tmp_path, content, code, says):
    path = tmp_path / "公开表.xlsx"
    path.write_bytes(content)
    assert refused(path).code == code
    assert says in refused(path).message and refused(path).where[0].file == "公开表.xlsx"


def test_an_archive_that_is_no_workbook_is_refused(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as other:
        other.writestr("content.xml", "<x/>")
    path = tmp_path / "公开表.xlsx"
    path.write_bytes(buffer.getvalue())
    assert refused(path).code == "READ-WRONG-KIND"


def test_a_workbook_without_any_of_the_tables_is_refused(tmp_path):
    path = tmp_path / "公开表.xlsx"
    Workbook().save(path)
    assert refused(path).code == "READ-NO-TABLES"
