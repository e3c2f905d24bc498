"""A code that cannot be right, or that other tables have otherwise, is one error at its cell; no false 0 follows."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from changed_workbook import SEED, T2, T3, T5, put
from filled_workbook import ZHUZHOU
from openpyxl import Workbook, load_workbook
from real_units import zhuzhou

import narrator
from narrator.check import check
from narrator.draft import Draft
from narrator.finding import Finding, Level
from narrator.read import read


def drafted(folder: Path, *changes: Callable[[Workbook], object]) -> Draft:
    book = load_workbook(SEED)
    for change in changes:
        change(book)
    book.save(folder / "公开表.xlsx")
    shutil.copy(ZHUZHOU / "填报.yaml", folder)
    return narrator.check(folder)


def new(found: Draft) -> list[Finding]:
    """The findings that the unchanged unit does not have."""
    known = {(one.code, one.message) for one in narrator.check(ZHUZHOU).findings}
    return [one for one in found.findings if (one.code, one.message) not in known]


def text(found: Draft) -> str:
    assert found.document
    return "".join(paragraph.text for paragraph in found.document.paragraphs())


@pytest.mark.parametrize("sheet", [T2, T3, T5])
@pytest.mark.parametrize(
    ("typed", "code", "told"),
    [
        ("205029", "CODE-FORM", "写的是“205029”，有6位，类、款、项的编码应是3、5、7位数字"),
        ("20502990", "CODE-FORM", "写的是“20502990”，有8位"),
        ("205O299", "CODE-FORM", "写的是“205O299”，类、款、项"),
        ("205.02.99", "CODE-FORM", "写的是“205.02.99”，类、款、项"),
        (None, "CODE-FORM", "A10的科目编码空白"),
        ("2050298", "CODE-ELSEWHERE", "A10的科目编码2050298像是错了"),
        ("2060299", "CODE-ELSEWHERE", "A10的科目编码2060299像是错了"),
        ("2050201", "CODE-ELSEWHERE", "A10的科目编码2050201像是错了"),
    ],
)
def test_a_wrong_code_is_one_error_at_its_cell(
    sheet: str, typed: str | None, code: str, told: str, tmp_path: Path
) -> None:
    found = drafted(tmp_path, put(sheet, "A10", typed))
    (finding,) = new(found)
    assert (finding.code, finding.level) == (code, Level.ERROR)
    assert (finding.where[0].sheet, finding.where[0].cell) == (sheet, "A10")
    assert told in finding.message and "请改成2050299" in finding.message
    assert "343.55万元，支出决算为0" not in text(found)


def test_a_wrong_code_in_all_tables_is_one_error_that_the_budget_corrects(tmp_path: Path) -> None:
    found = drafted(tmp_path, *(put(sheet, "A10", "205029") for sheet in (T2, T3, T5)))
    (finding,) = new(found)
    assert finding.code == "CODE-FORM" and "填报的年初预算的编码是2050299" in finding.message
    assert "公开02表 A10、公开03表 A10、公开05表 A10" in finding.message


def test_an_item_with_a_budget_is_not_zero_where_a_code_cannot_be_told(tmp_path: Path) -> None:
    changes = [put(sheet, cell, value) for sheet in (T2, T3, T5) for cell, value in (("A10", "205029"), ("B10", "某"))]
    found = drafted(tmp_path, *changes)
    assert [one.code for one in new(found) if one.level == Level.ERROR] == ["CODE-FORM"]
    assert "支出决算为【待填" in text(found) and "343.55万元，支出决算为0" not in text(found)


def test_the_cells_of_what_a_wrong_code_breaks_are_named(tmp_path: Path) -> None:
    (finding,) = new(drafted(tmp_path, put(T5, "A10", "2060299")))
    assert {place.cell for place in finding.where} >= {"A10", "C8", "C9", "C10", "D10", "E10"}


def test_a_blank_that_its_row_contradicts_is_no_zero_in_the_report(tmp_path: Path) -> None:
    found = drafted(tmp_path, put(T5, "C10", None))
    assert "支出决算为【待填" in text(found) and "343.55万元，支出决算为0" not in text(found)
    codes = {one.code for one in new(found)}
    assert "ONE-CELL" in codes and not codes & {"REASON-DIRECTION", "REASON-AMOUNTS"}


def test_a_row_knows_where_its_code_stands() -> None:
    row = zhuzhou().tables["T5"].row("2050299")
    assert row and row.at == "A10"


def test_codes_of_which_nothing_tells_the_right_one_stay_one_error(tmp_path: Path) -> None:
    book = load_workbook(SEED)
    book[T5]["A10"], book[T5]["B10"] = "2050201", "行政运行"
    for sheet in (T2, T3):
        book[sheet]["A10"], book[sheet]["B10"] = "2050202", "行政运行"
    book.save(tmp_path / "公开表.xlsx")
    found = [one for one in check(read(tmp_path / "公开表.xlsx")) if one.code == "CODE-ELSEWHERE"]
    assert len(found) == 1 and found[0].level == Level.ERROR
