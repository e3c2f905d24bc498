"""The ledger: one SQLite file beside the outputs that knows every unit, what it was made from and what came of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from narrator.batch.job import Done
from narrator.batch.record import Outcome, Record, State
from narrator.batch.units import LEDGER, Unit
from narrator.errors import NarratorError
from narrator.system import said

_FORM = 0x6E617232  # tells this form of the ledger from other files and from later forms
_PAGE = 100  # rows read at once
_MODE = """
pragma locking_mode = exclusive; pragma journal_mode = wal;
pragma synchronous = normal;  -- after a power cut the last units are done again
begin exclusive;
"""
_TABLE = f"""
create table unit (
    folded text primary key, key text not null, input text not null, origin text not null, edition text, year integer,
    run integer not null, position integer not null, done integer not null default 0,
    state text not null default '{State.WAITING}', stamp text, files text not null default '{{}}',
    exit_code integer not null default 0, levels text not null default '[0, 0, 0, 0]'
);
create table outcome (folded text primary key, told text not null);
create index planned on unit (run, position);
"""
_PLAN = """
insert into unit (folded, key, input, origin, edition, year, run, position) values (?, ?, ?, ?, ?, ?, ?, ?)
on conflict (folded) do update set (key, input, origin, edition, year, run, position) =
    (excluded.key, excluded.input, excluded.origin, excluded.edition, excluded.year, excluded.run, excluded.position)
"""
_DOUBLES = """
select first, origin from (
    select origin, position, first_value(origin) over same as first, row_number() over same as number
    from unit where run = ? window same as (partition by input, edition, year order by position)
) where number > 1 order by position limit ?
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit as the ledger knows it; `outcome` is `None` where it was not done in this run."""

    unit: Unit
    record: Record
    outcome: Outcome | None

    def to_json(self, out: Path) -> dict[str, Any]:
        """The unit as one of the `units` of `--json`, its outputs below `out`."""
        outcome = self.outcome or Outcome()
        known = {"id": self.unit.key, "input": self.unit.input, "state": str(self.record.state)}
        return {**known, **outcome.to_json(), "outputs": [str(out / self.unit.key / name) for name in outcome.outputs]}


class Ledger:
    """The ledger of an output folder while it is open; `run` counts the runs that were planned in it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.run = int(connection.execute("pragma user_version").fetchone()[0])

    @contextmanager
    def planning(self) -> Iterator[Callable[[Unit], str | None]]:
        """Plan a run: each unit is given to a function that answers where its key was listed already, else `None`.

        Nothing is planned where the block raises.
        """
        with self._connection as transaction:
            self.run += 1
            positions = iter(range(2**62))
            yield lambda unit: self._plan(unit, next(positions))
            transaction.execute(f"pragma user_version = {self.run}")

    def _plan(self, unit: Unit, position: int) -> str | None:
        sought = "select origin from unit where folded = ? and run = ?"
        if before := self._connection.execute(sought, (unit.folded, self.run)).fetchone():
            return str(before[0])
        whole = (unit.folded, unit.key, unit.input, unit.origin, unit.edition, unit.year, self.run, position)
        self._connection.execute(_PLAN, whole)
        return None

    def doubles(self, most: int) -> list[tuple[str, str]]:
        """Where the same input is listed for one edition and year, first and again; so many at most."""
        return [(str(row[0]), str(row[1])) for row in self._connection.execute(_DOUBLES, (self.run, most))]

    def planned(self) -> int:
        """How many units this run has."""
        return int(self._connection.execute("select count(*) from unit where run = ?", (self.run,)).fetchone()[0])

    def former(self) -> int:
        """How many units that former runs wrote are not of this one."""
        sought = "select count(*) from unit where run < ? and files != '{}'"
        return int(self._connection.execute(sought, (self.run,)).fetchone()[0])

    def done(self) -> int:
        """How many units of this run have ended."""
        sought = "select count(*) from unit where run = ? and done = run"
        return int(self._connection.execute(sought, (self.run,)).fetchone()[0])

    def records(self) -> Iterator[tuple[Unit, Record]]:
        """The units of this run in order, with what is recorded of them."""
        return (_read(row) for row in self._rows("0"))

    def entries(self) -> Iterator[Entry]:
        """The units of this run in order, with what came of them; those not done have the state WAITING."""
        for row in self._rows("(select told from outcome where outcome.folded = unit.folded) as told"):
            unit, record = _read(row)
            done = row["done"] == self.run
            kept = Outcome.model_validate_json(row["told"]) if done else None
            yield Entry(unit, record if done else Record(State.WAITING), kept)

    def _rows(self, more: str) -> Iterator[Any]:
        """The rows of this run, a page at a time, so that others can be written meanwhile."""
        columns = "key, input, origin, edition, year, state, stamp, files, exit_code, levels, position, done"
        sought = f"select {columns}, {more} from unit where run = ? and position > ? order by position limit {_PAGE}"
        position = -1
        while rows := self._connection.execute(sought, (self.run, position)).fetchall():
            yield from rows
            position = rows[-1]["position"]

    def keep(self, done: Done) -> None:
        """Record what came of a unit in this run."""
        record = done.record
        told = (record.state, record.stamp, json.dumps(record.files), record.exit_code, json.dumps(record.levels))
        change = "update unit set done = ?, state = ?, stamp = ?, files = ?, exit_code = ?, levels = ? where folded = ?"
        with self._connection as transaction:
            transaction.execute(change, (self.run, *told, done.key))
            if done.outcome is not None:  # in a table of its own, so that planning does not rewrite it
                transaction.execute("insert or replace into outcome values (?, ?)", (done.key, done.outcome))


def _read(row: Any) -> tuple[Unit, Record]:
    unit = Unit(row["key"], row["input"], row["origin"], row["edition"], row["year"])
    files, levels = json.loads(row["files"]), tuple(json.loads(row["levels"]))
    return unit, Record(State(row["state"]), row["stamp"], files, row["exit_code"], levels)


@contextmanager
def opened(out: Path) -> Iterator[Ledger]:
    """The ledger of an output folder, made where there is none; nobody else can open it inside the block.

    Raises NarratorError where it cannot be opened or, later, not be written.
    """
    path = out / LEDGER
    _folder(out)
    try:
        with closing(sqlite3.connect(path, timeout=1)) as connection:
            connection.row_factory = sqlite3.Row
            connection.executescript(_MODE)
            if not connection.execute("select count(*) from sqlite_master").fetchone()[0]:
                connection.executescript(f"{_TABLE}; pragma application_id = {_FORM};")
            connection.commit()
            if connection.execute("pragma application_id").fetchone()[0] != _FORM:
                raise NarratorError(f"“{path}”不是这一版的批次记录；请移走它，或换一个输出文件夹")
            yield Ledger(connection)
    except sqlite3.Error as error:
        raise NarratorError(_why(path, error)) from error


def _folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NarratorError(f"无法写入 {out}：{said(error)}；请检查权限和磁盘空间") from error


def _why(path: Path, error: sqlite3.Error) -> str:
    if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
        return f"“{path.parent}”正由另一个批次写着；请等它做完，或换一个输出文件夹"
    if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
        return f"“{path}”已损坏，不是批次记录；请移走它，已写出的文件不会被覆盖"
    return f"无法写入批次记录 {path}（{said(error)}）；请检查权限和磁盘空间，再用 --resume 接着做"
