"""The workbook as a file: reproducible, protected, its formulas with their values, safe against what is put into it."""

from io import BytesIO
from pathlib import Path

import pytest
from filled_workbook import PUTUO, UNITS, ZHUZHOU, account, blank_form, changed, filled, form_of, put, resaved
from openpyxl import Workbook, load_workbook

from narrator.workbook.answers import Answers, answers_of
from narrator.workbook.write import written

SHEETS = ["封面", "基本情况", "上年数与年初预算", "增减原因", "三公与会议", "采购与资产", "项目与绩效", "名词"]


def opened(data: bytes, *, values: bool = False) -> Workbook:
    return load_workbook(BytesIO(data), data_only=values)


def texts(book: Workbook) -> dict[tuple[str, str], object]:
    """The states, comparisons and counts: all that formulas give."""
    formulas = {(page.title, cell.coordinate) for page in book for row in page for cell in row if cell.data_type == "f"}
    return {at: book[at[0]][at[1]].value for at in formulas}


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_the_same_form_gives_the_same_bytes(unit: Path) -> None:
    again = form_of(account(unit), Answers(answers_of(account(unit).facts)))
    assert written(again) == filled(unit)


def test_there_is_a_sheet_for_each_subject_after_the_cover() -> None:
    assert opened(filled(ZHUZHOU)).sheetnames == SHEETS
    assert opened(filled(PUTUO)).sheetnames == [name for name in SHEETS if name != "三公与会议"]


def test_only_answers_can_be_changed() -> None:
    book = opened(filled(ZHUZHOU))
    for page in book:
        assert page.protection.sheet and not page.protection.password
    page = book["基本情况"]
    unlocked = {cell.coordinate for row in page for cell in row if not cell.protection.locked}
    assert unlocked and all(at.startswith("C") for at in unlocked)
    assert page.column_dimensions["A"].hidden


def test_the_cover_counts_missing_answers() -> None:
    blank, full = opened(written(blank_form(ZHUZHOU)), values=True), opened(filled(ZHUZHOU), values=True)
    wanted = [cell.value for cell in blank["封面"]["D"] if isinstance(cell.value, int)]
    assert sum(wanted[:-1]) == wanted[-1] > 40
    assert [cell.value for cell in full["封面"]["D"] if isinstance(cell.value, int)] == [0] * 8


def test_the_cover_shows_the_year_that_was_answered(tmp_path: Path) -> None:
    (tmp_path / "填报.xlsx").write_bytes(changed(filled(ZHUZHOU), put("基本情况", "年度", 2021)))
    cover = load_workbook(resaved(tmp_path / "填报.xlsx"), data_only=True)["封面"]
    assert [cover[f"C{row}"].value for row in (4, 5, 6)] == ["株洲市教育技术装备所", "2021", "hunan/2020"]


def test_a_reason_is_wanted_only_where_there_is_a_change() -> None:
    page = opened(filled(ZHUZHOU), values=True)["增减原因"]
    told = {row[0].value: (row[4].value, row[5].value) for row in page.iter_rows(min_row=6) if row[0].value}
    assert told["增减原因.收支总计"] == ("已填", "本年467.63，上年518.39，减少50.76")
    assert told["增减原因.因公出国费"] == ("可不填", "上年数未填")
    assert told["增减原因.机关运行经费"][0] == "不必填"  # 事业单位
    zero = {
        row[0].value: row[4].value for row in opened(filled(PUTUO), values=True)["增减原因"].iter_rows() if row[0].value
    }
    assert zero["预决算差异原因.2010602"] == "不必填"  # 10.00 of 10.00


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
@pytest.mark.parametrize("make", [lambda unit: written(blank_form(unit)), filled], ids=["blank", "filled"])
def test_libreoffice_computes_the_values_that_were_written(tmp_path: Path, unit: Path, make) -> None:
    data = make(unit)
    (tmp_path / "填报.xlsx").write_bytes(changed(data, lambda book: None))  # without the values
    computed = load_workbook(resaved(tmp_path / "填报.xlsx"), data_only=True)
    formulas = texts(opened(data))
    values = opened(data, values=True)
    assert len(formulas) > 40
    different = {
        at: (values[at[0]][at[1]].value, computed[at[0]][at[1]].value)
        for at in formulas
        if values[at[0]][at[1]].value != computed[at[0]][at[1]].value
    }
    assert different == {}


def test_text_that_looks_like_a_formula_stays_text() -> None:
    answers = Answers(
        {"自称": '=HYPERLINK("http://a.example")', "单位概况.职责": ("+1", "@SUM(A1)", "https://a.example")}
    )
    book = opened(written(form_of(account(ZHUZHOU), answers)))
    cells = [
        cell for row in book["基本情况"] for cell in row if str(cell.value).startswith(("=HYP", "+1", "@SUM", "http"))
    ]
    assert [(cell.data_type, cell.hyperlink) for cell in cells] == [("s", None)] * 4


def test_a_number_that_a_workbook_cannot_hold_is_written_as_text() -> None:
    given = account(ZHUZHOU).facts.model_copy(update={})
    answers = answers_of(given) | {
        "年初预算合计": account(ZHUZHOU).facts.initial_budget["2050299"].scaleb(-9) + 12345678
    }
    page = opened(written(form_of(account(ZHUZHOU), Answers(answers))))["上年数与年初预算"]
    assert "12345678.00000034355" in [cell.value for cell in page["C"]]
