"""Header cells that are not known, and what to say of the columns that the form has and a table lacks."""

from __future__ import annotations

from collections.abc import Set
from typing import NamedTuple

from narrator.read.forms import Form
from narrator.read.grid import Grid, Spot, address, listed
from narrator.read.header import KINDS, Header, kinds_row, numbers_columns


class Head(NamedTuple):
    """A header cell that is not known: where it stands, and what stands in it ("" for a blank one)."""

    spot: Spot
    text: str

    def __str__(self) -> str:
        return address(*self.spot) + (f"“{self.text}”" if self.text else "（空白）")


def unknown_heads(grid: Grid, header: Header, form: Form, holding: Set[int] = frozenset()) -> list[Head]:
    """The cells that name the columns that are not known, from left to right; those of columns `holding` what was lost.

    Where none of these holds anything, all.
    """
    naming = [row for row in header.rows if not numbers_columns(grid, row)] or header.rows
    spots: dict[Spot, None] = {}
    of_kinds, lacks_kind = kinds_row(grid, naming), False
    for column, path in header.unknown.items():
        if form.column(
            path
        ):  # its name is known: the kind is not, which stands below it, or above it once for all columns
            if form.layout == "budget and final" and not (lacks_kind and of_kinds == naming[0]):
                spots[_covering(grid, of_kinds, column)] = None
            lacks_kind = True
        elif path or column in holding or any(grid.header(row, column).isdigit() for row in header.rows):
            spots[_own(grid, naming, column)] = None
    heads = [Head(spot, grid.text(*spot)) for spot in spots]
    return [head for head in heads if head.spot[1] in holding] or heads


def _own(grid: Grid, naming: list[int], column: int) -> Spot:
    """The cell that names this column: of those that name no other one the lowest with a text, else the lowest."""
    covering = [_covering(grid, row, column) for row in reversed(naming) if grid.header(row, column) not in KINDS]
    spots = [spot for spot in covering if spot[1] == column and _covering(grid, spot[0], column + 1) != spot]
    spots = spots or covering or [(naming[-1], column)]
    return next((spot for spot in spots if grid.text(*spot)), spots[0])


def _covering(grid: Grid, row: int, column: int) -> Spot:
    return grid.covered.get((row, column), (row, column))


def missing_columns(missing: list[str], heads: list[Head], lost: list[Spot]) -> str:
    """What to say of missing columns: the unknown heads that may have been theirs, and the numbers lost below these."""
    names = [f"“{name}”" for name in missing]
    if not heads:
        return f"没有找到应有的列{'、'.join(names)}。请核对表头，补上缺的列；没有数的列空着"
    unread = f"，下面的格子没有读入：{listed(lost)}" if lost else ""
    if len(heads) == len(names):
        changes = "，".join(f"{address(*head.spot)} 改成{name}" for head, name in zip(heads, names, strict=True))
    else:
        changes = f"{'、'.join(address(*head.spot) for head in heads)} 改成{'、'.join(names)}"
    what = f"的表头 {'、'.join(map(str, heads))}不认得，应有的列{'、'.join(names)}没有找到{unread}"
    return f"{what}。请把 {changes}；本来就是别的列，请另补上缺的列"
