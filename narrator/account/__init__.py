"""What was reported: the nine tables and the facts that staff supply."""

from narrator.account.account import Account
from narrator.account.cells import Cell, Row, Side, Table, TableId
from narrator.account.facts import Facts

__all__ = ["Account", "Cell", "Facts", "Row", "Side", "Table", "TableId"]
