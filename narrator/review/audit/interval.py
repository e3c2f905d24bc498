"""Ratios of rounded amounts as intervals: what was printed is right, reachable by rounding, or provably wrong."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import IntEnum

from narrator.amount import rounded, text

HUNDRED = Decimal(100)


class Verdict(IntEnum):
    """How a number printed compares with the one computed, best first."""

    RIGHT = 0
    ROUNDING = 1
    WRONG = 2


@dataclass(frozen=True, slots=True)
class Span:
    """A number known within a bound."""

    value: Decimal
    bound: Decimal = Decimal(0)

    @property
    def low(self) -> Decimal:
        """The least it may be."""
        return self.value - self.bound

    @property
    def high(self) -> Decimal:
        """The most it may be."""
        return self.value + self.bound


def percent(part: Span, whole: Span) -> Span | None:
    """The percentage, `None` where the whole may be zero or less; a part is taken without its sign."""
    if whole.low <= 0:
        return None
    part = Span(abs(part.value), part.bound)
    low, high = max(part.low, Decimal(0)) / whole.high, part.high / whole.low
    return Span((low + high) / 2 * HUNDRED, (high - low) / 2 * HUNDRED)


def exact(part: Span, whole: Span) -> Decimal:
    """The percentage of the values as they stand."""
    return abs(part.value) / whole.value * HUNDRED


def judge_percent(printed: Decimal, places: int, part: Span, whole: Span) -> Verdict | None:
    """How a percentage printed to so many decimals compares; `None` where there is no percentage."""
    computed = percent(part, whole)
    if computed is None:
        return None
    if rounded(exact(part, whole), places) == printed:
        return Verdict.RIGHT
    half = Decimal(5).scaleb(-places - 1)
    near = computed.low <= printed + half and printed - half <= computed.high
    return Verdict.ROUNDING if near else Verdict.WRONG


def judge_amount(printed: Span, known: Span) -> Verdict:
    """How an amount printed compares with a known one: two cents of rounding on both sides are no error."""
    gap = abs(printed.value - known.value)
    if not gap:
        return Verdict.RIGHT
    tolerance = max(printed.bound + known.bound, Decimal("0.01"))
    return Verdict.ROUNDING if gap <= tolerance else Verdict.WRONG


def is_truncated(printed: Decimal, places: int, value: Decimal) -> bool:
    """Whether what is printed is the value cut off instead of rounded."""
    return printed != rounded(value, places) and printed == value.quantize(Decimal(1).scaleb(-places), ROUND_DOWN)


def is_turned(printed: Decimal, right: Decimal) -> bool:
    """Whether what is printed has the digits of what is right in another order."""
    return printed != right and sorted(shown(printed)) == sorted(shown(right))


def shown(value: Decimal, places: int = 2) -> str:
    """A number as a message prints it."""
    return text(value, places, trim=True)
