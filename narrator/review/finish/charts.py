"""Charts of a file to be published that show something else than its input."""

from __future__ import annotations

from collections.abc import Iterator

from narrator.account import Account
from narrator.draft import draft
from narrator.finding import Finding
from narrator.phrasebook.library import Library
from narrator.review.base import parsed
from narrator.review.carried import carried
from narrator.review.package import Package
from narrator.review.refresh.charts import chart_findings
from narrator.review.refresh.drafting import with_edition
from narrator.write.docx_chart import charts


def disagreeing_charts(package: Package, account: Account, editions: Library) -> Iterator[Finding]:
    """A finding for each chart of the file that its edition would draw in another way, or not at all."""
    if not any(package.related("chart")):
        return
    base = parsed(carried(package) or "")
    found = draft(with_edition(account, base, editions), editions)
    if found.document and found.edition and (base or charts(found.document)):
        known = {chart.title_id for chart in charts(found.document)}
        yield from chart_findings(package.document(), package, found.document, found.edition.page, known)
