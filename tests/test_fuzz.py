"""Broken inputs end in a report or in a message; the full run is `python -m bench.fuzz`."""

import pytest
from fuzzing import KINDS, outcome
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

BOUNDED = settings(
    max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.mark.parametrize("kind", KINDS)
def test_a_broken_input_ends_in_a_report_or_a_message(kind: str) -> None:
    ends = set()

    @BOUNDED
    @given(st.data())
    def check(data: st.DataObject) -> None:
        ends.add(outcome(data.draw(KINDS[kind][0])))

    check()
    assert ends <= {"report", "message"} and ends
