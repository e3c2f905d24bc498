"""Rows that stand twice in a table, whose sums are right with one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from narrator.account import Account, Row, Table, TableId
from narrator.check.called import tables
from narrator.check.identity import Identity
from narrator.check.miscoded import CODED
from narrator.check.within import class_is_sum_of_its_parts
from narrator.last import kept_for_last


class Doubled(NamedTuple):
    """A row and its repetitions in a table, with one code, one name and the same amounts."""

    table: Table
    rows: tuple[Row, ...]


@kept_for_last
def doubled(account: Account) -> tuple[Doubled, ...]:
    """The rows that break sums by standing there again, and nothing else does in their tables."""
    found = [one for table in tables(account, CODED) for one in _repeated(table)]
    mended = single(account, found)
    return tuple(one for one in found if _breaks(account, one.table.id) and not _breaks(mended, one.table.id))


def single(account: Account, found: Iterable[Doubled]) -> Account:
    """The account with each of these rows once."""
    changed: dict[TableId, Table] = {}
    for one in found:
        table = changed.get(one.table.id, one.table)
        again = set(map(id, one.rows[1:]))
        rows = tuple(row for row in table.rows if id(row) not in again)
        changed[table.id] = Table.model_construct(**{**dict(table), "rows": rows})
    return account.model_copy(update={"tables": {**account.tables, **changed}}) if changed else account


def _repeated(table: Table) -> Iterator[Doubled]:
    groups: dict[str, list[Row]] = {}
    codes = [row.code for row in table.rows if row.code]
    for row in table.rows if len(codes) > len(set(codes)) else ():
        groups.setdefault(row.code, []).append(row)
    for code, rows in groups.items():
        if code and len(rows) > 1 and all(_amounts(row) == _amounts(rows[0]) for row in rows):
            yield Doubled(table, tuple(rows))


def _amounts(row: Row) -> tuple[object, ...]:
    return row.name, *(cell.amount for cell in row.cells.values())


def _breaks(account: Account, table: TableId) -> bool:
    one = account.model_copy(update={"tables": {table: account.tables[table]}})
    return any(isinstance(claim, Identity) and claim.broken for claim in class_is_sum_of_its_parts(one))
