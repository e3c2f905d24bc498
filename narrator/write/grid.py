"""Where the cells of a table stand: spans worked out, once for every writer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from narrator.document import TableBlock, TableCell
from narrator.errors import NarratorError


class Slot(NamedTuple):
    """A cell in a row: the column it begins in; `begins` is false where it goes on from the row above."""

    column: int
    cell: TableCell
    begins: bool


def twips(table: TableBlock) -> list[int]:
    """The column widths of a table in twips."""
    return [round(width * 1440 / 25.4) for width in table.widths]


def slots(table: TableBlock) -> Iterator[list[Slot]]:
    """The rows of a table, header first, each with its cells from left to right.

    Raises NarratorError where a row has too few or too many cells, or a cell spans beyond the last row.
    """
    columns, hanging = len(table.widths), dict[int, tuple[TableCell, int]]()
    for number, row in enumerate((*table.header, *table.rows), 1):
        placed = list(_placed(iter(row), columns, hanging))
        if not placed or placed[-1].column + placed[-1].cell.columns != columns:
            raise NarratorError(f"内部错误：表“{table.title}”第{number}行的单元格不足或超出{columns}列")
        if not hanging and all(cell.rows == 1 for cell in row):
            yield placed
            continue
        _hang(placed, hanging)
        yield placed
    if hanging:
        raise NarratorError(f"内部错误：表“{table.title}”有单元格跨过最后一行")


def _placed(row: Iterator[TableCell], columns: int, hanging: dict[int, tuple[TableCell, int]]) -> Iterator[Slot]:
    column = 0
    while column < columns:
        above = hanging.get(column)
        cell = above[0] if above else next(row, None)
        if cell is None:
            return
        yield Slot(column, cell, above is None)
        column += cell.columns
    for extra in row:
        yield Slot(column, extra, True)


def _hang(placed: Iterable[Slot], hanging: dict[int, tuple[TableCell, int]]) -> None:
    """Notes which cells go on into the next row, and for how many rows."""
    for column, cell, begins in placed:
        left = (cell.rows if begins else hanging[column][1]) - 1
        if left:
            hanging[column] = (cell, left)
        else:
            hanging.pop(column, None)
