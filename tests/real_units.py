"""The two real units, read once, and accounts of theirs with one thing changed."""

from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from narrator.account import Account, Facts, Side, TableId
from narrator.finding import Place
from narrator.read import read

DATA = Path(__file__).parent / "data"


@cache
def zhuzhou() -> Account:
    return read(DATA / "株洲市教育技术装备所-2020" / "公开表.xlsx")


@cache
def putuo() -> Account:
    return read(DATA / "上海市普陀区财政局-2024" / "公开表.xlsx")


def place(account: Account, table: TableId, row: str, column: str, side: Side = "") -> Place:
    cell = account.tables[table].cell(row, column, side)
    assert cell, f"{table} has no {row} {column}"
    return account.tables[table].place(cell)


def with_change(account: Account, table: TableId, row: str, column: str, side: Side, change: str) -> Account:
    """The account with one cell changed by so much."""
    before = account.tables[table]
    target = before.row(row, side)
    assert target, f"{table} has no {row}"
    cell = target.cells[column]
    changed = replace(cell, value=cell.amount + Decimal(change), bound=Decimal("0.005"))
    new_row = replace(target, cells={**target.cells, column: changed})
    rows = tuple(new_row if old is target else old for old in before.rows)
    tables = {**account.tables, table: before.model_copy(update={"rows": rows})}
    # model_copy would keep the cached index of the old rows
    tables[table] = type(before).model_validate(tables[table].model_dump())
    return account.model_copy(update={"tables": tables})


def with_facts(account: Account, facts: dict[str, Any], *paths: str) -> Account:
    """The account with these facts; the paths stand on lines 1, 2, 3 of 填报.yaml."""
    places = {path: Place(file="填报.yaml", line=number) for number, path in enumerate(paths, 1)}
    return account.model_copy(update={"facts": Facts.model_validate(facts), "places": places})
