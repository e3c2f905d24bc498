"""A draft: one account checked, narrated and composed, with everything noticed on the way."""

from __future__ import annotations

from dataclasses import dataclass

from narrator.account import Account
from narrator.check import check as check_account
from narrator.check.guess import UNIT
from narrator.check.magnitude import doubted
from narrator.check.unused import unused
from narrator.check.wanted import THRESHOLD, reasons_wanted
from narrator.compose.pages import laid_out
from narrator.compose.report import compose
from narrator.document import Document
from narrator.figures import Figures
from narrator.finding import Finding, Level
from narrator.narrate.choice import choose, of_other_year
from narrator.narrate.narrator import Narrator
from narrator.phrasebook.edition import Edition
from narrator.phrasebook.library import Library

TOLD_BY = {  # codes of findings that another finding about the same place makes needless
    "FACT-MISSING": ("READ-CARRIED-REASON", "READ-NOTHING-SAME"),
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
    findings = (*choice.findings, *check_account(account))
    if choice.edition is None:
        return Draft(account, None, None, _sorted(findings))
    findings += tuple(of_other_year(account, choice.edition)) if choice.named else ()
    figures = Figures(account)
    narrator = Narrator(choice.edition, figures)
    document = compose(account, choice.edition, narrator)
    document = laid_out(document, choice.edition.page)
    narrated = tuple(narrator.findings())
    unprinted = tuple(unused(figures, document))
    wanted = reasons_wanted(figures, choice.edition.settings.thresholds.get(THRESHOLD), narrated)
    suspect = {(place.file, place.sheet) for one in findings if one.code == UNIT for place in one.where[:1]}
    doubts = doubted(figures, choice.edition.settings.magnitudes, suspect)
    return Draft(
        account, choice.edition, document, _sorted((*findings, *doubts, *narrated, *unprinted, *wanted)), choice.named
    )


def _sorted(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings, gravest first, without those whose first place another one of the same cause tells."""
    order = list(Level)
    told = {(finding.code, place) for finding in findings for place in finding.where}
    once = (f for f in findings if not (f.where and any((by, f.where[0]) in told for by in TOLD_BY.get(f.code, ()))))
    return tuple(sorted(once, key=lambda finding: order.index(finding.level)))
