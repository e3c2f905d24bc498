"""Every way in which amounts of one table can have slipped by a cell: a column by a row, or a block by a column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from narrator.check.guess import Spots
from narrator.read.grid import column_number

_ADDRESS = re.compile(r"([A-Z]+)(\d+)")
Line = Sequence[int]  # numbers of the places of cells side by side, or one below the other


class Slip(NamedTuple):
    """Cells with the amounts that they would have had, and those at the end whose amounts are lost."""

    cells: Sequence[int]
    amounts: Mapping[int, Decimal]
    lost: frozenset[int]


def slips(spots: Spots) -> Iterator[Slip]:
    """The slips that change anything, of one table after another."""
    by_table: dict[str, dict[tuple[int, int], int]] = {}
    for at, spot in spots.items():
        if match := _ADDRESS.fullmatch(spot.place.cell or ""):
            by_table.setdefault(spot.table.id, {})[int(match[2]), column_number(match[1])] = at
    stands = {at: spot.amount for at, spot in spots.items()}
    for grid in by_table.values():
        for lines in _blocks(grid):
            for way in (1, -1):
                slip = _slip(stands, lines, way)
                if any([stands[at] != amount for at, amount in slip.amounts.items()]):
                    yield slip


def _blocks(grid: Mapping[tuple[int, int], int]) -> Iterator[Sequence[Line]]:
    """The lines that may have moved together: each column from each of its cells on, and all rows from a corner on."""
    rows, columns = sorted({row for row, _ in grid}), sorted({column for _, column in grid})
    for column in columns:
        runs = _runs([row for row in rows if (row, column) in grid])
        for i, run in enumerate(runs):
            for start in range(len(run)):
                yield [[grid[row, column] for row in each] for each in (run[start:], *runs[i + 1 :])]
    for row in rows:
        for column in columns[:-1]:
            below = [[grid[r, c] for c in columns if c >= column and (r, c) in grid] for r in rows if r >= row]
            yield [line for line in below if len(line) > 1]


def _runs(rows: Sequence[int]) -> list[list[int]]:
    """Rows in runs without a gap."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _slip(stands: Mapping[int, Decimal], lines: Sequence[Line], way: int) -> Slip:
    """What stood there before each line moved by a cell, on (1) or back (−1)."""
    amounts: dict[int, Decimal] = {}
    for line in lines:
        amounts |= {to: stands[source] for to, source in pairwise(line if way > 0 else line[::-1])}
    lost = frozenset([line[-1 if way > 0 else 0] for line in lines])
    return Slip([at for line in lines for at in line], amounts, lost)
