"""Header rows of a filled-in workbook: the columns below them by their texts, and the list that a title names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from narrator.finding import Finding, Level
from narrator.read.grid import Grid
from narrator.workbook.fields import Field, fields
from narrator.workbook.form import (
    ANSWER,
    ANSWER_HEADER,
    BESIDES,
    CODE_HEADER,
    FIRST,
    KEY_HEADER,
    NAME,
    QUESTION_HEADER,
    STATE_HEADER,
    TITLE_MARK,
)
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
        columns.setdefault(_named(grid, row, column), column)
    if STATE_HEADER not in columns:
        return {}
    if ANSWER_HEADER not in columns and not _has_own(grid, row, columns):
        unknown = [text for text in columns if text not in BESIDES]
        if len(unknown) == 1:
            columns[ANSWER_HEADER] = columns.pop(unknown[0])
    if ANSWER_HEADER in columns or titled(grid, row)[0]:
        columns.setdefault(KEY_HEADER, 0)
    return columns if KEY_HEADER in columns else {}


def _named(grid: Grid, row: int, column: int) -> str:
    return grid.header(row, column).partition("（")[0].replace(":", ".")


def _has_own(grid: Grid, row: int, columns: dict[str, int]) -> bool:
    """Whether a list has columns of its own in place of one for the answer."""
    field, _ = titled(grid, row)
    return field.shape == "rows" if field else QUESTION_HEADER not in columns and not _parts().isdisjoint(columns)


@cache
def _parts() -> frozenset[str]:
    return frozenset(part.path for field in fields().values() for part in field.parts)


def usual(columns: dict[str, int], header: str) -> int:
    """The column below a header, or where it stood before its text was lost: beside the keys, as the sheet is laid out.

    Codes and names stand right of the keys, answers right of these.
    """
    return columns.get(header) or columns[KEY_HEADER] + (FIRST if header in (CODE_HEADER, NAME) else ANSWER)


def changed(grid: Grid, headers: dict[int, dict[str, int]]) -> Iterator[Finding]:
    """What is to be said of a sheet where the header of the answers was changed: read all the same, or not found."""
    read, lost = [], []
    for row, columns in headers.items():
        column = columns.get(ANSWER_HEADER)
        if column is None and not _has_own(grid, row, columns):
            lost.append(grid.place(row, usual(columns, ANSWER_HEADER)))
        elif column is not None and _named(grid, row, column) != ANSWER_HEADER:
            read.append(grid.place(row, column))
    for places, level, what in (
        (read, Level.NOTICE, f"被改动了，仍按“{ANSWER_HEADER}”这一栏读入，请核对读得对不对，并改回“{ANSWER_HEADER}”"),
        (lost, Level.ERROR, f"找不到，这些行下面的答案都没有读入；请把答案那一栏的表头改回“{ANSWER_HEADER}”"),
    ):
        if places:
            cells = "、".join(str(place.cell) for place in places)
            message = f"工作表“{grid.sheet}”的表头“{ANSWER_HEADER}”（{cells}）{what}"
            yield Finding(code="READ-HEADER-CHANGED", level=level, message=message, where=tuple(places))


def titled(grid: Grid, header: int) -> tuple[Field | None, str]:
    """The field that the title above a header names, and its key; `None` for questions with one answer each."""
    texts = (grid.text(header - 1, column) for column in grid.rows.get(header - 1, ()))
    field, key = asked_by(next((text for text in texts if text != TITLE_MARK), ""))
    return (field, key) if field and field.shape not in SINGLE else (None, "")
