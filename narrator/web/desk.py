"""A unit as its tables and answers stand now: account, form, document and findings, each worked out once a state."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from narrator.account import Account
from narrator.check import check
from narrator.check.magnitude import doubted
from narrator.compose.report import compose
from narrator.document import Document
from narrator.draft import Draft, draft, told_once
from narrator.figures import Figures
from narrator.finding import Finding
from narrator.narrate.choice import choose
from narrator.narrate.narrator import Narrator
from narrator.phrasebook.edition import Edition
from narrator.phrasebook.library import library
from narrator.read.file_names import FACTS_WORKBOOK, LAST_YEAR, TABLES
from narrator.read.identity import Asked
from narrator.read.pieces import Pieces
from narrator.read.sheets import Sheets, read_sheets
from narrator.read.validated import FactsRead
from narrator.web.jobs import Jobs
from narrator.web.order import Order
from narrator.web.store import Kept, Store
from narrator.web.typed import as_typed
from narrator.workbook.answers import Answers
from narrator.workbook.form import Form
from narrator.workbook.grids import facts_of
from narrator.workbook.questions import form
from narrator.workbook.usage import Usage, usage

T = TypeVar("T")
MOST_KEPT = 64


@dataclass(frozen=True, slots=True)
class Said:
    """The account with some answers, what reading and checks noticed, its document, and what that could not say."""

    account: Account
    noticed: tuple[Finding, ...]
    document: Document
    gaps: tuple[Finding, ...]


@dataclass(slots=True)
class Memory:
    """The last things worked out, by what they were worked out from."""

    kept: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is made under this key, made anew where it was forgotten."""
        with self.lock:
            if key in self.kept:
                self.kept.move_to_end(key)
                found: T = self.kept[key]
                return found
        made = make()
        with self.lock:
            self.kept[key] = made
            while len(self.kept) > MOST_KEPT:
                self.kept.popitem(last=False)
        return made


class Desk:
    """The units of a store, worked on, and long work beside."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.memory = Memory()
        self.order = Order()
        self.jobs = Jobs()

    def state(self, unit: Kept, answers: Answers) -> tuple[Hashable, ...]:
        """Everything that what is made of a unit with these answers depends on."""
        files = (self.store.home(unit.id) / below / TABLES for below in ("", LAST_YEAR))
        stamps = tuple(file.stat().st_mtime_ns if file.is_file() else 0 for file in files)
        own = (unit.id, unit.name, unit.year, unit.edition)
        return (*own, *stamps, repr(sorted(answers.by_path.items())), answers.carried)

    def tables(self, unit: Kept, below: str = "") -> Sheets | None:
        """The tables of this year, or of the year in the folder `below`; `None` where there are none."""
        name = f"{below}/{TABLES}" if below else TABLES
        path = self.store.home(unit.id) / name
        if not path.is_file():
            return None
        key = ("tables", unit.id, name, path.stat().st_mtime_ns)
        return self.memory.once(key, lambda: read_sheets(path, name, complete=not below))

    def account(self, unit: Kept, answers: Answers) -> Account:
        """The account of a unit with these answers."""
        return self.pieces(unit, answers).account(Asked(unit.year, unit.edition or None), [])

    def pieces(self, unit: Kept, answers: Answers) -> Pieces:
        """What is known of a unit with these answers: its tables, facts, and last year's tables."""
        return Pieces(self.tables(unit), self.facts(unit, answers), self.tables(unit, LAST_YEAR))

    def facts(self, unit: Kept, answers: Answers) -> FactsRead:
        """What these answers say, and what could not be read."""
        key = ("facts", *self.state(unit, answers))
        return self.memory.once(key, lambda: facts_of(self.form(unit, answers), FACTS_WORKBOOK))

    def bare(self, unit: Kept) -> Account:
        """The account of a unit's tables alone."""
        return self.memory.once(("bare", *self.state(unit, Answers())), lambda: self._bare(unit))

    def _bare(self, unit: Kept) -> Account:
        pieces = Pieces(self.tables(unit), last_year=self.tables(unit, LAST_YEAR), names=(Path(unit.file).stem,))
        account = pieces.account(Asked(unit.year, unit.edition or None), [])
        return account.model_copy(update={"unit": unit.name or account.unit})

    def edition(self, unit: Kept) -> Edition:
        """The edition of a unit, that which its tables look like as long as none is confirmed."""
        edition = self.memory.once(
            ("edition", *self.state(unit, Answers())), lambda: choose(self.bare(unit), library()).edition
        )
        assert edition is not None
        return edition

    def usage(self, unit: Kept) -> Usage:
        """Which facts the unit's edition uses."""
        return self.memory.once(
            ("usage", *self.state(unit, Answers())),
            lambda: usage(self.edition(unit), self.bare(unit)),
        )

    def form(self, unit: Kept, answers: Answers) -> Form:
        """The form with these answers, and those that say whose account it is."""
        return self.memory.once(("form", *self.state(unit, answers)), lambda: self._form(unit, answers))

    def _form(self, unit: Kept, answers: Answers) -> Form:
        own = {"单位": unit.name, "年度": unit.year, "版式": unit.edition}
        known = {path: value for path, value in own.items() if value}
        given = Answers({**as_typed(answers.by_path, self.usage(unit)), **known}, answers.carried)
        return form(self.bare(unit), self.edition(unit), self.usage(unit), given, library().names())

    def said(self, unit: Kept, answers: Answers) -> Said:
        """The document of these answers, without the form's tables and page numbers."""
        return self.memory.once(("said", *self.state(unit, answers)), lambda: self._said(unit, answers))

    def _said(self, unit: Kept, answers: Answers) -> Said:
        edition, account = _without_tables(self.edition(unit)), self.account(unit, answers)
        figures = Figures(account)
        narrator = Narrator(edition, figures)
        noticed = told_once((*check(account), *doubted(figures, edition.settings.magnitudes)))
        return Said(account, noticed, compose(account, edition, narrator), narrator.findings())

    def draft(self, unit: Kept) -> Draft:
        """The report of a unit as it stands, with all findings."""
        answers = self.store.answers(unit.id)
        state = self.state(unit, answers)
        return self.memory.once(("draft", *state), lambda: draft(self.account(unit, answers), library()))


def _without_tables(edition: Edition) -> Edition:
    """The edition printing none of the form's tables, which no answer changes."""
    return replace(edition, tables=edition.tables.model_copy(update={"order": ()}))
