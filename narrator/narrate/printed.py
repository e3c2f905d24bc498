"""What staff wrote as it is printed, and figures with their units."""

from __future__ import annotations

from decimal import Decimal

from narrator import amount
from narrator.figures import Figure
from narrator.figures.names import NAMED
from narrator.phrasebook.settings import Settings

_ENDINGS = "。；，、;,. "


def passages(text: str) -> list[tuple[str, str]]:
    """A text without its last punctuation, in parts: what is plain, and the figure named in braces after it or ""."""
    at, parts = 0, []
    prose = text.rstrip(_ENDINGS)
    for match in NAMED.finditer(prose) if "{" in prose or "｛" in prose else ():
        parts.append((prose[at : match.start()], match[1]))
        at = match.end()
    return [*parts, (prose[at:], "")]


def with_unit(figure: Figure, settings: Settings, percent_places: int) -> str:
    """A known figure as the edition prints it, its unit after it."""
    value = figure.value or Decimal(0)
    if figure.unit == "%":
        return amount.text(value, percent_places, trim=settings.percent_trim) + "%"
    if figure.unit != "万元":
        return amount.text(value, 0) + figure.unit
    look = settings.amounts
    return amount.text(value, look.places, trim=look.trim, thousands=look.thousands) + figure.unit
