"""Charts of an edited file beside those of the new draft: none is redrawn, so each that differs is told."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from narrator.document import Chart, Document
from narrator.finding import Finding
from narrator.phrasebook.page_style import PageStyle
from narrator.review.anchors import PREFIX
from narrator.review.package import Package
from narrator.review.refresh import noticed
from narrator.review.refresh.names import MARK_START, NAME, P
from narrator.write.chart_part import C, DrawnChart
from narrator.write.docx_chart import charts
from narrator.write.xml import R

Shown = tuple[tuple[object, ...], ...]


@dataclass(frozen=True, slots=True)
class _Held:
    """A chart of the file: what it shows, how it is described, and whether it stands at an anchor of ours."""

    shown: Shown
    description: str
    ours: bool


def chart_findings(
    root: Any, package: Package, document: Document, style: PageStyle, known: Container[str]
) -> Iterator[Finding]:
    """Charts of the document that the file has not, or not so, and charts of ours that it should not have any more.

    `known` has the new ids of the paragraphs that were generated before.
    """
    held, wanted = list(_held(root, package)), {chart: _drawn(chart, style) for chart in charts(document)}
    here = {each.shown for each in held}
    others = [each for each in held if each.shown not in wanted.values()]
    lacking = [chart for chart, shown in wanted.items() if shown not in here]
    for chart in lacking:
        deleted = not others and chart.title_id in known
        yield (noticed.chart_gone if deleted else noticed.chart)(chart.id, chart.title)
    if not lacking:
        yield from (noticed.chart_vanished(each.description) for each in others if each.ours)


def _held(root: Any, package: Package) -> Iterator[_Held]:
    parts = dict(package.targets("chart"))
    for reference in root.iter(f"{{{C}}}chart"):
        name = parts.get(reference.get(f"{{{R}}}id"))
        if name is not None:
            paragraph = next(reference.iterancestors(P), root)
            ours = any((mark.get(NAME) or "").startswith(PREFIX) for mark in paragraph.iter(MARK_START))
            yield _Held(_shown(package.xml(name)), _description(reference), ours)


def _description(reference: Any) -> str:
    """The text for those who cannot see the chart."""
    for above in reference.iterancestors():
        for beside in above:
            if isinstance(beside.tag, str) and beside.tag.endswith("}docPr"):
                return str(beside.get("descr", ""))
    return ""


def _drawn(chart: Chart, style: PageStyle) -> Shown:
    return _shown(etree.fromstring(DrawnChart(chart, style).xml().encode()))


def _shown(part: Any) -> Shown:
    """Of each series its name, categories and numbers."""
    return tuple(
        (*_values(series, "tx"), *_values(series, "cat"), *map(_number, _values(series, "val")))
        for series in part.iter(f"{{{C}}}ser")
    )


def _values(series: Any, kind: str) -> list[str]:
    found = series.find(f"{{{C}}}{kind}")
    return [] if found is None else [value.text or "" for value in found.iter(f"{{{C}}}v")]


def _number(text: str) -> float | str:
    """The number, whatever digits an office program writes it with."""
    try:
        return round(float(text), 6)
    except ValueError:
        return text
