"""Header rows of a filled-in workbook: the columns below them by their texts, and the list that a title names."""

from __future__ import annotations

from narrator.read.grid import Grid
from narrator.workbook.fields import Field
from narrator.workbook.form import ANSWER_HEADER, KEY_HEADER, STATE_HEADER, TITLE_MARK
from narrator.workbook.printed import asked_by

SINGLE = ("one", "word")


def is_form(grids: list[Grid]) -> bool:
    """Whether a workbook is one to be filled in: some sheet has a header with keys and answers."""
    return any(header_columns(grid, row) for grid in grids for row in grid.rows)


def header_columns(grid: Grid, row: int) -> dict[str, int]:
    """The columns of a header row by their texts without what stands in brackets; empty for any other row.

    Where the column of the keys was deleted, a block is known by its title; its keys then stand in column 0.
    """
    if STATE_HEADER[0] not in grid.line(row):  # few rows are headers; no other character folds to this one
        return {}
    columns: dict[str, int] = {}
    for column in grid.rows[row]:
        columns.setdefault(grid.header(row, column).partition("（")[0].replace(":", "."), column)
    if STATE_HEADER in columns and (ANSWER_HEADER in columns or titled(grid, row)[0]):
        columns.setdefault(KEY_HEADER, 0)
    return columns if KEY_HEADER in columns and STATE_HEADER in columns else {}


def titled(grid: Grid, header: int) -> tuple[Field | None, str]:
    """The field that the title above a header names, and its key; `None` for questions with one answer each."""
    texts = (grid.text(header - 1, column) for column in grid.rows.get(header - 1, ()))
    field, key = asked_by(next((text for text in texts if text != TITLE_MARK), ""))
    return (field, key) if field and field.shape not in SINGLE else (None, "")
