"""Where the cells of a table stand: spans worked out, once for every writer."""

from __future__ import annotations

from narrator.document import TableBlock, TableCell
from narrator.errors import NarratorError

Slot = tuple[int, TableCell, bool]
"""The column a cell begins in, the cell, and whether it begins in this row, not in one above."""


def twips(table: TableBlock) -> list[int]:
    """The column widths of a table in twips."""
    return [round(width * 1440 / 25.4) for width in table.widths]


def slots(table: TableBlock) -> list[list[Slot]]:
    """The rows of a table, header first, each with its cells from left to right.

    Raises NarratorError where a row has too few or too many cells, or a cell spans beyond the last row.
    """
    columns, rows = len(table.widths), []
    hanging: dict[int, tuple[TableCell, int]] = {}
    for number, row in enumerate((*table.header, *table.rows), 1):
        placed, end = _placed(row, hanging)
        if end != columns:
            raise NarratorError(f"内部错误：表“{table.title}”第{number}行占{end}栏，应占{columns}栏")
        _hang(placed, hanging)
        rows.append(placed)
    if hanging:
        raise NarratorError(f"内部错误：表“{table.title}”有单元格跨过最后一行")
    return rows


def _placed(row: tuple[TableCell, ...], hanging: dict[int, tuple[TableCell, int]]) -> tuple[list[Slot], int]:
    """The slots of a row and the column where it ends; cells from the row above take their columns first."""
    placed: list[Slot] = []
    column = 0
    for cell in row:
        while column in hanging:
            placed.append((column, hanging[column][0], False))
            column += hanging[column][0].columns
        placed.append((column, cell, True))
        column += cell.columns
    while column in hanging:
        placed.append((column, hanging[column][0], False))
        column += hanging[column][0].columns
    return placed, column


def _hang(placed: list[Slot], hanging: dict[int, tuple[TableCell, int]]) -> None:
    """Notes which cells go on into the next row, and for how many rows."""
    for column, cell, begins in placed:
        if cell.rows > 1:
            left = (cell.rows if begins else hanging[column][1]) - 1
            if left:
                hanging[column] = (cell, left)
            else:
                del hanging[column]
