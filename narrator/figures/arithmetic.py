"""The few operations that derive one figure from others; unknown operands give an unknown figure."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from narrator.figures.figure import Figure

HUNDRED = Decimal(100)


def total(
    id: str, label: str, parts: Iterable[Figure], formula: str, unit: str = "万元", reference: str = ""
) -> Figure:
    """The sum of its parts; of no parts, 0."""
    operands = tuple(parts)
    known = [part.value for part in operands if part.value is not None]
    value = sum(known, Decimal(0)) if len(known) == len(operands) else None
    return Figure(label, value, unit, formula, reference, operands, id=id)


def difference(id: str, label: str, minuend: Figure, subtrahend: Figure, reference: str = "") -> Figure:
    """minuend − subtrahend."""
    known = minuend.value is not None and subtrahend.value is not None
    value = minuend.value - subtrahend.value if known else None  # type: ignore[operator]
    formula = f"{minuend.label} − {subtrahend.label}"
    return Figure(label, value, minuend.unit, formula, reference, (minuend, subtrahend), id=id)


def percentage(id: str, label: str, part: Figure, whole: Figure, reference: str = "") -> Figure:
    """part ÷ whole in per cent, exact; unknown where the whole is not above zero.

    A part that is printed as 0 is 0 %, one printed as its whole is 100 %: the text says nothing else of them.
    """
    return Figure(label, _quotient(part, whole), "%", f"{part.label} ÷ {whole.label}", reference, (part, whole), id=id)


def _quotient(part: Figure, whole: Figure) -> Decimal | None:
    if part.value is None or whole.value is None or not whole > Decimal(0):
        return None
    if part == Decimal(0):
        return Decimal(0)
    return HUNDRED if part == whole else part.value / whole.value * HUNDRED
