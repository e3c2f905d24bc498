"""Where the tables of a file to be published say something else than its input."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from narrator import amount
from narrator.account import Account, Row, Table
from narrator.finding import Finding, Level

HALF = Decimal("0.005")  # how far a number printed with two decimals may be from the exact one


def disagreeing(printed: Account, given: Account) -> Iterator[Finding]:
    """A finding for each cell of a table of the file that differs from the same one of the input."""
    for id, table in printed.tables.items():
        other = given.tables.get(id)
        for row in table.rows if other else ():
            same = other and other.row(row.code or row.name, row.side)
            if other and same:
                yield from _cells(table, row, other, same)


def _cells(table: Table, row: Row, other: Table, same: Row) -> Iterator[Finding]:
    for column, cell in row.cells.items():
        given = same.cells.get(column)
        if given is None or not (cell.read and given.read) or abs(cell.amount - given.amount) <= HALF:
            continue
        message = (
            f"“{table.title}”里“{row.name}”的“{column}”是 {amount.text(cell.amount, 2)}，"
            f"输入里是 {amount.text(given.amount, 2)}。请核对改过的数；输入变了就先用 refresh 更新"
        )
        where = (table.place(cell), other.place(given))
        yield Finding(code="FINISH-TABLE", level=Level.ERROR, message=message, where=where)
