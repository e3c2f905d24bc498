"""A draft: one account checked, narrated and composed, with everything noticed on the way."""

from __future__ import annotations

from dataclasses import dataclass

from narrator.account import Account
from narrator.check import check as check_account
from narrator.compose.pages import estimate_pages, with_pages
from narrator.compose.report import compose
from narrator.document import Document
from narrator.figures import Figures
from narrator.finding import Finding, Level
from narrator.narrate.choice import choose
from narrator.narrate.edition import Edition
from narrator.narrate.narrator import Narrator
from narrator.write.style import PageStyle, load_page_style


@dataclass(frozen=True, slots=True)
class Draft:
    """An account's report and its findings; without an edition there is no document."""

    account: Account
    edition: Edition | None
    document: Document | None
    findings: tuple[Finding, ...]

    @property
    def style(self) -> PageStyle:
        """The page style of the edition; only where there is one."""
        assert self.edition is not None
        return load_page_style(self.edition.folder / "page.yaml")

    def has(self, *levels: Level) -> bool:
        """Whether any finding has one of these levels."""
        return any(finding.level in levels for finding in self.findings)


def draft(account: Account) -> Draft:
    """The report of an account with its page numbers estimated, and all findings, gravest first."""
    edition, said = choose(account)
    findings = (*check_account(account), *said)
    if edition is None:
        return Draft(account, None, None, _sorted(findings))
    narrator = Narrator(edition, Figures(account))
    document = compose(account, edition, narrator)
    style = load_page_style(edition.folder / "page.yaml")
    document = with_pages(document, estimate_pages(document, style))
    return Draft(account, edition, document, _sorted((*findings, *narrator.findings())))


def _sorted(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    order = list(Level)
    return tuple(sorted(findings, key=lambda finding: order.index(finding.level)))
