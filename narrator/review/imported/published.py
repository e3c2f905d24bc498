"""A published Word file of anyone read whole: its tables as an account, with the facts that its sentences tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from narrator.account import Account
from narrator.amount import rounded
from narrator.errors import Refusal
from narrator.figures import Figures
from narrator.finding import Finding, Level, Place
from narrator.phrasebook.edition import Edition
from narrator.phrasebook.library import Library
from narrator.read.given import Given
from narrator.read.validated import validated
from narrator.review.audit.passages import Passage, passages
from narrator.review.audit.reading import reading
from narrator.review.audit.report import audit
from narrator.review.base import parsed
from narrator.review.carried import carried
from narrator.review.imported.facts_read import FactsFound, Source
from narrator.review.imported.glossary import NOWHERE, take_terms
from narrator.review.imported.noticed import doubtful, missing_tables, unread
from narrator.review.imported.parted import parted
from narrator.review.imported.reading import Reading
from narrator.review.imported.templates import templates
from narrator.review.imported.text_tables import TextTable
from narrator.review.imported.tree import tree
from narrator.review.package import Package
from narrator.review.word import WordFile, WordTable

BOUGHT = "三公经费.公务用车.购置数"


@dataclass(frozen=True, slots=True)
class Published:
    """A file as read: its account with the facts found, what was noticed, and amounts that it carries exactly."""

    account: Account
    findings: tuple[Finding, ...]
    exact: Mapping[str, Decimal]

    def amount(self, label: str, printed: Decimal) -> Decimal:
        """An amount by the label of its figure: as the file carries it, where that is what is printed."""
        exact = self.exact.get(label, printed)
        return exact if rounded(exact, 2) == rounded(printed, 2) else printed


def read_published(path: Path, edition: Edition, editions: Library, year: int | None) -> Published:
    """The file read by an edition's phrases; `year` is the file's, where it is known.

    Raises UnusableInput for a file that cannot be read, Refusal for one that does not say whose or of which year it is.
    """
    audited = audit(path, editions=editions)
    account = audited.account.model_copy(update={"edition": edition.name, "year": year or audited.account.year})
    if account.unit is None or account.year is None:
        lacking = "单位名称" if account.unit is None else "年度，请用 --year 写明本年"
        raise Refusal(f"从“{path.name}”里看不出{lacking}；请核对是不是部门决算公开的文件")
    told = templates(account, edition)
    texts = tuple(parted(passages(audited.word, audited.tables.captions, reading())))
    found = Reading(told, Figures(account)).read(texts)
    found.lists |= {table.path: {NOWHERE: rows} for table in told.tables if (rows := _rows(table, audited.word))}
    take_terms(found, texts, edition.glossary.terms)
    _take_none_bought(found, account, texts)
    faults: list[Finding] = []
    facts = validated(_given(tree(found), Place(file=path.name)), faults).facts
    noticed = (
        *audited.word.findings,
        *(one.model_copy(update={"level": Level.NOTICE}) for one in audited.tables.sheets.findings),
        *missing_tables(account.tables, edition.tables.order, path.name),
        *doubtful(audited.findings),
        *unread(told, found),
        *faults,
    )
    return Published(account.model_copy(update={"facts": facts}), noticed, dict(_exact(audited.word)))


def _take_none_bought(found: FactsFound, account: Account, texts: tuple[Passage, ...]) -> None:
    """Nothing spent on buying cars says that none was bought, where no sentence does."""
    spent = Figures(account).get("公务用车购置费")
    if texts and spent is not None and spent.value == 0:
        found.values.setdefault(BOUGHT, ("0", Source(texts[0], 0, 0)))


def _rows(table: TextTable, word: WordFile) -> list[dict[str, str]]:
    """The rows of the first table of a file that is such a one."""
    found = (table.rows(block) for block in word.blocks if isinstance(block, WordTable))
    return next(filter(None, found), [])


def _given(value: Any, place: Place) -> Given:
    if isinstance(value, dict):
        return Given(place, {key: _given(each, place) for key, each in value.items()})
    return Given(place, [_given(each, place) for each in value] if isinstance(value, list) else str(value))


def _exact(word: WordFile) -> Iterator[tuple[str, Decimal]]:
    """The figures that a generated file carries with it, by label."""
    text = carried(Package(word.data, word.file))
    base = parsed(text) if text else None
    for paragraph in base.paragraphs if base else ():
        for run in paragraph.runs:
            if run.figure and run.value is not None:
                try:
                    yield run.figure, Decimal(run.value)
                except InvalidOperation:  # somebody wrote into the base
                    continue
