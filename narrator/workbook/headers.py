"""Header rows of a filled-in workbook: the columns below them by their texts, and the list that a title names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import count, takewhile

from narrator.finding import Finding, Level, Place
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
    STATE,
    STATE_HEADER,
    TITLE_MARK,
    WHERE,
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
    line = grid.line(row)
    if STATE_HEADER[0] not in line and KEY_HEADER not in line:  # few rows are headers; nothing else folds to these
        return {}
    columns: dict[str, int] = {}
    for column in grid.rows[row]:
        columns.setdefault(_named(grid, row, column), column)
    if columns.keys().isdisjoint((STATE_HEADER, KEY_HEADER)):
        return {}
    columns = _restored(grid, row, columns)
    if ANSWER_HEADER in columns or titled(grid, row)[0]:
        columns.setdefault(KEY_HEADER, 0)
    return columns if KEY_HEADER in columns else {}


def _restored(grid: Grid, row: int, columns: dict[str, int]) -> dict[str, int]:
    """The columns with what they were where one text was changed; a list's without those that are none of its own."""
    field, _ = titled(grid, row)
    parts = [part.path for part in field.parts] if field and field.shape == "rows" else []
    unknown = {text: at for text, at in columns.items() if text not in {*BESIDES, ANSWER_HEADER, *parts}}
    state = columns.get(KEY_HEADER, 0) + STATE
    lost = [STATE_HEADER] if STATE_HEADER not in columns and state in unknown.values() else []
    if not lost and ANSWER_HEADER not in columns and not _has_own(grid, row, columns):
        lost = [ANSWER_HEADER]
    elif not lost and field and parts:
        absent = [part for part in field.parts if part.path not in columns]
        lost = [part.path for part in absent if part.needed] or [part.path for part in absent]
    if len(lost) == len(unknown) == 1:
        return {**{text: at for text, at in columns.items() if text not in unknown}, lost[0]: min(unknown.values())}
    return {text: at for text, at in columns.items() if not parts or text not in unknown}


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
    """What is to be said of a sheet where headers were changed: read all the same, or not found."""
    read: dict[str, list[Place]] = {}
    lost: dict[str, list[Place]] = {}
    for row, columns in headers.items():
        if ANSWER_HEADER not in columns and not _has_own(grid, row, columns):
            lost.setdefault(ANSWER_HEADER, []).append(grid.place(row, usual(columns, ANSWER_HEADER)))
        for name, column in columns.items():
            if column and _named(grid, row, column) != name:
                read.setdefault(name, []).append(grid.place(row, column))
        if astray := [grid.place(row, column) for column in _astray(grid, row, columns)]:
            lost.setdefault("、".join(_absent(grid, row, columns)), []).extend(astray)
    for places, level, what in (
        (read, Level.NOTICE, "被改动了，仍按“{0}”这一栏读入，请核对读得对不对，并改回“{0}”"),
        (lost, Level.ERROR, "找不到，这些格下面的内容都没有读入；请把表头改回“{0}”"),
    ):
        for name, cells in places.items():
            listed = "、".join(str(place.cell) for place in cells)
            printed = name.replace(".", "：")
            message = f"工作表“{grid.sheet}”的表头“{printed}”（{listed}）{what.format(printed)}"
            yield Finding(code="READ-HEADER-CHANGED", level=level, message=message, where=tuple(cells))


def _astray(grid: Grid, row: int, columns: dict[str, int]) -> Iterator[int]:
    """The columns of a list that hold something and are none that it has, nor that of the state."""
    field, _ = titled(grid, row)
    if field and field.shape == "rows":
        known = {*columns.values(), columns[KEY_HEADER] + STATE}
        for column in range(columns[KEY_HEADER] + 1, columns[KEY_HEADER] + WHERE + 1):
            if column not in known and any(grid.text(at, column) for at in _below(grid, row)):
                yield column


def _below(grid: Grid, header: int) -> Iterator[int]:
    """The rows below a header up to the next blank one."""
    return takewhile(grid.rows.__contains__, count(header + 1))


def _absent(grid: Grid, row: int, columns: dict[str, int]) -> list[str]:
    field, _ = titled(grid, row)
    return [part.path for part in field.parts if part.path not in columns] if field else []


def titled(grid: Grid, header: int) -> tuple[Field | None, str]:
    """The field that the title above a header names, and its key; `None` for questions with one answer each."""
    texts = (grid.text(header - 1, column) for column in grid.rows.get(header - 1, ()))
    field, key = asked_by(next((text for text in texts if text != TITLE_MARK), ""))
    return (field, key) if field and field.shape not in SINGLE else (None, "")
