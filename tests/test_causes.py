"""Several errors of one cause are one finding that names the cell, row, column or unit; nothing broken goes untold."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from changed_workbook import SEED, T1, T3, T4, T5, T6, put
from filled_workbook import ZHUZHOU
from openpyxl import Workbook, load_workbook
from real_units import place, with_change, zhuzhou

import narrator
from narrator.account import Row
from narrator.check import check
from narrator.finding import Finding, Level
from narrator.read import read


def errors(folder: Path, change: Callable[[Workbook], object]) -> list[Finding]:
    book = load_workbook(SEED)
    change(book)
    book.save(folder / "公开表.xlsx")
    return [finding for finding in check(read(folder / "公开表.xlsx")) if finding.level == Level.ERROR]


def times(sheet: str, factor: int, rows: range) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        for row in rows:
            for cell in book[sheet][row]:
                if isinstance(cell.value, (int, float)):
                    cell.value = cell.value * factor

    return change


def shifted(book: Workbook) -> None:
    """Move the amounts of a row one cell to the right."""
    book[T3].move_range("C9:G9", cols=1)
    book[T3]["C9"] = 0


def test_the_unit_of_a_head_that_is_not_that_of_its_table_is_one_error_at_its_cell(tmp_path: Path) -> None:
    (finding,) = errors(tmp_path, put(T3, "H3", "金额单位：元"))
    assert finding.code == "TABLE-UNIT" and finding.where[0].cell == "H3"
    assert "（H3）的金额单位是元，金额却像是万元：各数乘以10000，下面的14处" in finding.message
    assert "没有替您换算" in finding.message


@pytest.mark.parametrize(("sheet", "head", "last"), [(T3, "H3", 10), (T6, "I3", 34)])
def test_a_table_in_yuan_below_a_head_of_wan_is_one_error_at_its_cell(
    tmp_path: Path, sheet: str, head: str, last: int
) -> None:
    (finding,) = errors(tmp_path, times(sheet, 10_000, range(7 if sheet == T3 else 6, last + 1)))
    assert finding.code == "TABLE-UNIT" and finding.where[0].cell == head
    assert "金额却像是元：各数除以10000" in finding.message


def test_an_amount_that_vanishes_in_yuan_says_nothing_of_the_unit() -> None:
    wrong = with_change(zhuzhou(), "T4", "政府性基金预算财政拨款", "决算数", "收入", "10")
    assert "TABLE-UNIT" not in {finding.code for finding in check(wrong)}


def test_a_blank_total_should_be_the_sum_of_its_own_table(tmp_path: Path) -> None:
    (finding,) = errors(tmp_path, put(T6, "C34", None))
    assert finding.code == "ONE-CELL" and "C34 空白（应是319.27）" in finding.message


def test_a_row_in_yuan_is_one_error_that_names_the_factor_and_the_unit(tmp_path: Path) -> None:
    (finding,) = errors(tmp_path, times(T5, 10_000, range(9, 10)))
    assert finding.code == "ONE-ROW" and [at.cell for at in finding.where[:3]] == ["C9", "D9", "E9"]
    assert "C9 4676300.00（应是467.63）" in finding.message
    assert "应有的10000倍，像是按元填的（E3写的单位是万元）" in finding.message


def test_a_row_that_slipped_by_a_cell_is_one_error(tmp_path: Path) -> None:
    (finding,) = errors(tmp_path, shifted)
    assert finding.code == "ONE-ROW" and "像是错开了一格" in finding.message
    assert {"5 一般公共预算财政拨款支出决算表"} < {at.sheet for at in finding.where}


def test_one_cell_that_breaks_several_identities_is_named_first_with_what_it_should_be() -> None:
    wrong = with_change(zhuzhou(), "T3", "205", "基本支出", "", "90")
    (finding,) = [finding for finding in check(wrong) if finding.level == Level.ERROR]
    assert finding.code == "ONE-CELL" and finding.where[0] == place(wrong, "T3", "205", "基本支出")
    assert "443.88（应是353.88）" in finding.message
    assert place(wrong, "T3", "20502", "基本支出") in finding.where


def test_tables_beyond_all_measure_are_told_by_their_rules() -> None:
    wrong = with_change(zhuzhou(), "T3", "205", "基本支出", "", "90")
    table = wrong.tables["T3"]
    last = table.rows[-1]

    def beyond(n: int) -> Row:
        cells = {name: replace(cell, at=f"Z{n}{name}") for name, cell in last.cells.items()}
        return replace(last, code=f"{9_000_000 + n}", cells=cells)

    more = [beyond(n) for n in range(2000)]
    large = type(table).model_validate({**table.model_dump(), "rows": [*table.rows, *more]})
    found = check(wrong.model_copy(update={"tables": {**wrong.tables, "T3": large}}))
    assert {one.code for one in found if one.level == Level.ERROR} & {"ONE-CELL", "ONE-ROW", "ONE-SLIP"} == set()
    assert "CLASS-PARTS" in {one.code for one in found}


def test_a_minus_too_many_is_named() -> None:
    wrong = with_change(zhuzhou(), "T3", "205", "基本支出", "", "-707.76")
    (finding,) = [finding for finding in check(wrong) if finding.level == Level.ERROR]
    assert "像是正负号反了" in finding.message


def test_two_cells_that_are_wrong_apart_are_two_errors() -> None:
    wrong = with_change(zhuzhou(), "T3", "205", "基本支出", "", "90")
    wrong = with_change(wrong, "T2", "205", "事业收入", "", "7")
    found = [finding for finding in check(wrong) if finding.level == Level.ERROR]
    assert [finding.code for finding in found] == ["ONE-CELL", "ONE-CELL"]


def test_one_identity_that_either_side_may_break_stays_the_error_of_its_rule() -> None:
    wrong = with_change(zhuzhou(), "T1", "年初结转和结余", "决算数", "收入", "1")
    assert [finding.code for finding in check(wrong) if finding.level == Level.ERROR] == ["LINES-GRAND-TOTAL"]


@pytest.mark.parametrize("head", ["元", "万元"])
def test_tables_that_are_all_in_another_unit_are_told_at_their_heads(tmp_path: Path, head: str) -> None:
    book = load_workbook(SEED)
    for page in book:
        for cell in (cell for row in page.iter_rows() for cell in row):
            if isinstance(cell.value, str):
                cell.value = cell.value.replace("金额单位：万元", f"金额单位：{head}")
            elif isinstance(cell.value, float) and head == "万元":
                cell.value = round(cell.value * 10_000)
    book.save(tmp_path / "公开表.xlsx")
    shutil.copy(ZHUZHOU / "填报.yaml", tmp_path)
    (finding,) = [one for one in narrator.check(tmp_path).findings if one.code == "AMOUNT-UNIT"]
    assert [at.cell for at in finding.where[:3]] == ["F3", "I3", "H3"]
    assert "像是公开表的金额单位不对，差10000倍" in finding.message and "没有替您换算" in finding.message


@pytest.mark.parametrize(
    ("sheet", "cells", "rows", "columns", "start"),
    [(T1, "F11:F37", 1, 0, "F11"), (T1, "C7:C37", 1, 0, "C7"), (T4, "G11:G40", 0, 1, "G11")],
)
def test_a_column_or_block_that_slipped_by_a_cell_is_one_error(
    tmp_path: Path, sheet: str, cells: str, rows: int, columns: int, start: str
) -> None:
    (finding,) = errors(tmp_path, lambda book: book[sheet].move_range(cells, rows=rows, cols=columns))
    assert finding.code == "ONE-SLIP" and finding.where[0].cell == start
    assert f"从{start}起的一段" in finding.message and "像是错开了一格" in finding.message


def test_an_amount_on_the_line_of_another_class_is_one_error_with_both_cells() -> None:
    wrong = with_change(zhuzhou(), "T1", "教育支出", "决算数", "支出", "-467.63")
    wrong = with_change(wrong, "T1", "科学技术支出", "决算数", "支出", "467.63")
    found = [finding for finding in check(wrong) if finding.level == Level.ERROR]
    assert {"F11", "F12"} <= {at.cell for one in found for at in one.where}
    assert len(found) == 1 and "F11 0.00（应是467.63）" in found[0].message and "F12 467.63" in found[0].message


def exchanged(book: Workbook) -> None:
    """Put the amounts of two columns in each other's place."""
    for row in range(7, 11):
        basic, project = book[T5][f"D{row}"], book[T5][f"E{row}"]
        basic.value, project.value = project.value, basic.value


def test_two_columns_that_changed_places_are_one_error(tmp_path: Path) -> None:
    (finding,) = errors(tmp_path, exchanged)
    assert finding.code == "TWO-COLUMNS" and "像是基本支出、项目支出两列的数对调了" in finding.message
    assert {at.cell for at in finding.where} >= {"D7", "D10", "E7", "E10"}
