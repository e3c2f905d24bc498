"""Cells with something wrong: told with their address, and nothing else is lost."""

from datetime import date
from decimal import Decimal

import pytest
from changed_workbook import T2, T3, noticed, only, put
from openpyxl import Workbook

from narrator.finding import Level


@pytest.mark.parametrize(
    ("value", "code", "says"),
    [
        ("约四百万", "READ-NOT-A-NUMBER", "约四百万"),
        ("467.63万元", "READ-NOT-A-NUMBER", "467.63万元"),
        ("1,2345", "READ-NOT-A-NUMBER", "1,2345"),
        ("9" * 40, "READ-NOT-A-NUMBER", "9999"),
        (True, "READ-NOT-A-NUMBER", "True"),
        (date(2020, 5, 1), "READ-DATE-FORMAT", "2020-05-01"),
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


def test_an_unknown_unit_of_money_is_not_read_as_another(changed):
    account = changed(put(T2, "I3", "金额单位：千元"))
    assert "T2" not in account.tables
    assert only(account).code == "READ-UNKNOWN-UNIT" and "千元" in only(account).message


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


def test_a_notice_about_many_cells_lists_some_and_names_all_places(changed):
    def as_text(book: Workbook) -> None:
        for row in book[T2].iter_rows(min_row=7):
            for cell in row:
                if isinstance(cell.value, (int, float)):
                    cell.value = f"{cell.value:,.2f}"

    finding = only(changed(as_text))
    assert (finding.code, len(finding.where)) == ("READ-NUMBER-AS-TEXT", 28)
    assert "I7（0.00）、C8（467.63）等28格 按文本存放的数字" in finding.message
