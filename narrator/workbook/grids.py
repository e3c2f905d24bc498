"""A form with its answers as the sheets that its workbook would have, without the workbook."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from narrator.finding import Finding
from narrator.read.grid import Grid, Spot
from narrator.read.validated import FactsRead
from narrator.read.workbook import clean
from narrator.workbook.form import CARRIED, KEY, KEY_HEADER, STATE, TITLE_MARK, Block, Form
from narrator.workbook.layout import laid_out
from narrator.workbook.read import read_form


def facts_of(form: Form, file: str) -> FactsRead:
    """The facts that a form's answers say, with the places that they have in its workbook, called `file`."""
    grids = list(_grids(form, file))
    findings: list[Finding] = [finding for grid in grids for finding in clean(grid)]
    return read_form(grids, findings)


def _grids(form: Form, file: str) -> Iterator[Grid]:
    layout = laid_out(form)
    for sheet in form.sheets:
        cells = (cell for row, block in layout.blocks[sheet.name] for cell in _cells(row + 1, block))
        yield Grid(file, sheet.name, dict(cells))


def _cells(top: int, block: Block) -> Iterator[tuple[Spot, Any]]:
    yield (top, KEY + 1), TITLE_MARK
    yield (top + 1, KEY + 1), KEY_HEADER
    yield from (((top + 1, column + 1), header) for column, header in sorted(block.headers.items()))
    for row, line in enumerate(block.lines, top + 2):
        yield (row, KEY + 1), line.key
        for column, answer in sorted(line.answers.items()):
            if answer.value not in (None, ""):
                yield (row, column + 1), _content(answer.value)
        if line.state and line.state.carried:
            yield (row, STATE + 1), CARRIED


def _content(value: Any) -> Any:
    return format(value, "f") if isinstance(value, Decimal) else value if isinstance(value, int) else str(value)
