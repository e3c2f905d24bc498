"""Rows whose code is wrong: no code at all, or not the one under which other tables and answers have the item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from narrator.account import Account, Cell, Row, Table, TableId
from narrator.account.names import folded
from narrator.check.called import table_name, tables
from narrator.check.classification import codes
from narrator.finding import Place
from narrator.last import kept_for_last

WHOLES: dict[TableId, str] = {"T2": "本年收入合计", "T3": "本年支出合计", "T5": "合计"}
CODED: tuple[TableId, ...] = (*WHOLES, "T6", "T8", "T9")
_TYPED = re.compile(r"(?=\S*\d)([\w.·。,，\-/]{3,})\s+(\S.*)", re.ASCII)
_ITEM = 7


class Miscoded(NamedTuple):
    """A row, the code as it is typed ("" for none), the name, the right code ("" where nothing tells), who has it."""

    table: Table
    row: Row
    typed: str
    name: str
    right: str = ""
    by: tuple[str, ...] = ()

    @property
    def is_malformed(self) -> bool:
        """Whether what is typed can be no code of this table."""
        return not (self.typed.isdigit() and len(self.typed) in _lengths(self.table))

    @property
    def place(self) -> Place:
        """The cell of the code, else the row's first."""
        first = next(iter(self.row.cells.values()), Cell())
        return self.table.place(Cell(at=self.row.at) if self.row.at else first)

    @property
    def where(self) -> tuple[Place, ...]:
        """That cell, the row's amounts, and those of the rows above it by either code."""
        above = [row for row in self.table.rows if row.code and _is_above(row.code, self.row.code, self.right)]
        return (self.place, *(self.table.place(cell) for row in (self.row, *above) for cell in row.cells.values()))


@kept_for_last
def miscoded(account: Account) -> tuple[Miscoded, ...]:
    """The rows with a code that cannot be, or that is proved to be another one."""
    return tuple(found for table in tables(account, CODED) for found in _of_table(account, table))


def recoded(account: Account, found: Iterable[Miscoded]) -> Account:
    """The account as it would be with the right codes, where they are known."""
    changed: dict[TableId, Table] = {}
    for one in (one for one in found if one.right):
        table = changed.get(one.table.id, one.table)
        right = replace(one.row, code=one.right, name=one.name, label=one.name)
        rows = tuple(right if row is one.row else row for row in table.rows)
        changed[table.id] = Table.model_construct(**{**dict(table), "rows": rows})
    return account.model_copy(update={"tables": {**account.tables, **changed}}) if changed else account


def _lengths(table: Table) -> tuple[int, ...]:
    return (3, 5) if table.id == "T6" else (3, 5, _ITEM)


def _is_above(code: str, *codes: str) -> bool:
    return any(other != code and other.startswith(code) for other in codes)


def _of_table(account: Account, table: Table) -> Iterator[Miscoded]:
    others = [other for other in tables(account, WHOLES) if table.id in WHOLES and other is not table]
    for row in table.rows:
        if row.code and len(row.code) in _lengths(table):
            if table.id in WHOLES and not any(other.row(row.code) for other in others):
                yield from _mistyped(account, Miscoded(table, row, row.code, row.name), others)
        elif not folded(row.name).endswith("计"):
            yield from _malformed(account, table, row, others)


def _malformed(account: Account, table: Table, row: Row, others: Sequence[Table]) -> Iterator[Miscoded]:
    """A row with a code that cannot be; one with none at all only where another table has its item."""
    match = None if row.code else _TYPED.fullmatch(row.label)
    one = Miscoded(table, row, match[1] if match else row.code, match[2] if match else row.name)
    found = _elsewhere(one, others) or {code: [] for code in _budgeted_as(account, one)}
    if len(found) == 1:
        (code,) = found
        yield one._replace(right=code, by=_holders(account, code, found[code]))
    elif one.typed and any(cell.value for cell in row.cells.values()):
        yield one


def _mistyped(account: Account, one: Miscoded, others: Sequence[Table]) -> Iterator[Miscoded]:
    """A row with a code that more tables and answers have otherwise."""
    found = _elsewhere(one, others)
    if len(found) == 1:
        ((code, holders),) = found.items()
        mine = 1 + _is_budgeted(account, one.typed) + _is_named(one.typed, one.name)
        if len(holders) + _is_budgeted(account, code) + _is_named(code, one.name) > mine:
            yield one._replace(right=code, by=_holders(account, code, holders))


def _elsewhere(one: Miscoded, others: Iterable[Table]) -> dict[str, list[Table]]:
    """The codes under which other tables have an item of this name and amount, and the tables."""
    held = one.row.cells.get(WHOLES.get(one.table.id, ""))
    found: dict[str, list[Table]] = {}
    for other in others if held and held.value else ():
        for row in other.rows:
            cell = row.cells.get(WHOLES[other.id])
            alike = cell and held and cell.value == held.value and folded(row.name) == folded(one.name)
            fits = len(row.code) == len(one.typed) or one.is_malformed
            if alike and fits and len(row.code) in _lengths(other) and not one.table.row(row.code):
                found.setdefault(row.code, []).append(other)
    return found


def _budgeted_as(account: Account, one: Miscoded) -> list[str]:
    """The items with a budget that the table does not list and that the classification calls so."""
    budgeted = account.facts.initial_budget if one.table.id in WHOLES else ()
    return [code for code in budgeted if not one.table.row(code) and _is_named(code, one.name)]


def _holders(account: Account, code: str, found: Iterable[Table]) -> tuple[str, ...]:
    return (*map(table_name, found), *(["填报的年初预算"] if _is_budgeted(account, code) else []))


def _is_budgeted(account: Account, code: str) -> bool:
    return code in account.facts.initial_budget


def _is_named(code: str, name: str) -> bool:
    return folded(name) in map(folded, codes().functional_names.get(code, ()))
