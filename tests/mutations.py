"""Slips of the hand made at random in a unit's tables, and whether anything tells of them."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from identities import HALF_A_CENT, Equation, equations

from narrator.account import Account, Cell, Row, Table, TableId
from narrator.check import check
from narrator.finding import Finding, Level, Place

Where = tuple[TableId, int, str]  # table, number of the row, column
Slip = Callable[[Account, random.Random], Account | None]


def amount(account: Account, where: Where) -> Decimal:
    id, row, column = where
    return account.tables[id].rows[row].cells[column].amount


def cells(account: Account, *, filled: bool = False) -> list[Where]:
    """Every cell, or every one that is not zero."""
    everywhere = [
        (id, number, column)
        for id, table in account.tables.items()
        for number, row in enumerate(table.rows)
        for column in row.cells
    ]
    return [where for where in everywhere if amount(account, where)] if filled else everywhere


def with_amounts(account: Account, changes: dict[Where, Decimal]) -> Account:
    tables: dict[TableId, Table] = dict(account.tables)
    for id in {id for id, _, _ in changes}:
        rows = list(tables[id].rows)
        for (_, number, column), value in ((where, v) for where, v in changes.items() if where[0] == id):
            old = rows[number].cells[column]
            cell = Cell(value=value, bound=HALF_A_CENT if value else Decimal(0), at=old.at)
            rows[number] = replace(rows[number], cells={**rows[number].cells, column: cell})
        tables[id] = with_rows(tables[id], rows)
    return account.model_copy(update={"tables": tables})


def with_rows(table: Table, rows: list[Row]) -> Table:
    return Table(**{**{name: getattr(table, name) for name in type(table).model_fields}, "rows": tuple(rows)})


def change(account: Account, chance: random.Random) -> Account:
    """A cell of an identity, off by more than the identity allows."""
    equation: Equation = chance.choice(list(equations(account)))
    at = {
        (id, number, column): cell
        for id, table in account.tables.items()
        for number, row in enumerate(table.rows)
        for column, cell in row.cells.items()
    }
    _, cell = chance.choice(equation.spots)
    where = next(where for where, found in at.items() if found is cell)
    off = equation.allowed + Decimal(chance.randint(1, 5000)) / 100
    return with_amounts(account, {where: cell.amount + chance.choice((1, -1)) * off})


def swap(account: Account, chance: random.Random) -> Account | None:
    """Two amounts of one table in each other's place."""
    id = chance.choice(list(account.tables))
    inside = [where for where in cells(account) if where[0] == id]
    one, other = chance.sample(inside, 2) if len(inside) > 1 else (inside[0], inside[0])
    if amount(account, one) == amount(account, other):
        return None
    return with_amounts(account, {one: amount(account, other), other: amount(account, one)})


def shift(account: Account, chance: random.Random) -> Account | None:
    """A column moved down by a row from some row on."""
    id, start, column = chance.choice(cells(account, filled=True))
    rows = account.tables[id].rows
    side = [n for n, row in enumerate(rows) if n >= start and row.side == rows[start].side and column in row.cells]
    moved = [Decimal(0), *(amount(account, (id, number, column)) for number in side[:-1])]
    changes = {(id, number, column): value for number, value in zip(side, moved, strict=True)}
    return with_amounts(account, changes) if len(side) > 1 else None


def times_ten(account: Account, chance: random.Random) -> Account:
    """A decimal point one place too far to the right."""
    where = chance.choice(cells(account, filled=True))
    return with_amounts(account, {where: amount(account, where) * 10})


def sign(account: Account, chance: random.Random) -> Account:
    """A minus too many."""
    where = chance.choice(cells(account, filled=True))
    return with_amounts(account, {where: -amount(account, where)})


def drop(account: Account, chance: random.Random) -> Account:
    """A row that is not zero left out."""
    id, number, _ = chance.choice(cells(account, filled=True))
    table = account.tables[id]
    shorter = with_rows(table, [row for n, row in enumerate(table.rows) if n != number])
    return account.model_copy(update={"tables": {**account.tables, id: shorter}})


SLIPS: dict[str, Slip] = {
    "change": change,
    "swap": swap,
    "shift": shift,
    "times ten": times_ten,
    "sign": sign,
    "drop": drop,
}


@dataclass
class Tally:
    """How many slips broke an identity, how many of these no 错误 told, and what became of the others."""

    made: Counter[str] = field(default_factory=Counter)
    broken: Counter[str] = field(default_factory=Counter)
    untold: list[str] = field(default_factory=list)
    noticed: Counter[str] = field(default_factory=Counter)
    unnoticed: list[str] = field(default_factory=list)


def slips(account: Account, number: int, seed: int) -> Iterator[tuple[str, Account]]:
    """So many mutated accounts, every kind of slip in turn."""
    chance = random.Random(seed)
    kinds = list(SLIPS)
    for i in range(number):
        kind, slipped = kinds[i % len(kinds)], None
        while slipped is None:
            slipped = SLIPS[kind](account, chance)
        yield kind, slipped


def tally(account: Account, number: int, seed: int) -> Tally:
    """What checking says of so many slips, the account's last year being its own tables a tenth smaller."""
    account = account.model_copy(update={"last_year": _smaller(account)})
    before = {finding.message for finding in check(account)}
    result = Tally()
    for kind, slipped in slips(account, number, seed):
        result.made[kind] += 1
        findings = [finding for finding in check(slipped) if finding.message not in before]
        broken = [equation for equation in equations(slipped) if equation.is_broken()]
        if broken:
            result.broken[kind] += 1
            told = _places(findings, Level.ERROR)
            result.untold += [f"{kind}: {_shown(equation)}" for equation in broken if not equation.places & told]
        elif findings:
            result.noticed[kind] += 1
        else:
            result.unnoticed.append(f"{kind}: {_difference(account, slipped)}")
    return result


def _smaller(account: Account) -> dict[TableId, Table]:
    changes = {where: (amount(account, where) * 9 / 10).quantize(Decimal("0.01")) for where in cells(account)}
    return with_amounts(account, changes).tables


def _places(findings: list[Finding], level: Level) -> set[Place]:
    return {place for finding in findings if finding.level == level for place in finding.where}


def _shown(equation: Equation) -> str:
    return "、".join(sorted(map(str, equation.places))[:4])


def _difference(account: Account, slipped: Account) -> str:
    for id, table in account.tables.items():
        if len(table.rows) != len(slipped.tables[id].rows):
            gone = [row for row in table.rows if row not in slipped.tables[id].rows]
            return f"{id} without {gone[0].code or gone[0].name}"
    changed = [where for where in cells(account) if amount(account, where) != amount(slipped, where)]
    return "; ".join(
        f"{w[0]} {account.tables[w[0]].rows[w[1]].name} {w[2]} {amount(account, w)} → {amount(slipped, w)}"
        for w in changed[:3]
    )
