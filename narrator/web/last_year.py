"""Last year's files of a unit, and what this year's form takes over from them, to be confirmed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from narrator import verbs
from narrator.account import Account
from narrator.finding import Finding
from narrator.read.facts import read_facts
from narrator.read.file_names import FACTS, FACTS_WORKBOOK, LAST_YEAR, TABLES
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
from narrator.workbook.entries import is_form
from narrator.workbook.read import read_form

PUBLISHED = "公开.docx"


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


def carry(desk: Desk, unit: Kept) -> None:
    """Take over from last year's files what this year's form asks and nobody answered, to be confirmed.

    Raises NarratorError where a Word file does not say whose it is or cannot be imported.
    """
    known = desk.store.answers(unit.id).by_path
    before = {**_published(desk, unit), **_reported(desk, unit)}
    new = {path: value for path, value in as_kept(before).items() if path not in known and path not in OWN}
    desk.store.answer(unit.id, new, frozenset(new))


def _published(desk: Desk, unit: Kept) -> dict[str, Any]:
    """What the form takes over from last year's Word file, by path; nothing where there is none."""
    home = desk.store.home(unit.id)
    if not (home / LAST_YEAR / PUBLISHED).is_file():
        return {}
    with desk.store.aside() as folder:
        out = folder / FACTS
        options: dict[str, Any] = {"edition": unit.edition, "year": unit.year, "tables": home / TABLES}
        return answers_of(verbs.import_last(home / LAST_YEAR / PUBLISHED, out, **options).facts)


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
