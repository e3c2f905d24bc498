"""What fuzzing found: names without end, and rows before their class."""

from dataclasses import replace
from decimal import Decimal

import pytest
from changed_workbook import T5, put
from real_units import with_facts, zhuzhou
from rule_examples import with_rows

from narrator.account import Row
from narrator.check import check
from narrator.draft import draft
from narrator.figures import Figures, UnknownFigure
from narrator.figures.names import unknown_names
from narrator.phrasebook.library import library


def test_a_family_of_a_family_without_end_is_no_figure() -> None:
    endless = "增减" * 3000
    with pytest.raises(UnknownFigure, match="…"):
        Figures(zhuzhou())[endless]
    account = with_facts(zhuzhou(), {"增减原因": [{"用于": [endless], "原因": "减少了一些"}]})
    assert [finding.code for finding in unknown_names(Figures(account))] == ["FACT-NAME"]
    assert check(account)


def test_a_row_before_its_class_is_told() -> None:
    account = with_rows("T3", lambda rows: [rows[0], rows[3], rows[2], rows[1]])
    (finding,) = [finding for finding in check(account) if finding.code == "CODE-PARENT"]
    assert "列在20502之前" in finding.message and "列在205之前" in finding.message


def test_a_label_that_is_an_error_value_is_told_and_the_report_is_still_written(changed) -> None:
    account = changed(put(T5, "B9", "#REF!"))
    (finding,) = [finding for finding in account.findings if finding.code == "READ-ERROR-VALUE"]
    assert "B9（#REF!）" in finding.message
    assert draft(account, library()).document


@pytest.mark.parametrize("name", ["99元", "106", "其中\n合计", ""])
@pytest.mark.parametrize("code", ["205", "2050299", "106", "20"])
def test_odd_names_and_codes_of_rows_never_keep_the_report_from_being_written(name: str, code: str) -> None:
    def renamed(rows: list[Row]) -> list[Row]:
        return [replace(row, name=name, code=code) if row is rows[1] else row for row in rows]

    account = with_rows("T5", renamed).model_copy(update={"edition": "hunan/2020"})
    assert draft(account, library()).document


def test_a_code_that_fits_no_classification_is_found_in_the_table_that_lists_it() -> None:
    odd = with_rows("T6", lambda rows: [*rows[:-2], replace(rows[1], code="65534"), *rows[-2:]])
    figure = Figures(odd)["65534"]
    assert figure.value == Decimal("80.31") and figure.place and figure.place.cell == "C7"
    assert draft(odd.model_copy(update={"edition": "hunan/2020"}), library()).document


@pytest.mark.parametrize("reason", ["。", "；", " . ", "因为。", "由于"])
def test_a_reason_of_nothing_but_marks_never_keeps_the_report_from_being_written(reason: str) -> None:
    account = with_facts(zhuzhou(), {"增减原因": [{"用于": ["收支总计"], "原因": reason}]})
    assert draft(account.model_copy(update={"edition": "hunan/2020"}), library()).document
