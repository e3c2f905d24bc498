"""An account in which everything is given once: what the names in phrases are like."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

from narrator.account import Account, Facts, Row, Side, Table, TableId
from narrator.account.annotations import example
from narrator.figures import Figure, Figures, Item, Missing
from narrator.figures.codes import CODED
from narrator.figures.definition import Rows

CODES: dict[TableId, tuple[str, ...]] = {
    "T5": ("201", "20103", "2010301"),
    "T6": ("301", "30101", "302", "30201"),
    "T8": ("212", "21208", "2120801"),
    "T9": ("223", "22301", "2230105"),
}
YEAR = 2020
VALUE = Decimal(100)
UNSEEN = Item({"名称": "甲"})  # a row of a list that is empty where everything is given


class Example(Figures):
    """The figures of an account in which every cell is 100 万元 and every fact is given."""

    def __init__(self) -> None:
        super().__init__(_account())

    def read(self, id: str, label: str, table: TableId, row: str, column: str, side: Side = "") -> Figure:
        """A figure that is one cell."""
        return Figure(label, VALUE, "万元", "取自表格", id=id)

    def rows(self, name: str) -> Rows:
        """The rows of a list, at least one."""
        rows = super().rows(name)
        return (UNSEEN,) if isinstance(rows, Missing) or not rows else rows


@cache
def example_facts() -> dict[str, Any]:
    """Facts as 填报.yaml has them, every part given."""
    return {**example(Facts), "年度": str(YEAR), "自称": "甲"}


@cache
def _account() -> Account:
    facts = Facts.model_validate(example_facts(), by_alias=True, by_name=False)
    tables = {id: _table(id, codes) for id, codes in CODES.items()}
    return Account(unit="甲", year=YEAR, tables=tables, facts=facts)


def _table(id: TableId, codes: tuple[str, ...]) -> Table:
    rows = tuple(Row(code=code, name="甲", label="甲", cells={}) for code in codes)
    return Table(id=id, title="甲", rows=rows)


def has_figure(name: str) -> bool:
    """Whether a figure has this name, or a code may."""
    return bool(CODED.fullmatch(name)) or Example().get(name) is not None


def nothing_known() -> Figures:
    """The figures of an account in which nothing is given."""
    return Figures(Account())
