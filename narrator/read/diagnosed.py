"""Workbooks read by openpyxl, which sees what is the matter: error values, formulas that were never computed."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from narrator.read.characters import unescaped
from narrator.read.grid import ErrorValue, Grid, Percent, Spot, Uncomputed, whole

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')  # what a number format prints as it stands


def diagnosed_grids(data: bytes, file: str, *, formulas: bool) -> list[Grid]:
    """The sheets in order; `formulas` looks for those that were never computed.

    Raises whatever openpyxl does where the workbook is damaged.
    """
    values = _load(data, computed=True)
    written = _load(data, computed=False) if formulas else None
    return [_grid(sheet, written[sheet.title] if written else None, file) for sheet in values.worksheets]


def _load(data: bytes, *, computed: bool) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(BytesIO(data), data_only=computed, keep_links=False)


def _grid(sheet: Worksheet, formulas: Worksheet | None, file: str) -> Grid:
    cells = {spot: _value(cell) for spot, cell in _cells(sheet)}
    if formulas is not None:
        computed = {spot for spot, cell in _cells(sheet) if cell.value is not None or cell.data_type == "str"}
        uncomputed = {spot for spot, cell in _cells(formulas) if cell.data_type == "f"} - computed
        cells |= {spot: Uncomputed(str(formulas.cell(*spot).value)) for spot in uncomputed}
    filled = {spot: cells[spot] for spot in sorted(cells) if cells[spot] is not None}
    return Grid(file, sheet.title, filled, _covered(sheet), sheet.sheet_state != "visible")


def _cells(sheet: Worksheet) -> Iterator[tuple[Spot, Any]]:
    # iter_rows() would create every cell up to the last one, and one stray cell may stand in row 1048576
    return iter(sheet._cells.items())


def _value(cell: Any) -> Any:
    if cell.data_type == "e":
        return ErrorValue(str(cell.value))
    if isinstance(cell.value, str):
        return unescaped(cell.value) if cell.value.strip() else None
    if isinstance(cell.value, (int, float)) and "%" in _LITERAL.sub("", cell.number_format):
        return Percent(cell.value)
    return whole(cell.value)


def _covered(sheet: Worksheet) -> dict[Spot, Spot]:
    return {
        spot: (merge.min_row, merge.min_col)
        for merge in sheet.merged_cells.ranges
        for line in merge.rows
        for spot in line
    }
