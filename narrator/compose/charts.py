"""Charts of a section: the amounts that its edition names, or what is said where they cannot be drawn."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from narrator import amount
from narrator.document import Block, Chart, Paragraph, Run, Series
from narrator.errors import PhrasebookError
from narrator.figures import FAMILIES, Figure, Item, Missing
from narrator.finding import Finding, Level, Place
from narrator.narrate.gaps import cause
from narrator.narrate.narrator import Narrator
from narrator.phrasebook.chart_layout import ChartLayout

HALF_CENT = amount.bound(Decimal(1), 2)  # how far a rounded amount may be from the exact one


class _Part(NamedTuple):
    """One thing that a chart shows: its name, and its amounts in the order of the chart's series."""

    name: str
    amounts: tuple[Figure, ...]


def compose_chart(id: str, layout: ChartLayout, narrator: Narrator) -> Iterator[Block]:
    """The chart above its title; a paragraph instead where amounts are missing or there is nothing to draw."""
    title = narrator.title(layout.title, id)
    parts = _parts(layout, narrator)
    missing = _missing(parts, id, narrator)
    if isinstance(parts, Missing) or missing:
        yield Paragraph(id, "正文", (*title, Run("："), *missing))
        return
    name = "".join(run.text for run in title)
    if _undrawable(parts, layout, name, id, narrator):
        yield Paragraph(id, "正文", narrator.title(layout.instead, id))
        return
    chart = _chart(id, layout, name, parts, narrator)
    yield chart
    yield Paragraph(chart.title_id, "图题", title)


def _parts(layout: ChartLayout, narrator: Narrator) -> tuple[_Part, ...] | Missing:
    figures = narrator.scope.figures
    if layout.each is None:
        return tuple(_part(figures[name], name, layout, narrator) for name in layout.of)
    rows = narrator.value(layout.each)
    if isinstance(rows, Missing):
        return rows
    return tuple(_part(*_amount_of(row, layout.each), layout, narrator) for row in rows)


def _amount_of(row: Any, each: str) -> tuple[Figure, str]:
    """The figure of a row, and what the row is called."""
    figure = row.figure if isinstance(row, Item) else row
    if not isinstance(figure, Figure):
        raise PhrasebookError(f"清单“{each}”的各行没有金额，画不成图；请在 outline.yaml 里换一个清单")
    return figure, str(row.fields.get("名称", figure.label)) if isinstance(row, Item) else figure.label


def _part(figure: Figure, name: str, layout: ChartLayout, narrator: Narrator) -> _Part:
    last = (narrator.scope.figures[FAMILIES["上年"].label(figure.label)],) if layout.last_year else ()
    return _Part(name, (*last, figure))


def _missing(parts: tuple[_Part, ...] | Missing, id: str, narrator: Narrator) -> tuple[Run, ...]:
    """A placeholder for each amount that is not known."""
    if isinstance(parts, Missing):
        return (narrator.ask(parts, parts.question, id),)
    unknown = (figure for part in parts for figure in part.amounts if not figure.known)
    return tuple(dict.fromkeys(narrator.ask(figure, cause(figure).question, id) for figure in unknown))


def _undrawable(parts: tuple[_Part, ...], layout: ChartLayout, title: str, id: str, narrator: Narrator) -> bool:
    """Whether all amounts are zero, or one of a pie is negative, which is told."""
    amounts = [figure for part in parts for figure in part.amounts]
    negative = [figure for figure in amounts if figure < 0] if layout.kind == "饼状图" else []
    for figure in negative[:1]:
        message = (
            f"“{title}”里的{figure.label}是负数（{narrator.number(figure, '', id).text}），画不成饼状图，"
            "报告里写的是代替的话；请核对这个数，没有错的可请维护版式的人改用柱状图"
        )
        where = (figure.place or Place(figure=figure.label), Place(paragraph=id))
        narrator.note(Finding(code="CHART-NEGATIVE", level=Level.NOTICE, message=message, where=where))
    return bool(negative) or all(figure == 0 for figure in amounts)


def _chart(id: str, layout: ChartLayout, title: str, parts: tuple[_Part, ...], narrator: Narrator) -> Chart:
    if layout.kind == "饼状图":
        parts = tuple(part for part in parts if part.amounts[0] != 0)
    unit = parts[0].amounts[0].unit
    series = tuple(
        Series(name, tuple(_amount(part.amounts[number], id, narrator) for part in parts))
        for number, name in enumerate(_series(layout, narrator))
    )
    shares = _shares(parts, id, narrator) if layout.kind == "饼状图" else ()
    return Chart(id, title, layout.kind, unit, tuple(part.name for part in parts), series, shares)


def _series(layout: ChartLayout, narrator: Narrator) -> tuple[str, ...]:
    """What the amounts are of: this year, last year before it where it is asked for."""
    year = narrator.scope.figures.account.year
    last, this = ("上年", "本年") if year is None else (f"{year - 1}年度", f"{year}年度")
    return (last, this) if layout.last_year else (this,)


def _amount(figure: Figure, id: str, narrator: Narrator) -> Run:
    return Run(narrator.number(figure, "", id).text.removesuffix(figure.unit), figure)


def _shares(parts: tuple[_Part, ...], id: str, narrator: Narrator) -> tuple[Run, ...]:
    """The parts' shares as sentences print them; none unless all are known and of what the pie shows, but for cents."""
    labels = [FAMILIES["占比"].label(part.amounts[0].label) for part in parts]
    shares = [share for label in labels if (share := narrator.scope.figures.get(label)) and share.known]
    shown = sum((part.amounts[0].value or Decimal(0) for part in parts), Decimal(0))
    slack = HALF_CENT * (len(parts) + 1)
    apart = [abs((share.operands[-1].value or Decimal(0)) - shown) for share in shares]
    if len(shares) < len(parts) or max(apart) > slack:
        return ()
    return tuple(narrator.number(share, "", id) for share in shares)
