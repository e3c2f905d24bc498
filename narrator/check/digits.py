"""A slip of the keyboard that an identity's gap gives away: a digit or a point too many, two digits turned round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from narrator.amount import text
from narrator.check.terms import Term

if TYPE_CHECKING:
    from narrator.check.identity import Identity

_MOST = 3  # amounts that may be meant; more prove nothing
_SLIPS = {
    Decimal(10): "像是多写了一位或小数点错了一位",
    Decimal(100): "像是小数点错了两位",
    Decimal("0.1"): "像是少写了一位或小数点错了一位",
    Decimal("0.01"): "像是小数点错了两位",
}


def suspects(broken: Sequence[Identity]) -> list[tuple[Term, str]]:
    """The few amounts with which a slip explains what is broken, and how each is told."""
    found = {term.place: (term, told) for one in broken for term, told in _of(one)}
    return list(found.values()) if len(found) <= _MOST else []


def _of(one: Identity) -> Iterator[tuple[Term, str]]:
    for term in one.left + one.right if one.relation == "=" else ():
        right = one.missing(term)
        if term.amount and (told := _slip(term.amount, right, one.tolerance)):
            meant = min(_meant(term.amount), key=lambda amount: abs(amount - right))
            yield term, f"{term.place.cell or term.name} {term.told[:-2]}{told}（应是{text(meant, 2)}）"


def _slip(typed: Decimal, right: Decimal, tolerance: Decimal) -> str:
    for times, told in _SLIPS.items():
        if abs(right) > tolerance and abs(typed / times - right) <= tolerance:
            return told
    turned = [amount for amount in _turned(typed) if abs(amount - right) <= tolerance]
    return "像是两个数字写颠倒了" if turned else ""


def _meant(typed: Decimal) -> list[Decimal]:
    return [*(typed / times for times in _SLIPS), *_turned(typed)]


def _turned(typed: Decimal) -> list[Decimal]:
    """The amount with any two different digits side by side changed round."""
    digits = str(typed.quantize(Decimal("0.01")).scaleb(2).to_integral_value())
    swapped = [digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :] for i in range(len(digits) - 1)]
    return [Decimal(each).scaleb(-2) for each in swapped if each != digits and "-" not in each[1:]]
