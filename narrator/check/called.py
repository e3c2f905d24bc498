"""What messages call the tables and rows of an account, and where these and the facts stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from narrator.account import Account, Cell, Row, Table, TableId
from narrator.finding import Place

Called: TypeAlias = str | tuple[Table | Row | str, ...]  # names are put together only for the little that is told
PRINTED: TableId = "T5"  # whose items the report goes through one by one


def tables(account: Account, ids: Iterable[TableId]) -> Iterator[Table]:
    """Those of the tables that the account has."""
    return (account.tables[table_id] for table_id in ids if table_id in account.tables)


def table_name(table: Table) -> str:
    """What a message calls a table: its form number, or its title where the form has none."""
    return table.form_number or f"《{table.title}》"


def row_name(row: Row) -> str:
    """What a message calls a row: code and name."""
    return f"{row.code} {row.name}".strip()


def spelled(called: Called) -> str:
    """What a message calls something: as it is, or the names of tables and rows and other words, a blank between."""
    if isinstance(called, str):
        return called
    return " ".join([_name(part) for part in called])


def _name(part: Table | Row | str) -> str:
    if isinstance(part, str):
        return part
    return row_name(part) if isinstance(part, Row) else table_name(part)


def beginning(table: Table, row: Row) -> tuple[Place, ...]:
    """Where a row has its first amount, or its label where its columns were not found; () where it has neither."""
    at = [cell.at for cell in row.cells.values() if cell.at] or [row.at]
    return (table.place(Cell(at=at[0])),) if row.cells else ()


def fact_place(account: Account, path: str) -> Place:
    """Where a fact stands, or the nearest part above it that has a place; the path itself where none has."""
    above = path
    while above and above not in account.places:
        above = above.rpartition(".")[0]
    return account.places.get(above) or Place(figure=path)
