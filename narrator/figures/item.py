"""What phrases can name besides figures: rows of lists, parts of the facts, free text, and what is missing.

None is ever changed, but they are not frozen: frozen ones take four times as long to make.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from narrator.account.cells import Model
from narrator.figures.figure import Figure
from narrator.finding import Place


@dataclass(slots=True, unsafe_hash=True)
class Missing:
    """A fact that was not given; `question` says in Chinese what staff are asked for, `path` names it.

    It is neither more nor less than anything.
    """

    path: str
    question: str

    def _unordered(self, other: object) -> bool:
        return False

    __lt__ = __gt__ = __le__ = __ge__ = _unordered


@dataclass(slots=True, eq=False)
class FreeText:
    """Text that staff wrote, and where it stands; compares with plain text."""

    path: str
    text: str
    place: Place | None = None

    def __eq__(self, other: object) -> bool:
        return self.text == (other.text if isinstance(other, FreeText) else other)

    def __hash__(self) -> int:
        return hash(self.text)


@dataclass(slots=True)
class Item:
    """A row of a list: its named fields, and the figure that answers for what is not among them."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    figure: Figure | None = None

    @property
    def is_zero(self) -> bool:
        """Whether its figure is known to be zero; a list leaves it out, but no row that is still to come."""
        return self.figure is not None and self.figure.value == 0


@dataclass(slots=True)
class FactGroup:
    """A part of the facts that has parts of its own, such as 三公经费.公务接待."""

    path: str
    model: Model
