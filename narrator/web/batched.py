"""Folders of units that were dropped: their files, a list of them, and what `narrator.batch` made of each."""

from __future__ import annotations

import csv
import json
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from narrator import verbs
from narrator.batch import ledger
from narrator.batch.ledger import Entry
from narrator.batch.listed import KEY, PATH, YEAR
from narrator.batch.record import Outcome, Record, State
from narrator.batch.tally import Tally
from narrator.batch.units import Unit
from narrator.finding import Level
from narrator.web.batch_files import summarised
from narrator.web.grouped import Given
from narrator.web.jobs import Job
from narrator.web.store import Store
from narrator.web.trouble import in_page_words

LIST, INPUTS, OUT = "清单.csv", "输入", "输出"
_WITHOUT_REPORT = (State.UNUSABLE, State.FAILED)
_LEVELS = tuple(Level)


@dataclass(frozen=True, slots=True)
class Ended:
    """What came of a unit: how it ended, whose it is, its counts, and why nothing was written ("" if it was)."""

    state: State
    unit: str
    year: int | None
    errors: int
    missing: int
    notices: int
    refused: str = ""

    @property
    def failed(self) -> bool:
        """Whether doing it again may help."""
        return self.state == State.FAILED


@dataclass(frozen=True, slots=True)
class Batch:
    """A folder that was dropped: its units as their folders are called, with the year each is of if that is known."""

    id: str
    name: str
    made: str
    units: tuple[tuple[str, int | None], ...]

    def rows(self, known: Mapping[str, Ended]) -> Iterator[tuple[str, int | None, Ended | None]]:
        """The units in order with what came of each, `None` where nothing did yet."""
        for label, year in self.units:
            yield label, year, known.get(Unit(label, "", "").folded)

    def twice(self, known: Mapping[str, Ended]) -> Iterator[str]:
        """The reports that were written more than once, a line each, with the folders that they are of."""
        labels: dict[tuple[str, int | None], list[str]] = {}
        for label, _, ended in self.rows(known):
            if ended and ended.unit and not ended.refused:
                labels.setdefault((ended.unit, ended.year), []).append(f"“{label}”")
        for (unit, year), found in labels.items():
            if len(found) > 1:
                whose = f"{unit} {year}年度" if year else unit
                yield f"{'、'.join(found)}都是{whose}，各写了一份。请核对要的是哪一份，是不是放重了。"


def home(store: Store, id: str) -> Path:
    """The folder of a batch."""
    return store.folder / "batches" / id


def out(store: Store, id: str) -> Path:
    """The folder that a batch writes to, each unit into a folder of its own."""
    return home(store, id) / OUT


def keep(store: Store, name: str, units: Sequence[Given]) -> str:
    """Keep the files of a new batch and a list of them; its id."""
    id = secrets.token_hex(8)
    for unit in units:
        unit.written(home(store, id) / INPUTS / unit.label)
    with (home(store, id) / LIST).open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow((KEY, PATH, YEAR))
        lines.writerows((unit.label, f"{INPUTS}/{unit.label}", unit.year) for unit in units)
    with store.open() as base:
        labels = json.dumps([[unit.label, unit.year] for unit in units], ensure_ascii=False)
        base.execute("INSERT INTO batches (id, name, units) VALUES (?, ?, ?)", [id, name, labels])
    return id


def listed(store: Store) -> tuple[Batch, ...]:
    """All batches, the latest first."""
    with store.open() as base:
        rows = base.execute("SELECT * FROM batches ORDER BY rowid DESC").fetchall()
    return tuple(
        Batch(row["id"], row["name"], row["made"], tuple(map(tuple, json.loads(row["units"])))) for row in rows
    )


def found(store: Store, id: str) -> Batch | None:
    """The batch with this id, `None` if there is none."""
    return next((each for each in listed(store) if each.id == id), None)


def build(store: Store, id: str, job: Job) -> None:
    """Build what of a batch is not built yet, all known to the job as it comes; raises NarratorError."""

    def progress(tally: Tally) -> None:
        if done := tally.last:
            told = Outcome.model_validate_json(done.outcome) if done.outcome else Outcome()
            job.known[done.key] = ended(done.record, told)

    inputs = home(store, id) / LIST
    verbs.batch(inputs, out(store, id), resume=True, progress=progress, stop=job.stop.is_set)
    summarised(entries(store, id), out(store, id))


def ended(record: Record, outcome: Outcome) -> Ended:
    """What the page shows of a unit."""
    levels = dict(zip(_LEVELS, record.levels, strict=True))
    refused = _why(outcome) if record.state in _WITHOUT_REPORT else ""
    errors, missing, notices = (levels[level] for level in (Level.ERROR, Level.MISSING, Level.NOTICE))
    return Ended(record.state, outcome.unit or "", outcome.year, errors, missing, notices, refused)


def _why(outcome: Outcome) -> str:
    """Why a unit could not be written, in the page's words."""
    said: Iterable[str] = dict.fromkeys(each.message for each in outcome.findings if each.level == Level.ERROR)
    return in_page_words("；".join(said))


def done(store: Store, id: str) -> int:
    """How many units of a batch have ended; raises NarratorError where somebody else is building it."""
    with ledger.opened(out(store, id)) as opened:
        return opened.done()


def results(store: Store, id: str) -> dict[str, Ended]:
    """What came of the units of a batch that have ended; raises NarratorError where somebody else is building it."""
    known = ((each.unit.folded, each.record, each.outcome) for each in entries(store, id))
    return {folded: ended(record, outcome) for folded, record, outcome in known if outcome}


def entries(store: Store, id: str) -> Iterator[Entry]:
    """The units of a batch as its ledger has them; raises NarratorError where somebody else is building it."""
    with ledger.opened(out(store, id)) as opened:
        yield from opened.entries()


def drop(store: Store, id: str) -> None:
    """Forget a batch with its files."""
    with store.open() as base:
        base.execute("DELETE FROM batches WHERE id = ?", [id])
    shutil.rmtree(home(store, id), ignore_errors=True)
