"""Folders of units that were dropped: their files, what came of each unit, kept unit by unit as it is built."""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from narrator import verbs
from narrator.finding import Level
from narrator.web.grouped import Given
from narrator.web.store import Store
from narrator.web.trouble import without_folders


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a unit: whose it is, its counts, why nothing was written ("" where something was), its files."""

    label: str
    unit: str = ""
    year: int | None = None
    errors: int = 0
    missing: int = 0
    refused: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """A folder that was dropped: the labels and years of its units, and the outcomes so far by position."""

    id: str
    name: str
    made: str
    units: tuple[tuple[str, int | None], ...]
    outcomes: dict[int, Outcome]

    @property
    def left(self) -> list[int]:
        """The positions of the units that are still to be built."""
        return [number for number in range(len(self.units)) if number not in self.outcomes]


def home(store: Store, id: str) -> Path:
    """The folder of a batch."""
    return store.folder / "batches" / id


def keep(store: Store, name: str, units: Sequence[Given]) -> str:
    """Keep the files of a new batch; its id."""
    id = secrets.token_hex(8)
    for number, unit in enumerate(units):
        unit.written(home(store, id) / "输入" / str(number))
    with store.open() as base:
        labels = json.dumps([[unit.label, unit.year] for unit in units], ensure_ascii=False)
        base.execute("INSERT INTO batches (id, name, units) VALUES (?, ?, ?)", [id, name, labels])
    return id


def listed(store: Store) -> tuple[Batch, ...]:
    """All batches, the latest first."""
    with store.open() as base:
        rows = base.execute("SELECT * FROM batches ORDER BY rowid DESC").fetchall()
        outcomes = base.execute("SELECT * FROM outcomes").fetchall()
    return tuple(
        Batch(
            row["id"],
            row["name"],
            row["made"],
            tuple((label, year) for label, year in json.loads(row["units"])),
            {each["number"]: _outcome(each["told"]) for each in outcomes if each["batch"] == row["id"]},
        )
        for row in rows
    )


def _outcome(told: str) -> Outcome:
    values = json.loads(told)
    return Outcome(**{**values, "files": tuple(values["files"])})


def build(store: Store, batch: Batch, number: int) -> None:
    """Build one unit of a batch and keep what came of it; a fault of ours is its outcome too."""
    label, year = batch.units[number]
    folder = home(store, batch.id)
    try:
        result = verbs.build(folder / "输入" / str(number), folder / "输出" / str(number), year=year)[0]
        outcome = _told(label, result)
    except Exception:  # one unit's fault must not stop the others
        outcome = Outcome(label, refused="程序在这个单位上出了意外的错误；请把它的文件发给维护的人")
    with store.open() as base:
        told = json.dumps(asdict(outcome), ensure_ascii=False)
        base.execute("INSERT OR REPLACE INTO outcomes VALUES (?, ?, ?)", [batch.id, number, told])


def _told(label: str, result: verbs.Result) -> Outcome:
    found = result.draft
    if found is None:
        said = "；".join(dict.fromkeys(finding.message for finding in result.findings))
        return Outcome(label, refused=without_folders(said))
    account, files = found.account, tuple(Path(file).name for file in result.outputs)
    counts = found.count(Level.ERROR), found.count(Level.MISSING)
    return Outcome(label, account.unit or "", account.year, *counts, files=files)


def drop(store: Store, id: str) -> None:
    """Forget a batch with its files."""
    with store.open() as base:
        base.execute("DELETE FROM batches WHERE id = ?", [id])
    shutil.rmtree(home(store, id), ignore_errors=True)
