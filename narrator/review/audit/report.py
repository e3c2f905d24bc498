"""Auditing: a Word file's tables and text read, judged by every rule, with what was understood and what not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import MappingProxyType

from narrator.account import Account
from narrator.finding import Finding, Level, Place
from narrator.narrate.choice import choose
from narrator.phrasebook.library import Library
from narrator.review.audit import (
    amounts,
    annex,
    budgets,
    changes,
    comparisons,
    facts,
    given,
    lists,
    people,
    reasons,
    shares,
    structure,
    sums,
    texts,
    three_public,
)
from narrator.review.audit.coverage import Coverage, coverage
from narrator.review.audit.expected import Expected, bind, expected
from narrator.review.audit.judged_tables import about_tables, suspects
from narrator.review.audit.ledger import Ledger
from narrator.review.audit.page import QUIET, Page
from narrator.review.audit.passages import Passage, passages, too_long
from narrator.review.audit.reading import reading
from narrator.review.audit.told import Told, once
from narrator.review.audit.walk import Walk
from narrator.review.audit.whose import unit_of, year_of
from narrator.review.tables import WordTables, read_word_tables
from narrator.review.word import WordFile, read_word

NO_POLICIES: Mapping[str, str] = MappingProxyType({})
RULES: tuple[Callable[[Page], Iterator[Told]], ...] = (
    texts.yuan,
    amounts.amounts,
    given.given,
    annex.projects,
    sums.bind_sums,
    annex.added,
    annex.labels,
    shares.shares,
    changes.changes,
    budgets.completions,
    budgets.budget_sums,
    comparisons.comparisons,
    comparisons.contradictions,
    reasons.reasons,
    sums.purchases,
    sums.counts,
    sums.listed_parts,
    facts.repeated,
    facts.basic_parts,
    facts.offices,
    three_public.counts_and_money,
    three_public.groups_and_persons,
    people.at_work,
    people.given,
    lists.listed,
    lists.items,
    lists.classes,
    structure.structure,
    facts.two_sides,
    texts.contents,
    texts.leftovers,
    texts.signs,
    texts.years,
    texts.units,
    texts.uses,
)


@dataclass(frozen=True, slots=True)
class Audit:
    """What came of auditing a file: its account, its findings, those about its text with their spots, coverage."""

    word: WordFile
    tables: WordTables
    account: Account
    findings: tuple[Finding, ...]
    told: tuple[Told, ...]
    coverage: Coverage
    edition: str | None = None

    @property
    def exit_code(self) -> int:
        """1 where there is a finding at level 错误, else 0."""
        return int(any(finding.level == Level.ERROR for finding in self.findings))


def audit(path: Path, *, given: Account | None = None, edition: str | None = None, editions: Library) -> Audit:
    """A Word file audited; `given` is the account of its input, for last year's amounts and budgets.

    The edition is the one named, else the one that its tables show, of these `editions`.

    Raises UnusableInput where the file cannot be read.
    """
    word = read_word(path)
    tables = read_word_tables(word)
    texts_ = passages(word, tables.captions, reading())
    account = _account(word, tables, texts_, given)
    of_tables = about_tables(account, tables.sheets.findings)
    chosen = choose(account.model_copy(update={"edition": edition or account.edition}), editions).edition
    policies = chosen.settings.policies if chosen else {}
    said = tuple(expected(account, chosen, reading())) if chosen else ()
    page, told = judged(account, texts_, frozenset(suspects(of_tables)), policies, said)
    findings = (*word.findings, *too_long(word), *of_tables, *(one.finding for one in told))
    order = list(Level)
    ordered = tuple(sorted(findings, key=lambda finding: order.index(finding.level)))
    return Audit(word, tables, account, ordered, told, coverage(page), chosen.name if chosen else None)


def _account(word: WordFile, tables: WordTables, texts_: tuple[Passage, ...], given: Account | None) -> Account:
    """What the file reports, with the facts and last year's tables of its input where that is given."""
    unit = unit_of((name for name, _ in tables.sheets.units), texts_)
    year = year_of(texts_, word.file)
    account = Account(unit=unit or None, year=year, tables=tables.sheets.tables)
    if given is None:
        return account
    more = {"facts": given.facts, "last_year": given.last_year, "places": given.places, "edition": given.edition}
    return account.model_copy(update={**more, "unit": given.unit or account.unit, "year": given.year or account.year})


def judged(
    account: Account,
    texts_: tuple[Passage, ...],
    suspect: frozenset[Place] = frozenset(),
    policies: Mapping[str, str] = NO_POLICIES,
    said: Iterable[Expected] = (),
) -> tuple[Page, tuple[Told, ...]]:
    """What a text says, and what is wrong with it by an account.

    Cells that are `suspect` prove nothing; what the edition's `policies` have printed is not wrong; what it would have
    `said` makes numbers understood whose names are not known.
    """
    walk = Walk(Ledger(account, reading(), suspect), account.year)
    mentions = tuple(walk.mentions(passage for passage in texts_ if passage.topic not in QUIET))
    for _, near in groupby(mentions, key=lambda mention: id(mention.passage)):
        bind(near, said)
    page = Page(walk.ledger, texts_, mentions, tuple(walk.names), account.unit or "", account.year, policies)
    return page, once(one for rule in RULES for one in rule(page))
