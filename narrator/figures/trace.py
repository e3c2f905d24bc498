"""Traces: a figure, what it was computed from, and so on down to cells and lines."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from narrator.figures.figure import Figure


def exact(value: Decimal | None) -> str:
    """A value in plain digits, long quotients cut to ten decimals; 未知 for `None`."""
    if value is None:
        return "未知"
    return format(round(value, 10).normalize() if value.as_tuple().exponent < -10 else value, "f")  # type: ignore[operator]


def tree(figure: Figure) -> dict[str, Any]:
    """The trace as data: label, id, value, unit, formula, reference, place and operands."""
    return {
        "id": figure.id,
        "label": figure.label,
        "value": None if figure.value is None else exact(figure.value),
        "unit": figure.unit,
        "formula": figure.formula,
        "reference": figure.reference,
        "where": figure.place.to_json() if figure.place else None,
        "operands": [tree(operand) for operand in figure.operands],
    }


def lines(figure: Figure, indent: str = "") -> Iterator[str]:
    """The trace as indented Chinese lines."""
    known = figure.value is not None
    value = f"{exact(figure.value)}{figure.unit if known else ''}"
    place = f"  {placed(figure)}" if figure.place else ""
    formula = f"  = {figure.formula}" if figure.operands else ""
    yield f"{indent}{figure.label}  {value}{formula}{place}"
    for operand in figure.operands:
        yield from lines(operand, indent + "  ")


def placed(figure: Figure) -> str:
    """The cell or line that a figure was read from, "" where it was not."""
    place = figure.place
    if place is None:
        return ""
    return f"{place.file} {place}" if place.cell and place.file and "/" not in place.file else str(place)
