"""Terms of identities: cells and facts, what messages call them and where they stand."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple, Protocol

from narrator.account import Account, Cell, Row, Side, Table, TableId
from narrator.account.names import spoken
from narrator.amount import bound, text
from narrator.check.called import Called, fact_place, spelled
from narrator.finding import Place

BLANK = "空白"  # what a message says of a cell in which nothing stands
ZERO = Decimal(0)
_CENT_BOUND = Decimal("0.005")


class Holder(Protocol):
    """What holds cells and knows where each stands."""

    def place(self, cell: Cell) -> Place:
        """Where a cell stands."""


class Given(NamedTuple):
    """What holds the facts that staff gave, as a table holds its cells: the path of a fact stands for an address."""

    account: Account

    def place(self, cell: Cell) -> Place:
        """Where a fact stands."""
        return fact_place(self.account, cell.at)


class Term(NamedTuple):
    """An amount in an identity and its bound, and the cell where it stands; a blank one counts as 0.

    Counts have no `decimals`.
    """

    called: Called
    amount: Decimal
    bound: Decimal
    holder: Holder
    cell: Cell
    decimals: int = 2

    @property
    def name(self) -> str:
        """What messages call it; worked out only for the few terms that are told, as all that follows."""
        return spelled(self.called)

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.holder.place(self.cell)

    @property
    def floor(self) -> Decimal:
        """The bound it has at least when two single amounts are compared."""
        return _CENT_BOUND if isinstance(self.holder, Table) and self.holder.unit == "万元" else ZERO

    @property
    def blank(self) -> bool:
        """Whether nothing stands there."""
        return self.cell.value is None

    @property
    def told(self) -> str:
        """The amount as a message quotes it, in 万元."""
        return BLANK if self.blank else f"{number(self.amount, 2)}万元"


def term(table: Table, row: Row | None, column: str, called: Called = "") -> Term | None:
    """The cell of a row as a term (called by its column if by nothing else); `None` where there is no such cell."""
    cell = row.cells.get(column) if row else None
    if cell is None or not cell.read:
        return None
    return Term(called or column, ZERO if cell.value is None else cell.value, cell.bound, table, cell)


def cell(account: Account, table_id: TableId, key: str, column: str, side: Side = "") -> Term | None:
    """A cell of the account as a term called by table, row and column; `None` where there is none to judge."""
    table = account.tables.get(table_id)
    row = table.row(key, side) if table else None
    return term(table, row, column, (table, row, column)) if table and row else None


def fact(account: Account, path: str, amount: Decimal, name: str = "") -> Term:
    """An amount in 万元 that staff supplied under this path."""
    exponent = amount.as_tuple().exponent
    decimals = max(2, -exponent if isinstance(exponent, int) else 2)
    return given(account, path, amount, bound(amount, decimals), name=name)


def count(account: Account, path: str, number: int, name: str = "") -> Term:
    """A number of things that staff supplied under this path."""
    return given(account, path, Decimal(number), ZERO, 0, name)


def given(
    account: Account, path: str, amount: Decimal, bound: Decimal = ZERO, decimals: int = 2, name: str = ""
) -> Term:
    """An amount under a path of the facts, or that what stands there makes, exact without a bound."""
    return Term(name or spoken(path), amount, bound, Given(account), Cell(amount, bound, path), decimals)


def number(value: Decimal, decimals: int) -> str:
    """All decimals that the value has, at least so many."""
    exponent = value.normalize().as_tuple().exponent
    return text(value, max(decimals, -exponent if isinstance(exponent, int) else 0))
