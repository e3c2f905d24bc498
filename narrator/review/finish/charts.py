"""Charts of a file to be published that show something else than its input."""

from __future__ import annotations

from collections.abc import Iterator

from narrator.finding import Finding
from narrator.review.package import Package
from narrator.review.refresh.charts import chart_findings
from narrator.review.refresh.drafting import Compared
from narrator.write.docx_chart import charts


def disagreeing_charts(package: Package, compared: Compared) -> Iterator[Finding]:
    """A finding for each chart of the file that its edition would draw in another way, or not at all."""
    found = compared.draft
    if not any(package.related("chart")) or not (found.document and found.edition):
        return
    if compared.base or charts(found.document):
        known = {chart.title_id for chart in charts(found.document)}
        yield from chart_findings(package.document(), package, found.document, found.edition.page, known)
