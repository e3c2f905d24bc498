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
from narrator.compose.headed import headed
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
UNREADABLE = (
    "READ-NOT-A-NUMBER",
    "READ-ERROR-VALUE",
    "READ-FORMULA-NOT-COMPUTED",
    "READ-PERCENT",
    "READ-DATE-FORMAT",
    "READ-MERGED",
    "READ-MERGED-ANSWERS",
)
TOLD_BY = {  # codes of findings that another finding about the same place makes needless
    "FACT-MISSING": (
        "READ-CARRIED-REASON",
        "READ-NOTHING-SAME",
        "READ-BAD-FACT",
        *UNREADABLE,
        "PROJECT-UNUSED",
        "READ-TABLE-MISSING",
        "READ-NO-WORKBOOK",
        "READ-COLUMN-MISSING",
        "READ-NO-HEADER",
        "READ-UNKNOWN-UNIT",
        "TABLE-EMPTIED",
    ),
    "FACT-OPTIONAL": ("READ-BAD-FACT", *UNREADABLE),
    "READ-KEY-MISSING": UNREADABLE,
    "PROCUREMENT-LIMIT": ("AMOUNT-UNIT",),
    "PERFORMANCE-AMOUNTS": ("AMOUNT-UNIT",),
    "PROJECT-ITEMS-SUM": ("AMOUNT-UNIT",),
}
FOLLOWS = {  # codes of findings that only follow from an amount that another finding doubts at any of their places
    "REASON-DIRECTION": ("AMOUNT-UNIT", "AMOUNT-NEGATIVE"),
    "REASON-AMOUNTS": ("AMOUNT-UNIT", "AMOUNT-NEGATIVE"),
    "LAST-YEAR-PARTS": ("AMOUNT-UNIT", "AMOUNT-NEGATIVE"),
}
LOST = ("READ-KEY-MISSING", "READ-BAD-FACT")
LACKING = {  # codes of findings that may only follow from an item of a list that was not read, or names nothing listed
    "PROJECT-UNUSED": "项目支出.明细.",
    "PROJECT-ITEMS-SUM": "项目支出.明细.",
    "PROJECT-SOURCE-PARTS": "项目支出.明细.",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """An account's report and its findings; without an edition there is no document."""

    account: Account
    edition: Edition | None
    document: Document | None
    findings: tuple[Finding, ...]

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
    findings += tuple(of_other_year(account, choice.edition, editions)) if choice.named else ()
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
    told = told_once((*findings, *doubts, *narrated, *unprinted, *wanted))
    return Draft(account, choice.edition, document, headed(told, document))


def told_once(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings, gravest first, without those whose first place another one of the same cause tells."""
    return tuple(sorted(_once(findings), key=lambda finding: _ORDER.index(finding.level)))


def _once(findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """The findings without those that another one makes needless, which takes their level where it is graver."""
    tellers = {(one.code, _spot(place)): i for i, one in enumerate(findings) for place in one.where}
    kept = {i: one for i, one in enumerate(findings) if not _is_of_lost(one, findings)}
    for i, one in enumerate(findings):
        by = [tellers.get((code, _spot(place))) for code, place in _causes(one)]
        for teller in [at for at in by if at is not None][:1]:
            kept.pop(i, None)
            if teller in kept and _ORDER.index(one.level) < _ORDER.index(kept[teller].level):
                kept[teller] = kept[teller].model_copy(update={"level": one.level})
    yield from kept.values()


def _is_of_lost(finding: Finding, findings: tuple[Finding, ...]) -> bool:
    """Whether a finding may follow from an item that was not read, or from one whose project is misspelt."""
    path = LACKING.get(finding.code)
    if path is None:
        return False
    lost = any((place.figure or "").startswith(path) for one in findings if one.code in LOST for place in one.where)
    return lost or (finding.code == "PROJECT-UNUSED" and any(one.code == "PROJECT-ITEM-PROJECT" for one in findings))


def _causes(finding: Finding) -> Iterator[tuple[str, Place]]:
    """Codes of findings that make this one needless, with the places at which they do."""
    yield from ((code, place) for code in TOLD_BY.get(finding.code, ()) for place in finding.where[:1])
    yield from ((code, place) for code in FOLLOWS.get(finding.code, ()) for place in finding.where)


def _spot(place: Place) -> Place:
    """A cell or line whatever it is to answer; any other place as it is."""
    return replace(place, figure=None) if place.cell or place.line else place
