"""Codes that are mistyped: that no code looks like, or under which other tables and answers do not have the item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import permutations

from narrator.account import Account, Row, Table, TableId
from narrator.account.names import folded
from narrator.check.called import beginning, row_name, table_name, tables
from narrator.check.classification import codes
from narrator.check.miscoded import WHOLES, Miscoded, miscoded, recoded
from narrator.check.rule import Claims, Remark, rule
from narrator.finding import Level, Place


@rule("CODE-FORM")
def codes_have_as_many_digits_as_codes_have(account: Account) -> Claims:
    """功能分类科目编码应是3位（类）、5位（款）或7位（项）数字，经济分类科目编码应是3位或5位。"""
    for group in _together(one for one in miscoded(account) if one.is_malformed):
        typed, right = group[0].typed, group[0].right
        digits = "类、款的编码应是3、5位数字" if group[0].table.id == "T6" else "类、款、项的编码应是3、5、7位数字"
        wrong = f"写的是“{typed}”{f'，有{len(typed)}位' if typed.isdigit() else ''}，{digits}" if typed else "空白"
        told = f"{_cells(group)}的科目编码{wrong}（{group[0].name}）{_like(group)}"
        remedy = f"请改成{right}" if right else "请核对编码并改正"
        yield Remark(Level.ERROR, f"{told}。{remedy}，重新导出公开表。", _where(group))


@rule("CODE-ELSEWHERE")
def items_have_one_code(account: Account) -> Claims:
    """同一科目在收入决算表、支出决算表和一般公共预算财政拨款支出决算表中应是同一编码。"""
    wrong = [one for one in miscoded(account) if not one.is_malformed]
    for group in _together(wrong):
        one, named = group[0], codes().functional_names.get(group[0].typed, ())
        other = f"（{one.typed}是{named[0]}，名称不符）" if named and folded(one.name) not in map(folded, named) else ""
        told = f"{_cells(group)}的科目编码{one.typed}像是错了：{row_name(one.row)}{other}{_like(group)}"
        yield Remark(Level.ERROR, f"{told}。请改成{one.right}，重新导出公开表。", _where(group))
    yield from _undecided(recoded(account, wrong))


def _together(found: Iterable[Miscoded]) -> Iterable[list[Miscoded]]:
    """Those of one code and name together."""
    groups: dict[tuple[str, str, str], list[Miscoded]] = {}
    for one in found:
        groups.setdefault((one.typed, one.name, one.right), []).append(one)
    return groups.values()


def _cells(group: list[Miscoded]) -> str:
    return "、".join(f"{table_name(one.table)} {one.place.cell or ''}".strip() for one in group)


def _like(group: list[Miscoded]) -> str:
    by = dict.fromkeys(holder for one in group for holder in one.by)
    return f"；名称和金额相同的科目，{'、'.join(by)}的编码是{group[0].right}" if by else ""


def _where(group: list[Miscoded]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(place for one in group for place in one.where))


def _undecided(account: Account) -> Iterator[Remark]:
    """The items that stand under two codes, where nothing tells which one is right."""
    found: dict[tuple[str, str], dict[TableId, tuple[Table, Row]]] = {}
    for table, other in permutations(tables(account, WHOLES), 2):
        for row in table.rows:
            if row.code and (match := _elsewhere(row, table, other)):
                one, two = sorted(((table, row), (other, match)), key=lambda pair: pair[1].code)
                found.setdefault((one[1].code, two[1].code), {}).update({one[0].id: one, two[0].id: two})
    for pairs in found.values():
        told = "，".join(f"{table_name(table)}是{row_name(row)}" for table, row in pairs.values())
        where = tuple(place for pair in pairs.values() for place in beginning(*pair))
        level = Level.ERROR if {"T3", "T5"} <= set(pairs) else Level.NOTICE
        yield Remark(
            level, f"名称和金额相同的科目，各表的编码不同：{told}。请核对是哪一张表的编码有误，改成一致。", where
        )


def _elsewhere(row: Row, table: Table, other: Table) -> Row | None:
    """The row of another table with this row's name and amount, if neither table has the other's code."""
    amount = row.cells.get(WHOLES[table.id])
    if amount is None or not amount.value or other.row(row.code):
        return None
    for match in other.rows:
        alike = folded(match.name) == folded(row.name) and len(match.code) == len(row.code)
        held = match.cells.get(WHOLES[other.id])
        if alike and held and held.value == amount.value and not table.row(match.code):
            return match
    return None
