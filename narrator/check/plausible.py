"""What is possible but unlikely: negative amounts, and amounts that last year's tables make doubtful."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from narrator.account import Account, Table, TableId
from narrator.check.called import row_name, table_name, tables
from narrator.check.rule import Claims, Remark, rule
from narrator.check.terms import Term, cell, term
from narrator.finding import Level

JUMP = 5  # times as much, or one part of so many, is doubtful
SMALLEST = Decimal(1)  # 万元: smaller changes are not
LISTED = 6
ALL: tuple[TableId, ...] = ("T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9")
CARRIED: tuple[tuple[TableId, str, str, str], ...] = (
    ("T1", "年初结转和结余", "年末结转和结余", "决算数"),
    ("T4", "年初财政拨款结转和结余", "年末财政拨款结转和结余", "合计"),
)


@rule("NEGATIVE-AMOUNT")
def amounts_are_not_negative(account: Account) -> Claims:
    """公开表中的金额一般不应为负数。"""
    for table in tables(account, ALL):
        below = [
            (row, name) for row in table.rows for name, cell in row.cells.items() if (value := cell.value) and value < 0
        ]
        terms = (term(table, row, column, f"{row_name(row)} {column}") for row, column in below)
        negative = [one for one in terms if one]
        if negative:
            told = _listed([f"{one.name} {one.amount}万元" for one in negative])
            message = (
                f"{table_name(table)}有{len(negative)}个负数：{told}。请核对正负号；确为冲减的可以保留，宜加说明。"
            )
            yield _doubtful(message, negative)


@rule("LAST-YEAR-JUMP")
def amounts_are_of_last_years_size(account: Account) -> Claims:
    """本年数与上年数相差悬殊的，应核对数字和单位。"""
    for table in tables(account, account.last_year):
        pairs = list(_jumps(table, account.last_year[table.id]))
        if pairs:
            told = _listed([f"{now.name} {now.told}（上年{before.told}）" for now, before in pairs])
            message = (
                f"{table_name(table)}有{len(pairs)}个数是上年的{JUMP}倍以上、不到五分之一或与上年一有一无：{told}。"
                "请核对有没有多写少写位数、错行或用错单位；属实的应写明原因。"
            )
            yield _doubtful(message, [one for pair in pairs for one in pair])


@rule("LAST-YEAR-CARRY-OVER")
def money_left_last_year_is_there_this_year(account: Account) -> Claims:
    """年初结转和结余一般应等于上年表中的年末结转和结余。"""
    before = account.model_copy(update={"tables": account.last_year})
    for table_id, opening, closing, column in CARRIED:
        now, left = cell(account, table_id, opening, "决算数", "收入"), cell(before, table_id, closing, column, "支出")
        allowed = Decimal("0.01")
        if now and left and abs(now.amount - left.amount) > allowed:
            message = (
                f"{now.name}为{now.told}，上年{left.name}为{left.told}，"
                f"相差{abs(now.amount - left.amount):.2f}万元（允许{allowed}）。请核对；年初作过调整的可以保留。"
            )
            yield _doubtful(message, [now, left])


def _jumps(table: Table, before: Table) -> Iterator[tuple[Term, Term]]:
    """Each amount that is far larger or smaller than last year's in the same row and column, or new, or gone."""
    for row in table.rows:
        last = before.row(row.code or row.name, row.side)
        for column in row.cells if last else ():
            now, then = term(table, row, column, f"{row_name(row)} {column}"), term(before, last, column)
            if now and then and _far(abs(now.amount), abs(then.amount)):
                yield now, then


def _far(now: Decimal, then: Decimal) -> bool:
    return abs(now - then) >= SMALLEST and max(now, then) >= JUMP * min(now, then)


def _listed(told: list[str]) -> str:
    return "；".join(told[:LISTED]) + (f"；等共{len(told)}处" if len(told) > LISTED else "")


def _doubtful(message: str, terms: list[Term]) -> Remark:
    return Remark(Level.NOTICE, message, tuple(one.place for one in terms))
