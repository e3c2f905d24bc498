"""Points for a value by an edition's rule, and the rule told in the edition's words."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

from narrator import amount
from narrator.phrasebook.indicators import Band, Deduction, Indicator, ScoreRule, Words

PLACES = 2
NONE = Decimal(0)


def points(rule: ScoreRule, value: Decimal, full: Decimal) -> Decimal:
    """The points for a value, from 0 to `full`; a proportion is rounded to two decimals."""
    if rule.deduct:
        return _deducted(rule.deduct, value, full)
    if rule.bands:
        return next(band.points for band in rule.bands if _holds(band, value))
    share = value / rule.in_proportion_to if rule.in_proportion_to else NONE
    return amount.rounded(full * min(max(share, NONE), Decimal(1)), PLACES)


def _deducted(rule: Deduction, value: Decimal, full: Decimal) -> Decimal:
    beyond = rule.at_least - value if rule.at_least is not None else value - (rule.at_most or NONE)
    steps = (beyond / rule.per).to_integral_value(ROUND_FLOOR)
    return full if steps <= 0 else max(full - steps * rule.points, NONE)


def _holds(band: Band, value: Decimal) -> bool:
    low_enough = band.at_most is None or value <= band.at_most
    return low_enough and (band.at_least is None or value >= band.at_least)


def explained(indicator: Indicator, words: Words) -> str:
    """An indicator's explanation and its rule with the rule's numbers."""
    return f"{indicator.explain}。{_told(indicator.score, words, indicator.weight)}。"


def _told(rule: ScoreRule | None, words: Words, full: Decimal) -> str:
    if rule is None:
        return words.judged
    if deduct := rule.deduct:
        text, limit = _limited(deduct, words.at_most, words.at_least, "")
        return _filled(text, 目标=limit, 分值=full, 每=deduct.per, 扣=deduct.points)
    if rule.bands:
        return "；".join(_band(band, words) for band in rule.bands)
    return _filled(words.in_proportion, 目标=rule.in_proportion_to, 分值=full)


def _band(band: Band, words: Words) -> str:
    text, limit = _limited(band, words.band_at_most, words.band_at_least, words.band_rest)
    return _filled(text, 目标=limit, 得分=band.points)


def _limited(limit: Band | Deduction, at_most: str, at_least: str, neither: str) -> tuple[str, Decimal | None]:
    """The words for the limit that is written, and the limit."""
    if limit.at_most is not None:
        return at_most, limit.at_most
    return (neither, None) if limit.at_least is None else (at_least, limit.at_least)


def _filled(text: str, **numbers: Decimal | None) -> str:
    for name, number in numbers.items():
        text = text.replace(f"{{{name}}}", plain(number or NONE))
    return text


def plain(number: Decimal) -> str:
    """A number of points or per cent without trailing zeros."""
    return amount.text(number, 4, trim=True)
