"""Charts as SVG: what an amount is made of, and this year beside last."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from narrator import amount
from narrator.figures import FAMILIES, Figure, Figures
from narrator.write.svg import Bar, bars
from narrator.write.xml import escaped

COMPARED = ("收支总计", "本年收入合计", "本年支出合计", "财政拨款收支总计", "一般公共预算支出", "三公经费支出")


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
    known = [row.figure for row in (rows if isinstance(rows, tuple) else ()) if row.figure]
    parts = [
        Bar(part.label.removeprefix("本年"), part.value, f"{_told(part.value)}　{_share(figures, part)}", "this")
        for part in known
        if part.value
    ]
    return _drawn(f"{title}（万元）", parts) if parts else ""


def _years(figures: Figures) -> str:
    shown: list[Bar] = []
    for label in COMPARED:
        now, before = figures[label].value, figures[f"上年{label}"].value
        if now is not None and before is not None:
            shown.append(Bar(label, now, _told(now), "this"))
            shown.append(Bar("上年", before, _told(before), "last"))
    return _drawn("本年与上年（万元）", shown) if shown else ""


def _told(value: Decimal) -> str:
    return amount.text(value, 2, thousands=True)


def _share(figures: Figures, part: Figure) -> str:
    share = figures[FAMILIES["占比"].label(part.label)].value
    return "" if share is None else f"{amount.text(share, 1)}%"


def _drawn(title: str, shown: Sequence[Bar]) -> str:
    return f'<figure class="chart"><figcaption>{escaped(title)}</figcaption>{bars(title, shown)}</figure>'
