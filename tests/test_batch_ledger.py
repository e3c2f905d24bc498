"""The ledger: what it knows between runs, and what planning a run costs."""

from pathlib import Path

import pytest
from batch_units import files_at_most

from narrator.batch.job import Done
from narrator.batch.ledger import opened
from narrator.batch.record import Outcome, Record, State
from narrator.batch.units import LEDGER, Unit
from narrator.errors import NarratorError, UnusableInput

UNITS = [Unit(f"{number:03}", f"in/{number:03}", f"清单.csv:{number}") for number in range(200)]
OUTCOME = Outcome(unit="某" * 5000).model_dump_json()


def done(unit: Unit, outcome: str | None = OUTCOME, state: State = State.WRITTEN) -> Done:
    return Done(unit.folded, Record(state, "stamp", {"a.docx": "hash"}, 1, (1, 2, 3, 4)), outcome)


def test_units_come_back_in_the_order_of_the_list_with_what_was_recorded(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        with ledger.planning() as plan:
            assert [plan(unit) for unit in reversed(UNITS)] == [None] * len(UNITS)
        ledger.keep(done(UNITS[3]))
        entries = list(ledger.entries())
    assert [entry.unit for entry in entries] == UNITS[::-1]
    assert entries[-4].record == done(UNITS[3]).record and entries[-4].outcome == Outcome(unit="某" * 5000)
    assert (entries[0].record, entries[0].outcome) == (Record(State.WAITING), None)


def test_an_outcome_stays_while_a_unit_does_not_change(tmp_path: Path) -> None:
    for outcome in (OUTCOME, None):
        with opened(tmp_path) as ledger:
            with ledger.planning() as plan:
                plan(UNITS[0])
            assert [record.state for _, record in ledger.records()] == [State.WAITING if outcome else State.WRITTEN]
            assert [entry.record.state for entry in ledger.entries()] == [State.WAITING]
            ledger.keep(done(UNITS[0], outcome))
            (entry,) = ledger.entries()
            assert entry.outcome == Outcome(unit="某" * 5000)


def test_nothing_is_planned_where_the_list_is_refused(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger, pytest.raises(UnusableInput), ledger.planning() as plan:
        plan(UNITS[0])
        raise UnusableInput(())
    with opened(tmp_path) as ledger:
        assert ledger.run == 0 and list(ledger.records()) == []


def test_planning_again_does_not_rewrite_what_is_long(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger, ledger.planning() as plan:
        for unit in UNITS:
            plan(unit)
    with opened(tmp_path) as ledger:
        for unit in UNITS:
            ledger.keep(done(unit))
    with opened(tmp_path) as ledger:
        with ledger.planning() as plan:
            for unit in UNITS:
                plan(unit)
        written = (tmp_path / f"{LEDGER}-wal").stat().st_size
    assert written < len(UNITS) * len(OUTCOME) / 5


def test_a_full_disk_ends_the_batch_and_what_was_recorded_is_kept(tmp_path: Path) -> None:
    with pytest.raises(NarratorError, match=r"磁盘空间.*--resume"), opened(tmp_path) as ledger:
        with ledger.planning() as plan:
            for unit in UNITS:
                plan(unit)
        ledger.keep(done(UNITS[0]))
        with files_at_most((tmp_path / f"{LEDGER}-wal").stat().st_size + 20_000):
            for unit in UNITS[1:]:
                ledger.keep(done(unit))
    with opened(tmp_path) as ledger:
        states = [entry.record.state for entry in ledger.entries()]
    assert states[0] == State.WRITTEN and states[-1] == State.WAITING
