"""Charts as SVG: horizontal bars, all to one scale, and a pie with its parts named beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from math import cos, pi, sin

from narrator.write.xml import escaped

NAMES, BAR, VALUES = 150, 230, 130  # widths in pixels
LINE, THICK = 26, 13
RADIUS, BESIDE = 95, 24  # of the pie, and from it to the names


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar or a part of a pie: its name, its amount, what is written behind it, and the class of its look."""

    name: str
    value: Decimal
    told: str
    look: str


def bars(title: str, shown: Sequence[Bar]) -> str:
    """A chart of horizontal bars; those below zero go to the left."""
    amounts = [Decimal(0), *(bar.value for bar in shown)]
    least, scale = min(amounts), BAR / (max(amounts) - min(amounts) or Decimal(1))
    lines = "".join(_line(number, bar, least, scale) for number, bar in enumerate(shown))
    return _svg(title, shown, NAMES + BAR + VALUES, LINE * len(shown), lines)


def pie(title: str, shown: Sequence[Bar]) -> str:
    """A pie that begins at the top and goes round clockwise; amounts must be above zero."""
    ends = list(accumulate(bar.value for bar in shown))
    turns = [float(end / ends[-1]) for end in ends]
    slices = (_slice(bar, begin, end) for bar, begin, end in zip(shown, (0.0, *turns), turns, strict=False))
    names = "".join(_named(number, bar) for number, bar in enumerate(shown))
    height = max(2 * RADIUS, LINE * len(shown))
    return _svg(title, shown, NAMES + BAR + VALUES, height, "".join(slices) + names)


def _svg(title: str, shown: Sequence[Bar], width: int, height: int, content: str) -> str:
    said = "；".join(f"{bar.name}{bar.told}" for bar in shown)
    label = escaped(f"{title}：{said}")
    return f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{label}">{content}</svg>'


def _line(number: int, bar: Bar, least: Decimal, scale: Decimal) -> str:
    top, width = number * LINE, round(abs(bar.value) * scale, 1)
    left, words = NAMES + round((min(bar.value, Decimal(0)) - least) * scale, 1), top + LINE / 2 + 5
    return (
        f'<text x="{NAMES - 10}" y="{words}" text-anchor="end" class="{bar.look}">{escaped(bar.name)}</text>'
        f'<rect x="{left}" y="{top + (LINE - THICK) / 2}" width="{width}" height="{THICK}" class="{bar.look}"/>'
        f'<text x="{left + width + 8}" y="{words}" class="{bar.look}">{escaped(bar.told)}</text>'
    )


def _slice(bar: Bar, begin: float, end: float) -> str:
    """The part from one share of a turn to another."""
    if end - begin == 1:
        return f'<circle cx="{RADIUS}" cy="{RADIUS}" r="{RADIUS}" class="{bar.look}"/>'
    start, stop = (
        f"{RADIUS + RADIUS * sin(2 * pi * turn):.2f} {RADIUS - RADIUS * cos(2 * pi * turn):.2f}"
        for turn in (begin, end)
    )
    path = f"M{RADIUS} {RADIUS}L{start}A{RADIUS} {RADIUS} 0 {int(end - begin > 0.5)} 1 {stop}Z"
    return f'<path d="{path}" class="{bar.look}"/>'


def _named(number: int, bar: Bar) -> str:
    left, middle = 2 * RADIUS + BESIDE, number * LINE + LINE / 2
    return (
        f'<rect x="{left}" y="{middle - THICK / 2}" width="{THICK}" height="{THICK}" class="{bar.look}"/>'
        f'<text x="{left + THICK + 8}" y="{middle + 5}">{escaped(bar.name)}　{escaped(bar.told)}</text>'
    )
