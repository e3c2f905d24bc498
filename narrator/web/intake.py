"""Files that staff drop: put into a unit's folder under names of our own, read once, and told what was noticed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from narrator.account import Account
from narrator.errors import UnusableInput
from narrator.finding import Finding
from narrator.read.facts import read_facts
from narrator.read.file_names import FACTS, FACTS_WORKBOOK, LAST_YEAR, TABLES
from narrator.read.safety import refuse
from narrator.read.sheets import Sheets, sheets_of
from narrator.read.validated import FactsRead
from narrator.read.workbook import read_workbook
from narrator.web.desk import Desk
from narrator.web.store import Kept
from narrator.web.typed import as_kept
from narrator.workbook.answers import answers_of
from narrator.workbook.carry import carried
from narrator.workbook.entries import is_form
from narrator.workbook.read import read_form

NEW = "新"
OWN = ("单位", "年度", "版式")  # what the page asks apart from the other questions
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file as it came: its bytes, and the name that it had, which is shown and never used as a path."""

    data: bytes
    name: str

    @property
    def is_workbook(self) -> bool:
        """Whether it is some workbook rather than text."""
        return self.data.startswith((_ZIP, _OLE))


@contextmanager
def new_folder(desk: Desk) -> Iterator[Path]:
    """A folder for the files of a unit to be, gone if it was not moved."""
    with tempfile.TemporaryDirectory(dir=desk.store.folder, ignore_cleanup_errors=True) as above:
        folder = Path(above) / NEW
        folder.mkdir()
        yield folder


def put_tables(folder: Path, dropped: Dropped) -> Sheets:
    """Put this year's tables into a folder; raises UnusableInput for a file without tables."""
    return _tables(folder, TABLES, dropped, complete=True)


def _tables(folder: Path, name: str, dropped: Dropped, *, complete: bool) -> Sheets:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(dropped.data)
    try:
        grids, findings = read_workbook(path, name)
        if is_form(grids):
            refuse("READ-WRONG-KIND", f"“{dropped.name}”是填报，不是公开表；请把它放到“填报”那一格", name)
        return sheets_of(grids, findings, name, complete=complete)
    except UnusableInput:
        path.unlink()
        raise


def facts_from(folder: Path, dropped: Dropped) -> FactsRead:
    """The facts of a 填报 in either kind; the file is not kept. Raises UnusableInput for anything else."""
    name = FACTS_WORKBOOK if dropped.is_workbook else FACTS
    path = folder / name
    path.write_bytes(dropped.data)
    try:
        if not dropped.is_workbook:
            return read_facts(path, name)
        grids, findings = read_workbook(path, name)
        if not is_form(grids):
            refuse("READ-NO-FORM", f"“{dropped.name}”里没有认得的填报表格；公开表请放到“公开表”那一格", name)
        return read_form(grids, findings)
    finally:
        path.unlink()


def put_last_year(folder: Path, dropped: Dropped) -> tuple[Finding, ...]:
    """Put last year's tables or 填报 into a unit's folder; what was noticed. Raises UnusableInput."""
    below = folder / LAST_YEAR
    below.mkdir(exist_ok=True)
    if not dropped.is_workbook:
        found = read_facts(_written(below / FACTS, dropped), FACTS)
        return found.findings
    path = _written(below / FACTS_WORKBOOK, dropped)
    grids, findings = read_workbook(path, f"{LAST_YEAR}/{FACTS_WORKBOOK}")
    if is_form(grids):
        return read_form(grids, findings).findings
    path.unlink()
    return _tables(folder, f"{LAST_YEAR}/{TABLES}", dropped, complete=False).findings


def _written(path: Path, dropped: Dropped) -> Path:
    path.write_bytes(dropped.data)
    return path


def keep_facts(desk: Desk, unit: Kept, read: FactsRead) -> None:
    """Keep what a 填报 says as the unit's answers."""
    kept = as_kept(answers_of(read.facts))
    desk.store.answer(unit.id, {path: value for path, value in kept.items() if path not in OWN})


def carry(desk: Desk, unit: Kept) -> int:
    """Take over from last year's files what this year's form asks and nobody answered, to be confirmed; how much."""
    last = _last_year(desk, unit)
    if last is None:
        return 0
    before, known = as_kept(carried(last, desk.usage(unit))), desk.store.answers(unit.id).by_path
    new = {path: value for path, value in before.items() if path not in known and path not in OWN}
    desk.store.answer(unit.id, new, frozenset(new))
    return len(new)


def _last_year(desk: Desk, unit: Kept) -> Account | None:
    """What last year's files say, `None` where there are none."""
    below, tables = desk.store.home(unit.id) / LAST_YEAR, desk.tables(unit, LAST_YEAR)
    facts = FactsRead()
    if (below / FACTS).is_file():
        facts = read_facts(below / FACTS, FACTS)
    elif (below / FACTS_WORKBOOK).is_file():
        facts = read_form(*read_workbook(below / FACTS_WORKBOOK, FACTS_WORKBOOK))
    if tables is None and facts.blank:
        return None
    return Account(year=unit.year and unit.year - 1, tables=tables.tables if tables else {}, facts=facts.facts)
