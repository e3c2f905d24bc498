"""What stands in a column whose header is not known is asked for in the report: it is no zero and not left out."""

import pytest
from changed_workbook import T1, T2, T3, T5, T6, T7, put

from narrator.draft import Draft, draft
from narrator.finding import Level
from narrator.phrasebook.library import library
from narrator.read import read


def drafted(account) -> Draft:
    return draft(account.model_copy(update={"edition": "hunan/2020"}), library())


def said(found: Draft) -> str:
    assert found.document
    return "\n".join(paragraph.text for paragraph in found.document.paragraphs())


@pytest.mark.parametrize(
    ("sheet", "cell", "text"),
    [
        (T1, "C5", "收、支总计【待填：收支总计】万元"),
        (T2, "F4", "其中：财政拨款收入467.63万元，占100.0%；事业收入【待填：事业收入】万元。"),
        (T3, "D4", "其中：基本支出【待填：本年基本支出】万元；项目支出113.75万元，占24.3%。"),
        (T5, "C5", "一般公共预算财政拨款支出【待填：一般公共预算支出】万元"),
        (T6, "C5", "人员经费【待填：人员经费】万元"),
        (T7, "G4", "公务接待费支出决算为【待填：公务接待费】万元"),
        (T7, "L5", "公务接待费支出决算为【待填：公务接待费】万元"),
    ],
)
def test_the_report_asks_for_what_was_not_read(changed, sheet, cell, text):
    found = drafted(changed(put(sheet, cell, "某")))
    assert text in said(found)
    told = [one for one in found.findings if f"公开0{sheet[0]}表" in map(str, one.where)]
    assert [(one.code, one.level) for one in told] == [("READ-COLUMN-MISSING", Level.ERROR)]


def test_a_line_whose_amount_cannot_be_read_is_not_left_out(changed):
    assert "其中：财政拨款收入【待填：财政拨款收入】万元。" in said(drafted(changed(put(T2, "D7", "#DIV/0!"))))


@pytest.mark.parametrize(
    ("change", "code"),
    [(put(T1, "D5", "收支名目"), "READ-NO-HEADER"), (put(T2, "I3", "金额单位：百元"), "READ-UNKNOWN-UNIT")],
)
def test_a_table_that_cannot_be_read_is_one_finding(changed, change, code):
    found = drafted(changed(change)).findings
    assert [one.code for one in found if one.level == Level.ERROR] == [code]
    assert not [one for one in found if one.code == "FACT-MISSING" and "公开0" in one.message]


def test_a_column_that_the_form_may_leave_out_is_no_loss(folder):
    tables = read(folder).tables
    assert all(cell.read for table in tables.values() for row in table.rows for cell in row.cells.values())
