"""Cells and facts as terms of an identity, and the identities that several of them make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import Literal

from narrator.account import Account, Row, Side, Table, TableId
from narrator.account.names import spoken
from narrator.amount import bound
from narrator.check.identity import ZERO, Identity, Term
from narrator.finding import Place

PRINTED: TableId = "T5"  # whose items the report goes through one by one
_CENT_BOUND = Decimal("0.005")


def table_name(table: Table) -> str:
    """What a message calls a table: its form number, or its title where the form has none."""
    return table.form_number or f"《{table.title}》"


def row_name(row: Row) -> str:
    """What a message calls a row: code and name."""
    return f"{row.code} {row.name}".strip()


def beginning(table: Table, row: Row) -> tuple[Place, ...]:
    """Where a row has its first amount, () where it has none."""
    return tuple(table.place(cell) for cell in list(row.cells.values())[:1])


def subject(table: Table, row: Row | None = None) -> str:
    """Table and row, as a message begins."""
    return f"{table_name(table)} {row_name(row)}" if row else table_name(table)


def term(table: Table, row: Row | None, column: str, name: str = "") -> Term | None:
    """The cell of a row as a term called `name` (else its column); `None` where there is no such cell."""
    cell = row.cells.get(column) if row else None
    if cell is None or not cell.read:
        return None
    floor = _CENT_BOUND if table.unit == "万元" else ZERO
    amount, at = ZERO if cell.value is None else cell.value, partial(table.place, cell)
    return Term(name or column, amount, cell.bound, at, floor, 2, cell.value is None)


def cell(account: Account, table_id: TableId, key: str, column: str, side: Side = "") -> Term | None:
    """A cell of the account as a term called by table, row and column; `None` where there is none to judge."""
    table = account.tables.get(table_id)
    row = table.row(key, side) if table else None
    return term(table, row, column, f"{subject(table, row)} {column}") if table else None


def fact(account: Account, path: str, amount: Decimal, name: str = "") -> Term:
    """An amount in 万元 that staff supplied under this path."""
    exponent = amount.as_tuple().exponent
    decimals = max(2, -exponent if isinstance(exponent, int) else 2)
    return Term(name or spoken(path), amount, bound(amount, decimals), partial(fact_place, account, path))


def count(account: Account, path: str, number: int, name: str = "") -> Term:
    """A number of things that staff supplied under this path."""
    return Term(name or spoken(path), Decimal(number), Decimal(0), partial(fact_place, account, path), decimals=0)


def fact_place(account: Account, path: str) -> Place:
    """Where a fact stands, or the nearest part above it that has a place; the path itself where none has."""
    above = path
    while above and above not in account.places:
        above = above.rpartition(".")[0]
    return account.places.get(above) or Place(figure=path)


def identity(
    of: str, left: Sequence[Term | None], right: Sequence[Term | None], relation: Literal["=", "≤"] = "="
) -> Iterator[Identity]:
    """The identity, unless one of its terms is missing or a side is empty: then it cannot be judged."""
    lefts, rights = _present(left), _present(right)
    if lefts and rights:
        yield Identity(of, lefts, rights, relation)


def tables(account: Account, ids: Iterable[TableId]) -> Iterator[Table]:
    """Those of the tables that the account has."""
    return (account.tables[table_id] for table_id in ids if table_id in account.tables)


def _present(terms: Sequence[Term | None]) -> tuple[Term, ...]:
    """The terms, none where one is missing."""
    present = [term for term in terms if term is not None]
    return tuple(present) if len(present) == len(terms) else ()
