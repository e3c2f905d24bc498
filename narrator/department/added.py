"""Tables of several units added up: every amount with its bounds, and with where each unit's part of it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from narrator.account.cells import Cell, Part, Row, Side, Table, TableId

Tables = Mapping[TableId, Table]
Key = tuple[Side, str]


def added(units: Sequence[tuple[str, Tables]]) -> dict[TableId, Table]:
    """Every table that any unit has, rows in the form's order, codes in theirs; a table it lacks is 0."""
    ids = sorted({id for _, tables in units for id in tables})
    return {id: _table([(unit, tables[id]) for unit, tables in units if id in tables]) for id in ids}


def _table(tables: list[tuple[str, Table]]) -> Table:
    first = tables[0][1]
    order: list[Key] = []
    rows: dict[Key, list[tuple[str, Table, Row]]] = {}
    for unit, table in tables:
        previous: Key | None = None
        for row in table.rows:
            key = _key(row)
            if key not in rows:
                order.insert(_position(order, key, previous), key)
            rows.setdefault(key, []).append((unit, table, row))
            previous = key
    summed = tuple(_row(rows[key]) for key in order)
    return Table(
        id=first.id, title=first.title, form_number=first.form_number, unit="万元", sheet=first.title, rows=summed
    )


def _key(row: Row) -> Key:
    return row.side, row.code or row.name


def _position(order: list[Key], key: Key, previous: Key | None) -> int:
    """Where a new row goes: a code behind the greatest lower one, or before all; a name behind the row before it."""
    side, name = key
    if not name.isdigit():
        return order.index(previous) + 1 if previous else 0
    codes = [(code, at) for at, (where, code) in enumerate(order) if where == side and code.isdigit()]
    lower = [(code, at) for code, at in codes if code < name]
    if lower:
        return max(lower)[1] + 1
    return min((at for _, at in codes), default=len(order))


def _row(rows: list[tuple[str, Table, Row]]) -> Row:
    first = rows[0][2]
    columns = dict.fromkeys(column for _, _, row in rows for column in row.cells)
    cells = {
        column: _cell([(unit, table, row.cells[column]) for unit, table, row in rows if column in row.cells])
        for column in columns
    }
    return Row(side=first.side, code=first.code, name=first.name, label=first.label, cells=cells)


def _cell(cells: list[tuple[str, Table, Cell]]) -> Cell:
    """The sum; blank where all are, unread where one is."""
    known = [(unit, table, cell) for unit, table, cell in cells if cell.value is not None]
    parts = tuple(
        part
        for unit, table, cell in known
        for part in cell.parts or (Part(unit=unit, value=cell.amount, place=table.place(cell)),)
        if part.value
    )
    if any(not cell.read for _, _, cell in cells):
        return Cell(read=False)
    if not known:
        return Cell()
    value = sum((cell.amount for _, _, cell in known), Decimal(0))
    return Cell(value=value, bound=sum((cell.bound for _, _, cell in known), Decimal(0)), parts=parts)
