"""A draft: one account checked, narrated and composed, with everything noticed on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from narrator.account import Account
from narrator.check import checked
from narrator.check.because import said_twice
from narrator.check.guess import UNIT
from narrator.check.magnitude import doubted
from narrator.check.unused import unused
from narrator.check.wanted import THRESHOLD, reasons_wanted
from narrator.compose.pages import laid_out
from narrator.compose.report import compose
from narrator.document import Document
from narrator.figures import Figures
from narrator.finding import Finding, Level, Place
from narrator.narrate.choice import choose, of_other_year
from narrator.narrate.narrator import Narrator
from narrator.phrasebook.edition import Edition
from narrator.phrasebook.library import Library

_ORDER = list(Level)
TOLD_BY = {  # codes of findings that another finding about the same place makes needless
    "FACT-MISSING": ("READ-CARRIED-REASON", "READ-NOTHING-SAME", "READ-BAD-FACT", "PROJECT-UNUSED"),
    "FACT-OPTIONAL": ("READ-BAD-FACT",),
    "PROCUREMENT-LIMIT": ("AMOUNT-UNIT",),
    "PERFORMANCE-AMOUNTS": ("AMOUNT-UNIT",),
    "PROJECT-ITEMS-SUM": ("AMOUNT-UNIT",),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """An account's report and its findings; without an edition there is no document.

    `named` says whether the edition is just the one that was named, and not the nearest or a recognised one.
    """

    account: Account
    edition: Edition | None
    document: Document | None
    findings: tuple[Finding, ...]
    named: bool = False

    def has(self, *levels: Level) -> bool:
        """Whether any finding has one of these levels."""
        return any(map(self.count, levels))

    def count(self, level: Level) -> int:
        """How many findings have this level."""
        return sum(finding.level == level for finding in self.findings)


def draft(account: Account, editions: Library) -> Draft:
    """The report of an account with its page numbers estimated, and all findings, gravest first."""
    choice = choose(account, editions)
    found = checked(account)
    findings = (*choice.findings, *found.findings)
    if choice.edition is None:
        return Draft(account, None, None, told_once(findings))
    findings += tuple(of_other_year(account, choice.edition)) if choice.named else ()
    figures = Figures(found.account)
    narrator = Narrator(choice.edition, figures)
    document = compose(account, choice.edition, narrator)
    document = laid_out(document, choice.edition.page)
    narrated = tuple(narrator.findings())
    complete = all(one.level != Level.MISSING for one in narrated)
    unprinted = (*unused(figures, document, complete=complete), *said_twice(account, document))
    wanted = reasons_wanted(figures, choice.edition.settings.thresholds.get(THRESHOLD), narrated)
    suspect = {(place.file, place.sheet) for one in findings if one.code == UNIT for place in one.where[:1]}
    doubts = doubted(figures, choice.edition.settings.magnitudes, suspect)
    return Draft(
        account, choice.edition, document, told_once((*findings, *doubts, *narrated, *unprinted, *wanted)), choice.named
    )


def told_once(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings, gravest first, without those whose first place another one of the same cause tells."""
    return tuple(sorted(_once(findings), key=lambda finding: _ORDER.index(finding.level)))


def _once(findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """The findings without those that another one makes needless, which takes their level where it is graver."""
    tellers = {(one.code, _spot(place)): i for i, one in enumerate(findings) for place in one.where}
    kept = dict(enumerate(findings))
    for i, one in enumerate(findings):
        by = [tellers.get((code, _spot(one.where[0]))) for code in TOLD_BY.get(one.code, ())] if one.where else []
        for teller in [at for at in by if at is not None][:1]:
            del kept[i]
            if teller in kept and _ORDER.index(one.level) < _ORDER.index(kept[teller].level):
                kept[teller] = kept[teller].model_copy(update={"level": one.level})
    yield from kept.values()


def _spot(place: Place) -> Place:
    """A cell whatever it is to answer; any other place as it is."""
    return replace(place, figure=None) if place.cell else place
