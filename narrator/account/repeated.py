"""Whether the tables of one year are those of another over again."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from narrator.account.cells import Table, TableId
from narrator.finding import Place

Tables = Mapping[TableId, Table]
_FEWEST = 2  # different amounts that cannot be the same in two years by chance


def repeated(tables: Tables, others: Tables) -> tuple[Place, Place] | None:
    """Where both stand, if each table that both have holds the same amounts; `None` if one differs."""
    both = [table_id for table_id in tables if table_id in others]
    amounts = [_amounts(tables[table_id]) for table_id in both]
    if amounts != [_amounts(others[table_id]) for table_id in both]:
        return None
    if len({value for held in amounts for value in held.values()}) < _FEWEST:
        return None
    return _place(tables[both[0]]), _place(others[both[0]])


def _place(table: Table) -> Place:
    return Place(file=table.file or None, sheet=table.sheet or None)


def _amounts(table: Table) -> dict[tuple[str, str, str], Decimal]:
    """The amounts that are not zero, by side, row and column."""
    return {
        (row.side, row.code or row.name, column): cell.value
        for row in table.rows
        for column, cell in row.cells.items()
        if cell.value
    }
