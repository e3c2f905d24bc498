"""What is told where one cell of a list is blank, unreadable or misspelt: that cell, not what follows from it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from filled_workbook import ZHUZHOU, changed, filled, put, row_of
from openpyxl import Workbook

import narrator
from narrator.finding import Finding

PROJECTS = "项目与绩效"


def new(tmp_path: Path, change: Callable[[Workbook], object]) -> list[Finding]:
    """The findings that this change of the real unit's workbook brings, gravest first."""
    told = []
    for name, data in (("原样-2020", filled(ZHUZHOU)), ("改过-2020", changed(filled(ZHUZHOU), change))):
        at = tmp_path / name
        at.mkdir()
        (at / "公开表.xlsx").write_bytes((ZHUZHOU / "公开表.xlsx").read_bytes())
        (at / "填报.xlsx").write_bytes(data)
        told.append(narrator.check(at).findings)
    usual = {(finding.code, finding.message) for finding in told[0]}
    return [finding for finding in told[1] if (finding.code, finding.message) not in usual]


def item(row: int, column: str, value: object) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        page = book[PROJECTS]
        page[f"{column}{row_of(page, '项目支出.明细') + row}"].value = value

    return change


@pytest.mark.parametrize(("column", "key"), [("B", "名称"), ("D", "金额"), ("C", "来源"), ("F", "项目")])
def test_a_blank_cell_of_an_item_is_told_once_and_where_it_is(tmp_path: Path, column: str, key: str) -> None:
    (finding,) = new(tmp_path, item(3, column, None))
    assert finding.code == "READ-KEY-MISSING" and f"缺少“{key}”" in finding.message
    assert finding.where[0].cell and finding.where[0].cell[0] == column


@pytest.mark.parametrize(
    ("value", "code"), [("#REF!", "READ-ERROR-VALUE"), ("=1+1", "READ-FORMULA-NOT-COMPUTED"), ("多", "READ-BAD-FACT")]
)
def test_an_item_whose_amount_cannot_be_read_is_told_once(tmp_path: Path, value: str, code: str) -> None:
    assert [finding.code for finding in new(tmp_path, item(3, "D", value))] == [code]


def test_a_misspelt_project_is_told_once_with_the_name_that_is_meant(tmp_path: Path) -> None:
    (finding,) = new(tmp_path, item(3, "F", "株洲市教育城域网安全管理和运维项目"))
    assert finding.code == "PROJECT-ITEM-PROJECT"
    assert "是不是“株洲市教育城域网安全管理与运维项目”？" in finding.message


@pytest.mark.parametrize(("value", "code"), [("#REF!", "READ-ERROR-VALUE"), ("=1+1", "READ-FORMULA-NOT-COMPUTED")])
def test_an_answer_that_cannot_be_read_is_not_said_to_be_missing_too(tmp_path: Path, value: str, code: str) -> None:
    found = new(tmp_path, put("上年数与年初预算", "上年数.收支总计", value))
    assert [finding.code for finding in found if finding.where and finding.where[0].cell == "C6"] == [code]


@pytest.mark.parametrize("value", [1.5, "一"])
def test_a_number_of_vehicles_that_is_none_is_not_said_to_lack(tmp_path: Path, value: object) -> None:
    def change(book: Workbook) -> None:
        page = book["采购与资产"]
        first = row_of(page, "国有资产.车辆用途")
        column = next(cell.column_letter for cell in page[first - 1] if str(cell.value).startswith("数量"))
        page[f"{column}{first}"].value = value

    errors = [finding for finding in new(tmp_path, change) if finding.level == "错误"]
    assert [finding.code for finding in errors] == ["READ-BAD-FACT"] and f"“{value}”不是" in errors[0].message


@pytest.mark.parametrize("said", ["无", "0", "——", "待补充"])
def test_a_reason_that_says_nothing_is_told_once(tmp_path: Path, said: str) -> None:
    found = new(tmp_path, put("增减原因", "增减原因.公务用车费", said))
    assert len([finding for finding in found if finding.level == "待填"]) == 1
    assert not [finding for finding in found if finding.level == "错误" or finding.code == "LIST-NOTHING"]


def test_a_number_shown_as_a_date_is_told_with_the_way_out(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        page = book["三公与会议"]
        page[f"C{row_of(page, '三公经费.公务接待.人次')}"].number_format = "yyyy/m/d"

    (finding,) = new(tmp_path, change)
    assert finding.code == "READ-DATE-FORMAT" and "1900-02-02" in finding.message
    assert "是日期格式" in finding.message and "改为“常规”" in finding.message and "'33" in finding.message


def test_merged_answers_are_told_as_that(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["上年数与年初预算"].merge_cells("C6:C7")

    found = [finding for finding in new(tmp_path, change) if finding.level in ("错误", "待填")]
    assert [finding.code for finding in found] == ["READ-MERGED-ANSWERS"]
    assert "C6:C7 合并成了一格" in found[0].message and "取消合并" in found[0].message


@pytest.mark.parametrize("further", [1, 3])
def test_text_below_a_list_is_no_item_of_it(tmp_path: Path, further: int) -> None:
    def change(book: Workbook) -> None:
        page = book[PROJECTS]
        page[f"C{page.max_row + further}"] = "填表人：张三"

    (finding,) = new(tmp_path, change)
    assert finding.code == "READ-BELOW-LIST" and "“填表人：张三”" in finding.message and finding.level == "待填"
