"""Exact decimal amounts: bounds, rounding half up, and their text."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

WAN = Decimal(10000)
STEPS = tuple(Decimal(1).scaleb(-places) for places in range(19))


def rounded(value: Decimal, places: int) -> Decimal:
    """The value rounded half up to this many decimals, never a negative zero."""
    return value.quantize(STEPS[places], ROUND_HALF_UP) + 0


def text(value: Decimal, places: int, *, trim: bool = False, thousands: bool = False) -> str:
    """A number as printed: rounded once, half up; `trim` drops trailing zeros, `thousands` sets commas."""
    printed = format(rounded(value, places), ",f" if thousands else "f")
    if trim and "." in printed:
        printed = printed.rstrip("0").rstrip(".")
    return printed


def is_number(text: str) -> bool:
    """Whether a text is a number."""
    try:
        return Decimal(text).is_finite()
    except ArithmeticError:
        return False


def bound(value: Decimal | None, decimals: int) -> Decimal:
    """Half a unit of the last of so many decimals, 0 for a zero or a blank."""
    return Decimal(0) if not value else Decimal(5).scaleb(-decimals - 1)
