"""What was reported: the nine tables and the facts that staff supply."""

from narrator.account.account import Account
from narrator.account.cells import Cell, Part, Row, Side, Table, TableId
from narrator.account.facts import Facts

__all__ = ["Account", "Cell", "Facts", "Part", "Row", "Side", "Table", "TableId"]
