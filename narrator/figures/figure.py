"""A figure: one number of the report, with its label, unit, formula, reference and operands."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from narrator.account.names import spoken
from narrator.amount import rounded
from narrator.errors import NarratorError
from narrator.finding import Place


class UnknownFigure(NarratorError):
    """A label or id that no figure has."""


def no_such(label: str) -> UnknownFigure:
    """What is raised for a label or id that no figure has."""
    return UnknownFigure(f"没有名为“{label}”的数；可用 narrator figures 查看全部")


@dataclass(slots=True, eq=False)  # never changed, but not frozen: a frozen one takes four times as long to make
class Figure:
    """One number with its provenance; `value` is exact, `None` where it is not known or not defined.

    `unit` is 万元, %, 人 and so on (a percentage holds 9.79 for 9.79 %); `formula` and `reference` are Chinese text;
    `operands` are the figures it was computed from, `place` where it was read, if it was read; `wanted` names what
    would supply a missing value: the path of a fact, or a table.
    Comparisons are of what would be printed: 万元 by their second decimal.
    """

    label: str
    value: Decimal | None
    unit: str = "万元"
    formula: str = ""
    reference: str = ""
    operands: tuple[Figure, ...] = ()
    place: Place | None = None
    id: str = ""
    wanted: str = ""

    @property
    def called(self) -> str:
        """What people call it: a number that was given by what it tells, any other by its label."""
        return spoken(self.label) if self.label == self.id else self.label

    @property
    def known(self) -> bool:
        """Whether there is a value to print."""
        return self.value is not None

    @property
    def printed(self) -> Decimal | None:
        """The value that comparisons are of, `None` where there is none."""
        return rounded(self.value, 2) if self.value is not None and self.unit == "万元" else self.value

    def _compare(self, other: Any) -> int | None:
        mine = self.printed
        theirs = other.printed if isinstance(other, Figure) else other
        if mine is None or not isinstance(theirs, (int, Decimal)):
            return None
        return (mine > theirs) - (mine < theirs)

    def __eq__(self, other: object) -> bool:
        return self._compare(other) == 0

    def __ne__(self, other: object) -> bool:
        return self._compare(other) in (-1, 1)

    def __lt__(self, other: Any) -> bool:
        return self._compare(other) == -1

    def __gt__(self, other: Any) -> bool:
        return self._compare(other) == 1

    def __le__(self, other: Any) -> bool:
        return self._compare(other) in (-1, 0)

    def __ge__(self, other: Any) -> bool:
        return self._compare(other) in (0, 1)

    __hash__ = object.__hash__
