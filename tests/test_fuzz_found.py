"""What fuzzing found: names without end, and rows before their class."""

import pytest
from real_units import with_facts, zhuzhou
from rule_examples import with_rows

from narrator.check import check
from narrator.figures import Figures, UnknownFigure
from narrator.figures.names import unknown_names


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
