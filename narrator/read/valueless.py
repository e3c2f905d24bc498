"""Cells of a list whose formula left no value: told, as a blank would be taken for something not filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from narrator.finding import Finding
from narrator.read.amounts import read_amount, shown
from narrator.read.grid import ErrorValue, Grid, Spot, Uncomputed, address


def valueless(grid: Grid, spots: Iterable[Spot]) -> Iterator[Finding]:
    """An error for each of these cells that shows an error value or was never computed."""
    for spot in spots:
        content = grid.cells.get(spot)
        if isinstance(content, (ErrorValue, Uncomputed)):
            _, trouble = read_amount(content)
            assert trouble is not None
            code, level, says = trouble.value
            message = f"工作表“{grid.sheet}”的单元格 {address(*spot)}（{shown(content)}） {says}"
            yield Finding(code=code, level=level, message=message, where=(grid.place(*spot),))
