"""A sheet as a grid of cells: values with addresses, merges, and what a formula left behind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, reduce
from itertools import repeat
from string import ascii_uppercase
from typing import Any

from narrator.account.names import folded
from narrator.finding import Place

SHOWN = 8  # cells that a message lists; all are among its places
_EXACT = 1e15  # beyond it a float does not hold all digits
Spot = tuple[int, int]  # row and column, from 1


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """What Excel shows in place of a value, such as #DIV/0!."""

    text: str


@dataclass(frozen=True, slots=True)
class Uncomputed:
    """A formula whose value was never computed."""

    formula: str


class Percent(float):
    """A number that its cell shows as a percentage: 0.735 shown as 73.5%."""


@dataclass(frozen=True)
class Grid:
    """A sheet: its non-blank cells by row and column, and for each covered cell of a merge the cell that covers it.

    `hidden` is whether Excel does not show it.
    """

    file: str
    sheet: str
    cells: dict[Spot, Any] = field(default_factory=dict)
    covered: dict[Spot, Spot] = field(default_factory=dict)
    hidden: bool = False

    @cached_property
    def rows(self) -> dict[int, list[int]]:
        """The columns of the non-blank cells of every row that has any, in order."""
        rows: dict[int, list[int]] = defaultdict(list)
        for row, column in sorted(self.cells):
            rows[row].append(column)
        return dict(rows)

    def text(self, row: int, column: int) -> str:
        """A cell's text as it stands, without blanks around it; "" for a blank and for what has no value."""
        value = self.cells.get((row, column), "")
        return value.strip() if isinstance(value, str) else _text(value)

    @cached_property
    def folded(self) -> dict[Spot, str]:
        """The folded texts of the cells that hold text."""
        return {spot: folded(value) for spot, value in self.cells.items() if isinstance(value, str)}

    def column(self, column: int, rows: list[int]) -> list[str]:
        """The texts of a column's cells in these rows."""
        values = map(self.cells.get, zip(rows, repeat(column)), repeat(""))
        return [value.strip() if isinstance(value, str) else _text(value) for value in values]

    def line(self, row: int) -> str:
        """The texts of a row's non-blank cells, joined by tabs."""
        return "\t".join([self.text(row, column) for column in self.rows[row]])

    def header(self, row: int, column: int) -> str:
        """A header cell's text, folded; a covered cell shows the text of the cell that covers it."""
        spot = self.covered.get((row, column), (row, column))
        return self.folded.get(spot) or folded(self.text(*spot))

    def texts(self, row: int) -> list[str]:
        """The folded texts of a row's non-blank cells."""
        return [self.folded.get((row, column)) or folded(self.text(row, column)) for column in self.rows.get(row, ())]

    def has_numbers(self, row: int) -> bool:
        """Whether any cell of a row holds a number, not stored as text."""
        return any(isinstance(self.cells[row, column], (int, float)) for column in self.rows.get(row, ()))

    def place(self, row: int, column: int) -> Place:
        """Where a cell stands."""
        return Place(file=self.file, sheet=self.sheet, cell=address(row, column))


def _text(value: Any) -> str:
    """The text of what is no text; "" where a formula left none."""
    return "" if isinstance(value, (ErrorValue, Uncomputed)) else str(value).strip()


def whole(value: Any) -> Any:
    """A whole number without the decimals that some programs write behind it (5 for 5.0); anything else as it is."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT else value


def address(row: int, column: int) -> str:
    """A cell's address in its sheet ("C7")."""
    return f"{_letters(column)}{row}"


def listed(spots: Sequence[Spot]) -> str:
    """The addresses of some cells, and how many there are where these are not all, as a message lists them."""
    return "、".join(address(*spot) for spot in spots[:SHOWN]) + (f"等{len(spots)}格" if spots[SHOWN:] else "")


@cache
def _letters(column: int) -> str:
    above, last = divmod(column - 1, 26)
    return (_letters(above) if above else "") + ascii_uppercase[last]


@cache
def column_number(letters: str) -> int:
    """The number of a column from its letters, whatever their case: 27 for AA."""
    return reduce(lambda number, letter: 26 * number + ascii_uppercase.index(letter) + 1, letters.upper(), 0)
