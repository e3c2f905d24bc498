"""A workbook as grids of cells: values with addresses, merges, and what a formula left behind."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.cell import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from narrator.account.names import folded
from narrator.finding import Finding, Level, Place
from narrator.read.characters import cleaned, unescaped
from narrator.read.safety import Contents, examine, read_bytes, refuse

Spot = tuple[int, int]  # row and column, from 1
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')  # what a number format prints as it stands


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
    """A sheet: its non-blank cells by row and column, and for each covered cell of a merge the cell that covers it."""

    file: str
    sheet: str
    cells: dict[Spot, Any] = field(default_factory=dict)
    covered: dict[Spot, Spot] = field(default_factory=dict)

    @cached_property
    def rows(self) -> dict[int, list[int]]:
        """The columns of the non-blank cells of every row that has any, in order."""
        rows: dict[int, list[int]] = {}
        for row, column in sorted(self.cells):
            rows.setdefault(row, []).append(column)
        return rows

    def text(self, row: int, column: int) -> str:
        """A cell's text as it stands, without blanks around it; "" for a blank and for what has no value."""
        value = self.cells.get((row, column), "")
        if isinstance(value, (ErrorValue, Uncomputed)):
            return ""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return str(value).strip()

    def header(self, row: int, column: int) -> str:
        """A header cell's text, folded; a covered cell shows the text of the cell that covers it."""
        return folded(self.text(*self.covered.get((row, column), (row, column))))

    def texts(self, row: int) -> list[str]:
        """The folded texts of a row's non-blank cells."""
        return [folded(self.text(row, column)) for column in self.rows.get(row, ())]

    def has_numbers(self, row: int) -> bool:
        """Whether any cell of a row holds a number, not stored as text."""
        return any(isinstance(self.cells[row, column], (int, float)) for column in self.rows.get(row, ()))

    def place(self, row: int, column: int) -> Place:
        """Where a cell stands."""
        return Place(file=self.file, sheet=self.sheet, cell=address(row, column))


def address(row: int, column: int) -> str:
    """A cell's address in its sheet ("C7")."""
    return f"{get_column_letter(column)}{row}"


def read_workbook(path: Path, file: str) -> tuple[list[Grid], list[Finding]]:
    """The sheets of an .xlsx file in order, and findings about their characters; raises UnusableInput."""
    data = read_bytes(path, file)
    contents = examine(data, file)
    try:
        values = _load(data, computed=True)
        formulas = _load(data, computed=False) if contents.formulas else None
    except Exception:  # openpyxl answers damaged content with errors of many kinds
        refuse(
            "READ-BROKEN", f"文件“{file}”的内容已损坏，读不完整。请从财务软件重新导出，或用 Excel、WPS 另存后重试", file
        )
    grids = [_grid(sheet, formulas[sheet.title] if formulas else None, file) for sheet in values.worksheets]
    return grids, [*_besides(path, file, contents), *(finding for grid in grids for finding in _clean(grid))]


def _besides(path: Path, file: str, contents: Contents) -> Iterator[Finding]:
    """What is to be said of a workbook apart from its cells."""
    links = "引用了别的工作簿，读到的是上次保存时的数；请断开链接（数据→编辑链接）后核对"
    for told, code, what in (
        (
            contents.macros,
            "READ-MACROS",
            "含有宏，没有运行，只读了单元格里的值；请确认它来自可靠的地方，最好另存为 .xlsx",
        ),
        (contents.links, "READ-EXTERNAL-LINKS", links),
        (_is_open(path), "READ-OPEN-ELSEWHERE", "正在别的程序里打开，读到的是上次保存的内容；请保存并关闭后重新检查"),
    ):
        if told:
            message = f"工作簿“{file}”{what}"
            yield Finding(code=code, level=Level.NOTICE, message=message, where=(Place(file=file),))


def _is_open(path: Path) -> bool:
    """Whether Excel, WPS or LibreOffice has left its mark beside the file."""
    marks = (f"~${path.name}", f"~${path.name[2:]}", f".~{path.name}", f".~lock.{path.name}#")
    return any(path.with_name(mark).exists() for mark in marks)


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
    return Grid(
        file, sheet.title, {spot: cells[spot] for spot in sorted(cells) if cells[spot] is not None}, _covered(sheet)
    )


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
    return cell.value


def _covered(sheet: Worksheet) -> dict[Spot, Spot]:
    return {
        spot: (merge.min_row, merge.min_col)
        for merge in sheet.merged_cells.ranges
        for line in merge.rows
        for spot in line
    }


def _clean(grid: Grid) -> Iterator[Finding]:
    """Take unfit characters out of a grid's texts, telling each kind once."""
    refused: dict[Spot, tuple[str, ...]] = {}
    invisible: dict[Spot, tuple[str, ...]] = {}
    for spot, value in grid.cells.items():
        if isinstance(value, str) and not value.isprintable():
            grid.cells[spot], refused[spot], invisible[spot] = cleaned(value)
    yield from _told(grid, refused, "READ-CONTROL-CHARACTER", Level.ERROR, "不允许的控制字符，请删去后重新填写")
    yield from _told(grid, invisible, "READ-INVISIBLE-CHARACTER", Level.NOTICE, "看不见的字符，已略去，请核对")


def _told(grid: Grid, found: dict[Spot, tuple[str, ...]], code: str, level: Level, what: str) -> Iterator[Finding]:
    spots = [spot for spot, names in found.items() if names]
    if spots:
        names = "、".join(sorted({name for spot in spots for name in found[spot]}))
        message = f"工作表“{grid.sheet}”的单元格 {'、'.join(address(*spot) for spot in spots)} 含有{what}（{names}）"
        yield Finding(code=code, level=level, message=message, where=tuple(grid.place(*spot) for spot in spots))
