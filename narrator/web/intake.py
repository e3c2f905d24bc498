"""Files that staff drop: put into a unit's folder under names of our own, read once, and told what was noticed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from narrator.errors import UnusableInput
from narrator.finding import Place
from narrator.read.facts import read_facts
from narrator.read.file_names import FACTS, FACTS_WORKBOOK, TABLES
from narrator.read.safety import refuse
from narrator.read.sheets import Sheets, sheets_of
from narrator.read.validated import FactsRead
from narrator.read.workbook import read_workbook
from narrator.web import kinds
from narrator.web.desk import Desk
from narrator.web.kinds import OLE, WORD, ZIP, called, kind, refuse_others
from narrator.web.store import Kept
from narrator.web.typed import as_kept
from narrator.workbook.answers import answers_of
from narrator.workbook.headers import is_form
from narrator.workbook.read import read_form

NEW = "新"
OWN = ("单位", "年度", "版式")  # what the page asks apart from the other questions


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file as it came: its bytes, and the name that it had, which is shown and never used as a path."""

    data: bytes
    name: str

    @property
    def is_workbook(self) -> bool:
        """Whether it is some workbook rather than text."""
        return self.data.startswith((ZIP, OLE))

    @property
    def is_word(self) -> bool:
        """Whether it is a Word file, whatever it is called."""
        return kind(self.data) == WORD


@contextmanager
def new_folder(desk: Desk) -> Iterator[Path]:
    """A folder for the files of a unit to be, gone if it was not moved."""
    with desk.store.aside() as above:
        folder = above / NEW
        folder.mkdir()
        yield folder


@contextmanager
def further_files(desk: Desk, unit: Kept) -> Iterator[Path]:
    """A folder for further files of a unit, which take the places of older ones unless the block raises."""
    home = desk.store.home(unit.id)
    with new_folder(desk) as folder:
        yield folder
        for path in [path for path in folder.rglob("*") if path.is_file()]:
            kept = home / path.relative_to(folder)
            kept.parent.mkdir(exist_ok=True)
            path.replace(kept)


def put_tables(folder: Path, dropped: Dropped) -> Sheets:
    """Put this year's tables into a folder; raises UnusableInput for a file without tables."""
    refuse_others(dropped.data, dropped.name, kinds.TABLES)
    return put_workbook(folder, TABLES, dropped, complete=True)


def put_workbook(folder: Path, name: str, dropped: Dropped, *, complete: bool) -> Sheets:
    """Put a workbook with tables into a folder under a name of ours; raises UnusableInput for one without."""
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(dropped.data)
    try:
        with called(name, dropped.name):
            grids, findings = read_workbook(path, name)
            if is_form(grids):
                refuse("READ-WRONG-KIND", f"“{name}”是填报，不是公开表；请把它放到“填报”那一格", name)
            return sheets_of(grids, findings, name, complete=complete)
    except UnusableInput:
        path.unlink()
        raise


def facts_from(folder: Path, dropped: Dropped) -> FactsRead:
    """The facts of a 填报 in either kind; the file is not kept. Raises UnusableInput for anything else."""
    refuse_others(dropped.data, dropped.name, kinds.FACTS)
    name = FACTS_WORKBOOK if dropped.is_workbook else FACTS
    path = folder / name
    path.write_bytes(dropped.data)
    try:
        with called(name, dropped.name):
            if not dropped.is_workbook:
                return read_facts(path, name)
            grids, findings = read_workbook(path, name)
            if not is_form(grids):
                refuse("READ-NO-FORM", f"“{name}”里没有认得的填报表格；公开表请放到“公开表”那一格", name)
            return read_form(grids, findings)
    finally:
        path.unlink()


def keep_facts(desk: Desk, unit: Kept, read: FactsRead, name: str) -> None:
    """Keep what a 填报 called `name` says as the unit's answers, each with where it stands there.

    Whose account it is says the page; what the 填报 says of that is kept to be compared.
    """
    kept = as_kept(answers_of(read.facts))
    desk.store.answer(unit.id, kept, origins={path: _origin(read.places.get(path), name) for path in kept})


def _origin(place: Place | None, name: str) -> str:
    if place is None:
        return name
    return f"{name} {place}" if place.sheet else f"{name} 第{place.line}行"


def own(read: FactsRead) -> dict[str, Any]:
    """What a 填报 says of unit, year and edition."""
    return {path: value for path, value in answers_of(read.facts).items() if path in OWN}
