"""Charts as SVG: what an amount is made of, and this year beside last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from narrator import amount
from narrator.figures import FAMILIES, Figure, Figures
from narrator.write.xml import escaped

NAMES, BAR, VALUES = 150, 230, 130  # widths in pixels
LINE, THICK = 26, 13
COMPARED = ("收支总计", "本年收入合计", "本年支出合计", "财政拨款收支总计", "一般公共预算支出", "三公经费支出")


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its name, its amount in 万元, what is written behind it, and its look."""

    name: str
    value: Decimal
    told: str
    look: str


def charts(figures: Figures) -> tuple[str, ...]:
    """The charts of an account, those without known amounts left out."""
    made = (
        _composition(figures, "本年收入构成", "收入项目"),
        _composition(figures, "本年支出构成", "支出项目"),
        _years(figures),
    )
    return tuple(filter(None, made))


def _composition(figures: Figures, title: str, listing: str) -> str:
    rows = figures.rows(listing)
    parts = [row.figure for row in (rows if isinstance(rows, tuple) else ()) if row.figure]
    bars = [
        Bar(part.label.removeprefix("本年"), part.value, f"{_told(part.value)}　{_share(figures, part)}", "this")
        for part in parts
        if part.value
    ]
    return drawn(f"{title}（万元）", bars) if bars else ""


def _years(figures: Figures) -> str:
    bars: list[Bar] = []
    for label in COMPARED:
        now, before = figures[label].value, figures[f"上年{label}"].value
        if now is not None and before is not None:
            bars.append(Bar(label, now, _told(now), "this"))
            bars.append(Bar("上年", before, _told(before), "last"))
    return drawn("本年与上年（万元）", bars) if bars else ""


def _told(value: Decimal) -> str:
    return amount.text(value, 2, thousands=True)


def _share(figures: Figures, part: Figure) -> str:
    share = figures[FAMILIES["占比"].label(part.label)].value
    return "" if share is None else f"{amount.text(share, 1)}%"


def drawn(title: str, bars: Sequence[Bar]) -> str:
    """A chart of horizontal bars, all to one scale."""
    most = max((abs(bar.value) for bar in bars), default=Decimal(0)) or Decimal(1)
    lines = "".join(_line(number, bar, most) for number, bar in enumerate(bars))
    size = f'viewBox="0 0 {NAMES + BAR + VALUES} {LINE * len(bars)}"'
    said = "；".join(f"{bar.name}{bar.told}" for bar in bars)
    figure = f'<svg {size} role="img" aria-label="{escaped(f"{title}：{said}")}">{lines}</svg>'
    return f'<figure class="chart"><figcaption>{escaped(title)}</figcaption>{figure}</figure>'


def _line(number: int, bar: Bar, most: Decimal) -> str:
    top, width = number * LINE, round(BAR * abs(bar.value) / most, 1)
    words = top + LINE / 2 + 5
    return (
        f'<text x="{NAMES - 10}" y="{words}" text-anchor="end" class="{bar.look}">{escaped(bar.name)}</text>'
        f'<rect x="{NAMES}" y="{top + (LINE - THICK) / 2}" width="{width}" height="{THICK}" class="{bar.look}"/>'
        f'<text x="{NAMES + float(width) + 8}" y="{words}" class="{bar.look}">{escaped(bar.told)}</text>'
    )
