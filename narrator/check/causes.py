"""Several errors of one cause, told as one: a table in another unit, or one cell, row or column that is wrong.

Told only where it can be proved: other amounts in just these cells mend all that is broken at them, and break nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from narrator.account import Account
from narrator.amount import WAN
from narrator.check.guess import CELL, COLUMN, COLUMNS, ROW, SLIP, UNIT, Guess, Spot, Spots, told
from narrator.check.identity import Identity
from narrator.check.mending import Stated
from narrator.check.slips import slips
from narrator.finding import Finding, Place

_CODES = (UNIT, CELL, ROW, COLUMN, COLUMNS, SLIP)
_MOST = 6000  # cells; trying takes time that grows with their square, and no unit has as many
_MANY, _SLIPPED = 200, 60  # broken identities beyond which no one cause, and no slip by a cell, is looked for
_FEW = 2  # findings that need no slip of many cells to explain them
_FACTORS = {"万元": 1 / WAN, "元": WAN}
_LINES: Mapping[str, Callable[[Spot], object]] = {
    CELL: lambda spot: (id(spot.row), spot.column),
    ROW: lambda spot: id(spot.row),
    COLUMN: lambda spot: (spot.table.id, spot.row.side, spot.column),
}


class Cause(NamedTuple):
    """What is broken of one cause, the finding that tells it, and the cells that are wrong."""

    broken: tuple[Identity, ...]
    finding: Finding
    wrong: frozenset[Place] = frozenset()


def causes(account: Account, identities: Sequence[Identity], apart: Callable[[Sequence[Identity]], int]) -> list[Cause]:
    """The causes that are certain; `apart` is how many findings some broken identities would be without them."""
    broken = sum(one.broken for one in identities)
    if not 0 < broken <= _MANY:
        return []
    spots = dict(enumerate(_spots(account)))
    stated = Stated(identities, [spot.place for spot in spots.values()])
    guesses = [guess for guess in _guesses(stated, spots) if guess.code == UNIT or apart(guess.broken) > 1]
    explained = {id(one) for guess in guesses for one in guess.broken}
    rest = [one for one in identities if one.broken and id(one) not in explained]
    if broken <= _SLIPPED and apart(rest) > _FEW:
        guesses += (guess for guess in _slipped(stated, spots) if apart(guess.broken) > _FEW)
    guesses.sort(key=lambda guess: (-len(guess.broken), _CODES.index(guess.code)))
    taken: set[int] = set()
    found = []
    for guess in guesses:
        of = {id(one) for one in guess.broken}
        if not taken & of and not _is_one_of_several(guess, guesses):
            wrong = frozenset(guess.part[at].place for at in guess.changed)
            found.append(Cause(guess.broken, told(guess), wrong))
        taken |= of
    return found


def _is_one_of_several(guess: Guess, guesses: Iterable[Guess]) -> bool:
    """Whether other cells of the same kind would mend the same just as well."""
    alike = (other for other in guesses if other.code == guess.code and other.changed != guess.changed)
    return any(set(map(id, other.broken)) == set(map(id, guess.broken)) for other in alike)


def _spots(account: Account) -> list[Spot]:
    """The cells of all tables; none where some share a place, or there are too many to try."""
    spots = [
        Spot(table.place(cell), cell.amount, table, row, column)
        for table in account.tables.values()
        for row in table.rows
        for column, cell in row.cells.items()
        if cell.at
    ]
    return spots if len({spot.place for spot in spots}) == len(spots) <= _MOST else []


def _guesses(stated: Stated, spots: Spots) -> Iterator[Guess]:
    """Every table, cell, row and column with which all that is broken at it would be mended."""
    for part in _parts(spots, lambda spot: spot.table.id):
        table = next(iter(part.values())).table
        scaled = {at: spot.amount * _FACTORS[table.unit] for at, spot in part.items()}
        broken = stated.broken_at(part)
        if broken and stated.mends(scaled) and stated.tightens(scaled, broken):
            yield Guess(UNIT, part, scaled, broken)
    yield from _exchanged(stated, spots)
    for code, line in _LINES.items():
        for part in _parts(spots, line):
            broken = stated.broken_at(part)
            if broken and (amounts := stated.solved(part, broken)):
                yield Guess(code, part, amounts, broken)


def _exchanged(stated: Stated, spots: Spots) -> Iterator[Guess]:
    """Every two columns of a table with which, exchanged, all that is broken at them would be mended."""
    parts = _parts(spots, _LINES[COLUMN])  # one without amounts is the end of a block that slipped
    columns = [part for part in parts if stated.broken_at(part) and any(spot.amount for spot in part.values())]
    for one, other in combinations(columns, 2):
        rows = {id(spot.row): (at, spot) for at, spot in other.items()}
        pairs = [(at, *rows[id(spot.row)]) for at, spot in one.items() if id(spot.row) in rows]
        if len(pairs) == len(one) == len(other):
            part = {**one, **other}
            amounts = {at: there.amount for at, _, there in pairs} | {at: one[here].amount for here, at, _ in pairs}
            broken = stated.broken_at(part)
            if stated.mends(amounts) and stated.tightens(amounts, broken):
                yield Guess(COLUMNS, part, amounts, broken)


def _slipped(stated: Stated, spots: Spots) -> Iterator[Guess]:
    """Every slip by a cell with which all that is broken at its cells would be mended."""
    for slip in slips(spots):
        broken = stated.broken_at(slip.cells)
        if broken and (amounts := stated.solved(slip.lost, broken, slip.amounts)):
            yield Guess(SLIP, {at: spots[at] for at in slip.cells}, amounts, broken)


def _parts(spots: Spots, line: Callable[[Spot], object]) -> Iterable[Spots]:
    parts: dict[object, dict[int, Spot]] = {}
    for at, spot in spots.items():
        parts.setdefault(line(spot), {})[at] = spot
    return parts.values()
