"""Last year's files of a unit, and what this year's form takes over from them, to be confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from narrator import verbs
from narrator.account import Account
from narrator.account.repeated import Tables, repeated
from narrator.finding import Finding
from narrator.read.facts import read_facts
from narrator.read.file_names import FACTS, FACTS_WORKBOOK, LAST_YEAR, TABLES
from narrator.read.safety import refuse
from narrator.read.sheets import read_sheets
from narrator.read.validated import FactsRead
from narrator.read.workbook import read_workbook
from narrator.review.word import read_word
from narrator.web import kinds
from narrator.web.desk import Desk
from narrator.web.intake import OWN, Dropped, put_workbook
from narrator.web.kinds import called, refuse_others
from narrator.web.store import Kept
from narrator.web.typed import as_kept
from narrator.workbook.answers import answers_of
from narrator.workbook.carry import carried
from narrator.workbook.headers import is_form
from narrator.workbook.read import read_form

PUBLISHED = "公开.docx"
FROM_PUBLISHED, FROM_REPORTED = "上年公开的 Word 文件", "上年的公开表或填报"


def put_last_year(folder: Path, dropped: Dropped) -> tuple[Finding, ...]:
    """Put last year's tables, 填报 or Word file into a unit's folder; what was noticed. Raises UnusableInput."""
    refuse_others(dropped.data, dropped.name, kinds.LAST_YEAR)
    below = folder / LAST_YEAR
    below.mkdir(exist_ok=True)
    if not dropped.is_workbook:
        with called(FACTS, dropped.name):
            return read_facts(_written(below / FACTS, dropped), FACTS).findings
    if dropped.is_word:
        with called(PUBLISHED, dropped.name):
            return read_word(_written(below / PUBLISHED, dropped)).findings
    path = _written(below / FACTS_WORKBOOK, dropped)
    with called(f"{LAST_YEAR}/{FACTS_WORKBOOK}", dropped.name):
        grids, findings = read_workbook(path, f"{LAST_YEAR}/{FACTS_WORKBOOK}")
    if is_form(grids):
        return read_form(grids, findings).findings
    path.unlink()
    return put_workbook(folder, f"{LAST_YEAR}/{TABLES}", dropped, complete=False).findings


def _written(path: Path, dropped: Dropped) -> Path:
    path.write_bytes(dropped.data)
    return path


def carry(desk: Desk, unit: Kept, published: Mapping[str, Any]) -> None:
    """Take over from last year's files what this year's form asks and nobody answered, to be confirmed."""
    known = desk.store.answers(unit.id).by_path
    for before, origin in ((_reported(desk, unit), FROM_REPORTED), (published, FROM_PUBLISHED)):
        held = {path: value for path, value in as_kept(before).items() if path not in (*known, *OWN)}
        known = {**known, **held}
        desk.store.answer(unit.id, held, frozenset(held), dict.fromkeys(held, origin))


def refuse_this_year(desk: Desk, unit: Kept, folder: Path, name: str) -> None:
    """Raise UnusableInput for a file called `name`, put into `folder` as last year's tables, that is this year's."""
    path = folder / LAST_YEAR / TABLES
    if path.is_file():
        _refuse_repeated(unit, read_sheets(path, name, complete=False).tables, _this_year(desk, unit, folder), name)


def _this_year(desk: Desk, unit: Kept, newer: Path | None) -> Tables:
    """This year's tables, those in the folder `newer` before those that the unit has."""
    path = newer / TABLES if newer else None
    known = read_sheets(path, TABLES) if path and path.is_file() else desk.tables(unit)
    return known.tables if known else {}


def _refuse_repeated(unit: Kept, given: Tables, this: Tables, name: str) -> None:
    if unit.year and repeated(given, this):
        what = f"“{name}”的数与本年的公开表全部相同，是{unit.year}年度、也就是本年的，不是上年的"
        wanted = f"请换成{unit.year - 1}年度的公开表、填报，或公开的 Word 文件"
        refuse("READ-YEAR-DIFFERS", f"{what}。{wanted}", name)


def published(desk: Desk, unit: Kept, newer: Path | None = None, name: str = FROM_PUBLISHED) -> dict[str, Any]:
    """What the form takes over from last year's Word file, called `name`, by path; nothing where there is none.

    Files in the folder `newer` go before those that the unit has. Raises NarratorError where the Word file does not say
    whose it is, cannot be imported or is this year's.
    """
    home = desk.store.home(unit.id)
    word, tables = (_newest(name, newer or home, home) for name in (f"{LAST_YEAR}/{PUBLISHED}", TABLES))
    if not word.is_file():
        return {}
    with desk.store.aside() as folder, called(PUBLISHED, name):
        options: dict[str, Any] = {"edition": unit.edition, "year": unit.year, "tables": tables}
        imported = verbs.import_last(word, folder / FACTS, **options)
    _refuse_repeated(unit, imported.last.tables, _this_year(desk, unit, newer), name)
    return answers_of(imported.facts)


def _newest(name: str, *folders: Path) -> Path:
    """Where a file lies: in the first of the folders that has it, else in the last."""
    return next((folder / name for folder in folders if (folder / name).is_file()), folders[-1] / name)


def drop_published(desk: Desk, unit: Kept) -> None:
    """Forget last year's Word file."""
    (desk.store.home(unit.id) / LAST_YEAR / PUBLISHED).unlink(missing_ok=True)


def _reported(desk: Desk, unit: Kept) -> dict[str, Any]:
    """What the form takes over from last year's tables and 填报, by path; nothing where there are none."""
    below, tables = desk.store.home(unit.id) / LAST_YEAR, desk.tables(unit, LAST_YEAR)
    facts = FactsRead()
    if (below / FACTS).is_file():
        facts = read_facts(below / FACTS, FACTS)
    elif (below / FACTS_WORKBOOK).is_file():
        facts = read_form(*read_workbook(below / FACTS_WORKBOOK, FACTS_WORKBOOK))
    held = {"tables": tables.tables if tables else {}, "facts": facts.facts}
    return carried(Account(year=unit.year and unit.year - 1, **held), desk.usage(unit))
