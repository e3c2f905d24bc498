"""A guess at what is wrong with the tables that is proved by mending them, and how it is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from narrator.account import Row, Table
from narrator.amount import WAN, text
from narrator.check.called import row_name, table_name
from narrator.check.identity import Identity, listed
from narrator.check.mending import Amounts
from narrator.check.terms import BLANK
from narrator.finding import Finding, Level, Place

UNIT, CELL, ROW, COLUMN, SLIP = "TABLE-UNIT", "ONE-CELL", "ONE-ROW", "ONE-COLUMN", "ONE-SLIP"
COLUMNS = "TWO-COLUMNS"
_SLACK = Decimal("0.01")  # of a ratio: what rounding to 0.01万元 leaves of the factor between 元 and 万元
_SHOWN = 6  # amounts that a message lists as they should be


class Spot(NamedTuple):
    """Where a cell of the account's tables is found, and what stands in it."""

    place: Place
    amount: Decimal
    table: Table
    row: Row
    column: str


Spots = Mapping[int, Spot]
"""Cells by the numbers of their places."""


class Guess(NamedTuple):
    """A code, the cells that may be wrong, amounts for them with which all that is broken at them is mended."""

    code: str
    part: Spots
    amounts: Amounts
    broken: tuple[Identity, ...]

    @property
    def changed(self) -> dict[int, Decimal]:
        """The amounts that differ from those that stand there."""
        amounts = {at: self.amounts.get(at, spot.amount) for at, spot in self.part.items()}
        return {at: amount for at, amount in amounts.items() if amount != self.part[at].amount}


def told(guess: Guess) -> Finding:
    """The one finding for all that is broken, the likely cells first."""
    return _of_unit(guess) if guess.code == UNIT else _of_cells(guess)


def _of_unit(guess: Guess) -> Finding:
    table = next(iter(guess.part.values())).table
    head = Place(file=table.file or None, sheet=table.sheet or None, cell=table.unit_at or None)
    stands = f"表头（{table.unit_at}）的金额单位是{table.unit}" if table.unit_at else f"没有写单位，按{table.unit}读"
    like, done = ("元", "除以") if table.unit == "万元" else ("万元", "乘以")
    message = (
        f"{table_name(table)}{stands}，金额却像是{like}：各数{done}10000，下面的{len(guess.broken)}处不符就全部对上。"
        f"没有替您换算。请核对表头的金额单位并改正，或按{table.unit}重新导出这张表。不符的有：{listed(guess.broken)}。"
    )
    return Finding(code=UNIT, level=Level.ERROR, message=message, where=(head, *_cells(guess.broken)))


def _of_cells(guess: Guess) -> Finding:
    wrong = {at: guess.part[at] for at in guess.changed}
    first = next(iter(wrong.values()))
    shown = [f"{spot.place.cell} {_stands(spot)}（应是{_number(guess.amounts[at])}）" for at, spot in wrong.items()]
    more = f"等{len(wrong)}格" if len(wrong) > _SHOWN else ""
    these = "这一格" if len(wrong) == 1 else f"这{len(wrong)}格"
    message = (
        f"{_line(guess.code, first)}{these if guess.code == CELL else f'有{len(wrong)}格'}像是错了："
        f"{'、'.join(shown[:_SHOWN])}{more}{_how(guess)}。只改{these}，下面的{len(guess.broken)}处不符就全部对上。"
        f"请先核对{these}，改正后重新导出公开表。不符的有：{listed(guess.broken)}。"
    )
    where = tuple(dict.fromkeys((*(spot.place for spot in wrong.values()), *_cells(guess.broken))))
    return Finding(code=guess.code, level=Level.ERROR, message=message, where=where)


def _line(code: str, first: Spot) -> str:
    """What a message calls the cell, the row, the column or the block, of which this is the first wrong cell."""
    table, row = table_name(first.table), row_name(first.row)
    called = {
        CELL: f"{row} {first.column}",
        ROW: f"{row}这一行",
        COLUMN: f"{first.column}这一列",
        COLUMNS: f"{first.column}和另一列",
        SLIP: f"从{first.row.cells[first.column].at}起的一段",
    }
    return f"{table} {called[code]}"


def _how(guess: Guess) -> str:
    """How the amounts seem to have gone wrong, "" where it is not known."""
    if guess.code == COLUMNS:
        names = dict.fromkeys(spot.column for spot in guess.part.values())
        return f"，像是{'、'.join(names)}两列的数对调了"
    if guess.code == SLIP:
        return "，像是错开了一格"
    now = [spot.amount for spot in guess.part.values()]
    right = [guess.amounts.get(at, spot.amount) for at, spot in guess.part.items()]
    changed = [(one, other) for one, other in zip(now, right, strict=True) if one != other]
    table = next(iter(guess.part.values())).table
    unit = f"{table.unit_at}写的单位是{table.unit}" if table.unit_at else f"单位是{table.unit}"
    if all(_times(one, other, WAN) for one, other in changed):
        return f"，是应有的10000倍，像是按元填的（{unit}）"
    if all(_times(other, one, WAN) for one, other in changed):
        return f"，是应有的万分之一，像是多除了一次10000（{unit}）"
    if all(one == -other for one, other in changed):
        return "，像是正负号反了"
    if len(now) > 2 and (now[1:] == right[:-1] or now[:-1] == right[1:]):
        return "，像是错开了一格"
    return ""


def _times(more: Decimal, less: Decimal, factor: Decimal) -> bool:
    return bool(less) and abs(more / less / factor - 1) <= _SLACK


def _cells(broken: Iterable[Identity]) -> Iterator[Place]:
    return (term.place for one in broken for term in one.left + one.right)


def _stands(spot: Spot) -> str:
    return BLANK if spot.row.cells[spot.column].value is None else _number(spot.amount)


def _number(amount: Decimal) -> str:
    return text(amount, max(2, -int(amount.normalize().as_tuple().exponent)))
