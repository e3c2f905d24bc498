"""Where everything stands in the workbook: the row of every block and line, and the cell of every answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from narrator.workbook.form import ANSWER, Block, Form, Line, Sheet

TOP = 3  # rows above the first block


@dataclass(slots=True)
class Layout:
    """Rows from 0: of each block's title by sheet, and sheet, row and value of each answer by the key of its line."""

    blocks: dict[str, list[tuple[int, Block]]] = field(default_factory=dict)
    answers: dict[str, tuple[str, int, Any]] = field(default_factory=dict)

    def lines(self, sheet: str) -> Iterator[tuple[int, Line]]:
        """The lines of a sheet with their rows."""
        for row, block in self.blocks[sheet]:
            yield from enumerate(block.lines, row + 2)

    def cell(self, key: str) -> str | None:
        """The cell of the answer of a key, as formulas name it; `None` where it is not asked for."""
        if key not in self.answers:
            return None
        sheet, row, _ = self.answers[key]
        return f"'{sheet}'!{xl_rowcol_to_cell(row, ANSWER, row_abs=True, col_abs=True)}"

    def value(self, key: str) -> Any:
        """The answer of a key, `None` where there is none."""
        return self.answers[key][2] if key in self.answers else None


def laid_out(form: Form) -> Layout:
    """The layout of a form."""
    layout = Layout()
    for sheet in form.sheets:
        layout.blocks[sheet.name] = list(_rows(sheet))
        for row, line in layout.lines(sheet.name):
            if ANSWER in line.answers:
                layout.answers.setdefault(line.key, (sheet.name, row, line.answers[ANSWER].value))
    return layout


def _rows(sheet: Sheet) -> Iterator[tuple[int, Block]]:
    row = TOP
    for block in sheet.blocks:
        yield row, block
        row += len(block.lines) + 3
