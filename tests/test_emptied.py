"""A table of which all amounts were deleted is one error, and no figure is 0 for it."""

import pytest
from changed_workbook import SEED, T1, T2, T3, T4, T5, T6, T7, T8
from openpyxl import Workbook

from narrator.account import Account
from narrator.check import check
from narrator.draft import draft
from narrator.finding import Level
from narrator.phrasebook.library import library
from narrator.read import read


def emptied(*sheets: str):
    def change(book: Workbook) -> None:
        for cell in (cell for sheet in sheets for row in book[sheet].iter_rows() for cell in row):
            if isinstance(cell.value, (int, float)):
                cell.value = None

    return change


def errors(account: Account) -> list[tuple[str, str]]:
    return [(one.code, one.message[:5]) for one in check(account) if one.level == Level.ERROR]


@pytest.mark.parametrize(("sheet", "form"), [(T1, 1), (T2, 2), (T3, 3), (T4, 4), (T5, 5), (T6, 6), (T7, 7)])
def test_an_emptied_table_is_one_error(changed, sheet, form):
    assert errors(changed(emptied(sheet))) == [("TABLE-EMPTIED", f"公开0{form}表")]


def test_it_quotes_what_contradicts_it(changed):
    (finding,) = (one for one in check(changed(emptied(T7))) if one.code == "TABLE-EMPTIED")
    amounts = "公开06表 30217 公务接待费 决算数 0.29万元、公开06表 30231 公务用车运行维护费 决算数 2.02万元"
    assert amounts in finding.message
    assert [str(place) for place in finding.where] == [T7, "公开07表", f"{T6}!F22", f"{T6}!F30"]


def test_two_emptied_tables_are_an_error_each(changed):
    assert errors(changed(emptied(T2, T6))) == [("TABLE-EMPTIED", "公开02表"), ("TABLE-EMPTIED", "公开06表")]


def test_an_empty_table_that_nothing_contradicts_is_in_order(changed):
    assert errors(changed(emptied(T8))) == []
    assert errors(read(SEED)) == []
    slipped = changed(lambda book: book[T4].move_range("G11:G40", cols=1))
    assert [code for code, _ in errors(slipped)] == ["ONE-SLIP"]


def test_the_report_asks_for_what_an_emptied_table_would_say(changed):
    account = changed(emptied(T6)).model_copy(update={"edition": "hunan/2020"})
    made = draft(account, library())
    said = str(made.document)
    assert "待填：人员经费" in said
    assert not [one for one in made.findings if one.code == "FACT-MISSING" and "公开06表" in map(str, one.where)]
