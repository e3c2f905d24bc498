"""The amounts of functional and economic codes: what they are called, and in which table a code is looked up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrator.account import TableId
from narrator.figures import families
from narrator.figures.figure import Figure, no_such

if TYPE_CHECKING:
    from narrator.figures.figures import Figures

FUNDS: dict[TableId, str] = {"T8": "政府性基金", "T9": "国有资本"}
TABLES = {fund: table for table, fund in FUNDS.items()}
COLUMNS = {"T5": "合计", "T6": "决算数"}
CODED_ID = re.compile(r"(T[5689])\.(\d{7}|\d{5}|\d{3})")
CODED = re.compile(r"(政府性基金|国有资本)?(\d{7}|\d{5}|\d{3})(?!\d)(.*)")


def label(id: str) -> str | None:
    """The label of the amount with this id (T8.2120801 gives 政府性基金2120801), `None` if it is no such id."""
    match = CODED_ID.fullmatch(id)
    return next((fund for table, fund in FUNDS.items() if table == match[1]), "") + match[2] if match else None


def coded(figures: Figures, fund: str, code: str, name: str) -> Figure:
    """The amount of a code, its name written after it or not; raises UnknownFigure where no row is meant."""
    table = TABLES.get(fund) or _table_of(figures, code)
    source = figures.account.tables.get(table)
    row = source.row(code) if source else None
    if name and (row is None or name != row.name):
        raise no_such(f"{fund}{code}{name}")
    if row is None and source and not _budgeted(figures, table, code):
        raise no_such(f"{fund}{code}")
    label = f"{fund}{code}{row.name if row else ''}"
    return figures.read(f"{table}.{code}", label, table, code, COLUMNS.get(table, "本年支出"))


def _budgeted(figures: Figures, table: TableId, code: str) -> bool:
    fund = families.FUNDS.get(table, "")
    return any(figures.amount_given(f"{fund}{kind}", code) for kind in (families.INITIAL, families.FULL))


def _table_of(figures: Figures, code: str) -> TableId:
    """Table 6 for an economic code, else table 5; the other one where only that lists the code."""
    usual: tuple[TableId, TableId] = ("T6", "T5") if code[0] in "345" else ("T5", "T6")
    for id in usual:
        if (table := figures.account.tables.get(id)) and table.row(code):
            return id
    return usual[0]
