"""Auditing: a Word file's tables and text read, judged by every rule, with what was understood and what not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from narrator.account import Account
from narrator.finding import Finding, Level, Place
from narrator.narrate.choice import choose
from narrator.phrasebook.library import Library
from narrator.review.audit import amounts, budgets, changes, facts, lists, shares, sums, texts
from narrator.review.audit.judged_tables import about_tables, suspects
from narrator.review.audit.ledger import Ledger
from narrator.review.audit.mention import Mention
from narrator.review.audit.page import FREE, Page
from narrator.review.audit.passages import Passage, passages
from narrator.review.audit.reading import reading
from narrator.review.audit.told import Told, spot
from narrator.review.audit.walk import Walk
from narrator.review.tables import WordTables, read_word_tables
from narrator.review.word import WordFile, read_word

RULES: tuple[Callable[[Page], Iterator[Told]], ...] = (
    amounts.amounts,
    sums.bind_sums,
    shares.shares,
    changes.changes,
    budgets.completions,
    budgets.comparisons,
    budgets.contradictions,
    sums.purchases,
    sums.counts,
    facts.repeated,
    facts.basic_parts,
    facts.offices,
    lists.listed,
    lists.items,
    lists.classes,
    facts.two_sides,
    texts.yuan,
    texts.contents,
    texts.leftovers,
    texts.signs,
    texts.years,
    texts.units,
    texts.uses,
)
_YEAR = re.compile(r"(20\d\d)年度?")
_COVER = re.compile(r"^(.{4,40}?)20\d\d年度?(?:部门|单位)?决算")
_PROFILE = re.compile(r"^第一部分(?:部门|单位)?(.{4,40}?)(?:部门|单位)?概况$")


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the text's numbers was understood."""

    numbers: int
    bound: int
    judged: int
    not_understood: tuple[Place, ...]

    def to_json(self) -> dict[str, Any]:
        """The part `coverage` of the JSON output."""
        listed = [{"quote": place.quote, "paragraph": place.paragraph} for place in self.not_understood]
        return {"numbers": self.numbers, "bound": self.bound, "judged": self.judged, "not_understood": listed}


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
    page = _page(account, texts_, frozenset(suspects(of_tables)))
    told = tuple(one for rule in RULES for one in rule(page))
    findings = (*word.findings, *of_tables, *(one.finding for one in told))
    order = list(Level)
    named = account.model_copy(update={"edition": edition or account.edition})
    chosen = choose(named, editions).edition
    ordered = tuple(sorted(findings, key=lambda finding: order.index(finding.level)))
    return Audit(word, tables, account, ordered, told, _coverage(page), chosen.name if chosen else None)


def _account(word: WordFile, tables: WordTables, texts_: tuple[Passage, ...], given: Account | None) -> Account:
    """What the file reports, with the facts and last year's tables of its input where that is given."""
    unit, year = _unit(tables, texts_), _year(texts_, word)
    account = Account(unit=unit or None, year=year, tables=tables.sheets.tables)
    if given is None:
        return account
    more = {"facts": given.facts, "last_year": given.last_year, "places": given.places, "edition": given.edition}
    return account.model_copy(update={**more, "unit": given.unit or account.unit, "year": given.year or account.year})


def _unit(tables: WordTables, texts_: tuple[Passage, ...]) -> str:
    """The unit that most captions, cover and headings name."""
    names = Counter(name for name, _ in tables.sheets.units)
    for passage in texts_:
        for pattern in (_COVER, _PROFILE):
            if match := pattern.match(
                re.sub(r"^第[一二三四五]部分", "", passage.text) if pattern is _COVER else passage.text
            ):
                names[match[1]] += 1
    return names.most_common(1)[0][0] if names else ""


def _year(texts_: tuple[Passage, ...], word: WordFile) -> int | None:
    """The year that headings and the first sentences say most often."""
    years = Counter(int(year) for passage in texts_[:3] for year in _YEAR.findall(passage.text))
    years.update(int(y) for passage in texts_ if passage.heading for y in _YEAR.findall(passage.text))
    years.update(int(year) for year in re.findall(r"20\d\d", word.file))
    return years.most_common(1)[0][0] if years else None


def _page(account: Account, texts_: tuple[Passage, ...], suspect: frozenset[Place]) -> Page:
    walk = Walk(Ledger(account, reading(), suspect))
    spoken = [passage for passage in texts_ if passage.topic not in ("名词", "表")]
    mentions = tuple(walk.mentions(spoken))
    return Page(walk.ledger, texts_, mentions, tuple(walk.names), account.unit or "", account.year)


def _coverage(page: Page) -> Coverage:
    numbers = [mention for mention in page.mentions if _counts(mention)]
    bound = [mention for mention in numbers if mention.bound]
    unknown = tuple(spot(mention).place for mention in numbers if not mention.bound)
    return Coverage(len(numbers), len(bound), sum(mention.judged for mention in bound), unknown)


def _counts(mention: Mention) -> bool:
    """Whether a number is one of the account's: money, percentages and counts; not what free text says of work done."""
    topic, kind = mention.passage.topic, mention.number.kind
    if topic in ("名词", "表", "概况") or kind not in ("amount", "percent", "count") or mention.role == "constant":
        return mention.role == "fact" and topic == "概况"
    return mention.bound or kind == "amount" or (topic != FREE and bool(mention.number.unit))
