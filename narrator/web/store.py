"""What a person's page keeps: units and their answers in a database, the files of each unit in a folder of its own."""

from __future__ import annotations

import json
import secrets
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from narrator.errors import NarratorError
from narrator.system import said
from narrator.web.schema import TABLES
from narrator.workbook.answers import Answers

_TOUCH = "UPDATE units SET revision = revision + 1, changed = datetime('now', 'localtime') WHERE id = ?"
UNUSABLE = "存放页面内容的文件夹“{}”不能用（{}）；请检查磁盘空间，以及您对这个文件夹有没有写的权限，再启动"
DAMAGED = "“{}”里的 page.sqlite 已损坏（{}），页面没有打开；请把整个文件夹改名留着，交给维护的人，再启动就从空的开始"
_ASIDE = "暂存"
_LEFT = 24 * 60 * 60  # seconds after which nobody is at what lies aside
_PATIENCE = 30  # seconds to wait for another request that writes


@dataclass(frozen=True, slots=True)
class Kept:
    """A unit as it is kept: what its tables' file was called, whose they are, and a number for each state of it."""

    id: str
    file: str
    name: str
    year: int | None
    edition: str
    notes: tuple[str, ...]
    confirmed: bool
    revision: int
    changed: str


class Store:
    """The database and the folders in one folder that only its owner may read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)
            self._sweep()
            with self.open() as base:
                base.execute("PRAGMA journal_mode = WAL")
                base.executescript(TABLES)
        except OSError as error:
            raise NarratorError(UNUSABLE.format(folder, said(error))) from error
        except sqlite3.Error as error:
            damaged = error.sqlite_errorcode in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
            raise NarratorError((DAMAGED if damaged else UNUSABLE).format(folder, said(error))) from error

    def _sweep(self) -> None:
        """Remove what servers that were killed left aside, but nothing that another one may be at."""
        (self.folder / _ASIDE).mkdir(exist_ok=True)
        for left in (self.folder / _ASIDE).iterdir():
            if time.time() - left.stat().st_mtime > _LEFT:
                shutil.rmtree(left, ignore_errors=True)

    @contextmanager
    def aside(self) -> Iterator[Path]:
        """A folder for files that are not kept, or not yet; gone after the block."""
        with tempfile.TemporaryDirectory(dir=self.folder / _ASIDE, ignore_cleanup_errors=True) as folder:
            yield Path(folder)

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """The database, for one change that is made whole or not at all."""
        base = sqlite3.connect(self.folder / "page.sqlite", timeout=_PATIENCE)
        base.row_factory = sqlite3.Row
        try:
            base.execute("PRAGMA foreign_keys = ON")
            with base:
                yield base
        finally:
            base.close()

    def home(self, unit: str) -> Path:
        """The folder of a unit that is kept."""
        return self.folder / "units" / unit

    def units(self) -> tuple[Kept, ...]:
        """All units, the one changed last first."""
        with self.open() as base:
            return tuple(map(_kept, base.execute("SELECT * FROM units ORDER BY changed DESC, rowid DESC")))

    def unit(self, id: str) -> Kept | None:
        """The unit with this id, `None` if none is kept under it."""
        with self.open() as base:
            row = base.execute("SELECT * FROM units WHERE id = ?", [id]).fetchone()
        return _kept(row) if row else None

    def add(self, folder: Path, file: str) -> str:
        """Keep a new unit whose files lie in `folder`, which is moved; its id."""
        id = secrets.token_hex(8)
        self.home(id).parent.mkdir(exist_ok=True)
        shutil.move(folder, self.home(id))
        with self.open() as base:
            base.execute("INSERT INTO units (id, file) VALUES (?, ?)", [id, file])
        return id

    def identify(self, id: str, name: str, year: int | None, edition: str, *, confirmed: bool) -> None:
        """Keep whose account it is, of which year, and in which edition it is written."""
        with self.open() as base:
            base.execute(
                "UPDATE units SET name = ?, year = ?, edition = ?, confirmed = ? WHERE id = ?",
                [name, year, edition, confirmed, id],
            )
            base.execute(_TOUCH, [id])

    def note(self, id: str, notes: tuple[str, ...]) -> None:
        """Keep what was noticed when files were taken in, in place of what was kept before."""
        with self.open() as base:
            base.execute("UPDATE units SET notes = ? WHERE id = ?", [_json(notes), id])

    def drop(self, id: str) -> None:
        """Forget a unit with its answers and files."""
        with self.open() as base:
            base.execute("DELETE FROM units WHERE id = ?", [id])
        shutil.rmtree(self.home(id), ignore_errors=True)

    def answers(self, id: str) -> Answers:
        """The answers of a unit by path; lists are tuples, numbers the texts that were typed."""
        with self.open() as base:
            rows = base.execute("SELECT * FROM answers WHERE unit = ? ORDER BY rowid", [id]).fetchall()
        carried = frozenset(row["path"] for row in rows if row["carried"])
        return Answers({row["path"]: _tuples(json.loads(row["value"])) for row in rows}, carried)

    def origins(self, id: str) -> dict[str, str]:
        """Where the answers of a unit that were not typed into the page come from, by path."""
        with self.open() as base:
            return dict(base.execute("SELECT path, origin FROM origins WHERE unit = ?", [id]).fetchall())

    def called(self, id: str, file: str) -> None:
        """Keep what the file of a unit's tables was called."""
        with self.open() as base:
            base.execute("UPDATE units SET file = ? WHERE id = ?", [file, id])

    def answer(
        self,
        id: str,
        given: Mapping[str, Any],
        carried: frozenset[str] = frozenset(),
        origins: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Keep answers by path, those in `carried` as not yet confirmed; `None` forgets one.

        `origins` says by path where those come from that were not typed into the page.
        """
        with self.open() as base:
            for path, value in given.items():
                base.execute("DELETE FROM origins WHERE unit = ? AND path = ?", [id, path])
                if value is None:
                    base.execute("DELETE FROM answers WHERE unit = ? AND path = ?", [id, path])
                else:
                    base.execute(
                        "INSERT INTO answers VALUES (?, ?, ?, ?) ON CONFLICT (unit, path)"
                        " DO UPDATE SET value = excluded.value, carried = excluded.carried",
                        [id, path, _json(value), path in carried],
                    )
                if path in origins and value is not None:
                    base.execute("INSERT INTO origins VALUES (?, ?, ?)", [id, path, origins[path]])
            base.execute(_TOUCH, [id])


def _kept(row: sqlite3.Row) -> Kept:
    values = {key: row[key] for key in row.keys()}  # noqa: SIM118  a Row iterates over its values
    return Kept(**{**values, "notes": tuple(json.loads(row["notes"])), "confirmed": bool(row["confirmed"])})


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
