"""A draft: one account checked, narrated and composed, with everything noticed on the way."""

from __future__ import annotations

from dataclasses import dataclass

from narrator.account import Account
from narrator.check import check as check_account
from narrator.check.wanted import THRESHOLD, reasons_wanted
from narrator.compose.pages import laid_out
from narrator.compose.report import compose
from narrator.document import Document
from narrator.figures import Figures
from narrator.finding import Finding, Level
from narrator.narrate.choice import choose
from narrator.narrate.narrator import Narrator
from narrator.phrasebook.edition import Edition
from narrator.phrasebook.library import Library

UNCONFIRMED = "READ-CARRIED-REASON"


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
    figures = Figures(account)
    narrator = Narrator(choice.edition, figures)
    document = compose(account, choice.edition, narrator)
    document = laid_out(document, choice.edition.page)
    narrated = tuple(narrator.findings())
    wanted = reasons_wanted(figures, choice.edition.settings.thresholds.get(THRESHOLD), narrated)
    return Draft(account, choice.edition, document, _sorted((*findings, *narrated, *wanted)), choice.named)


def _sorted(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings, gravest first; a reason that reading found unconfirmed is not told as missing again."""
    order = list(Level)
    told = {place for finding in findings if finding.code == UNCONFIRMED for place in finding.where}
    once = (finding for finding in findings if finding.code != "FACT-MISSING" or finding.where[0] not in told)
    return tuple(sorted(once, key=lambda finding: order.index(finding.level)))
