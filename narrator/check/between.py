"""Identities between tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from narrator.account import Account, Cell, Row, Side, Table, TableId
from narrator.check.called import table_name
from narrator.check.classification import codes
from narrator.check.identity import identity
from narrator.check.lines import line
from narrator.check.rule import Claims, rule
from narrator.check.terms import ZERO, Term, cell, term
from narrator.check.within import FUNDS
from narrator.finding import Place

INCOME_COLUMNS: dict[str, tuple[str, ...]] = {
    "财政拨款收入": tuple(f"{fund}收入" for fund in FUNDS),
    **{name: (name,) for name in ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")},
}
FUND_TABLES: dict[TableId, tuple[str, str]] = {
    "T5": ("合计", FUNDS[0]),
    "T8": ("本年支出", FUNDS[1]),
    "T9": ("本年支出", FUNDS[2]),
}
THREE_PUBLIC = {
    "30212": "因公出国（境）费",
    "30217": "公务接待费",
    "30231": "公务用车运行维护费",
    "31013": "公务用车购置费",
}


@rule("INCOME-TOTAL")
def income_is_the_same_in_both_tables(account: Account) -> Claims:
    """收入决算表的本年收入合计应与收入支出决算总表的本年收入合计相等。"""
    yield from _same(account, "T2", "本年收入合计", "收入")


@rule("INCOME-LINES")
def income_columns_are_lines_of_table_1(account: Account) -> Claims:
    """收入决算表各栏的合计应与收入支出决算总表的相应收入行相等。"""
    for column, lines in INCOME_COLUMNS.items():
        right = [cell(account, "T1", name, "决算数", "收入") for name in lines]
        yield from identity(column, [cell(account, "T2", "合计", column)], right)


@rule("EXPENDITURE-TOTAL")
def expenditure_is_the_same_in_both_tables(account: Account) -> Claims:
    """支出决算表的本年支出合计应与收入支出决算总表的本年支出合计相等。"""
    yield from _same(account, "T3", "本年支出合计", "支出")


@rule("EXPENDITURE-LINES")
def expenditure_classes_are_lines_of_table_1(account: Account) -> Claims:
    """支出决算表每类的本年支出合计应与收入支出决算总表的相应支出行相等。"""
    for spent, summary in _both(account, "T3", "T1"):
        for row in _classes(spent):
            left = term(spent, row, "本年支出合计", (spent,))
            right = term(summary, line(summary, row.code), "决算数", (summary,))
            yield from identity((row,), [left], [right])
        for code in codes().classes if _classes(spent) else ():
            printed = line(summary, code)
            left = term(summary, printed, "决算数", (summary,))
            if printed and left and left.amount and not any(listed.code.startswith(code) for listed in spent.rows):
                nothing = Term(f"{table_name(spent)}没有列出{code}类", ZERO, ZERO, _Unlisted(spent), Cell(ZERO))
                yield from identity((printed,), [left], [nothing])


class _Unlisted(NamedTuple):
    """What a table does not list stands in none of its cells, only on its sheet."""

    table: Table

    def place(self, cell: Cell) -> Place:
        return self.table.place(cell)


@rule("APPROPRIATION-INCOME")
def appropriation_income_is_lines_of_table_1(account: Account) -> Claims:
    """财政拨款收入支出决算总表的三种收入应与收入支出决算总表的相应收入行相等。"""
    for fund in FUNDS:
        left = cell(account, "T4", fund, "决算数", "收入")
        yield from identity(fund, [left], [cell(account, "T1", f"{fund}收入", "决算数", "收入")])


@rule("APPROPRIATION-TOTALS")
def fund_totals_are_columns_of_table_4(account: Account) -> Claims:
    """三种财政拨款支出表的合计应与财政拨款收入支出决算总表本年支出合计的相应栏相等。"""
    for table_id, (column, fund) in FUND_TABLES.items():
        left = cell(account, table_id, "合计", column)
        yield from identity(fund, [left], [cell(account, "T4", "本年支出合计", fund, "支出")])


@rule("APPROPRIATION-LINES")
def fund_classes_are_lines_of_table_4(account: Account) -> Claims:
    """三种财政拨款支出表每类的合计应与财政拨款收入支出决算总表相应支出行的相应栏相等。"""
    for table_id, (column, fund) in FUND_TABLES.items():
        for spent, summary in _both(account, table_id, "T4"):
            for row in _classes(spent):
                right = term(summary, line(summary, row.code), fund, (summary, fund))
                yield from identity((row,), [term(spent, row, column, (spent,))], [right])


@rule("GENERAL-BUDGET-PART")
def general_budget_is_part_of_expenditure(account: Account) -> Claims:
    """一般公共预算财政拨款支出决算表的每个数都不应大于支出决算表的相应数。"""
    columns = {"合计": "本年支出合计", "基本支出": "基本支出", "项目支出": "项目支出"}
    for general, whole in _both(account, "T5", "T3"):
        for row in general.rows:
            for part, column in columns.items():
                left = term(general, row, part, (general, part))
                right = term(whole, whole.row(row.code or row.name), column, (whole, column))
                yield from identity((row,), [left], [right], "≤")


@rule("BASIC-EXPENDITURE")
def basic_expenditure_is_personnel_and_operating(account: Account) -> Claims:
    """一般公共预算财政拨款的基本支出应等于人员经费合计与公用经费合计之和。"""
    halves = [cell(account, "T6", name, "决算数") for name in ("人员经费合计", "公用经费合计")]
    yield from identity("", [cell(account, "T5", "合计", "基本支出")], halves)


@rule("THREE-PUBLIC-PART")
def economic_items_are_part_of_three_public(account: Account) -> Claims:
    """基本支出中列支的“三公”经费不应大于“三公”经费支出决算表的决算数。"""
    for code, column in THREE_PUBLIC.items():
        left = cell(account, "T6", code, "决算数")
        yield from identity(column, [left], [cell(account, "T7", "决算数", column)], "≤")


@rule("THREE-PUBLIC-WHOLE")
def three_public_is_part_of_expenditure(account: Account) -> Claims:
    """“三公”经费的决算数不应大于本年支出合计。"""
    whole = cell(account, "T1", "本年支出合计", "决算数", "支出")
    yield from identity("", [cell(account, "T7", "决算数", "合计")], [whole], "≤")


def _same(account: Account, table_id: TableId, name: str, side: Side) -> Claims:
    left = cell(account, table_id, "合计", name)
    yield from identity("", [left], [cell(account, "T1", name, "决算数", side)])


def _both(account: Account, first: TableId, second: TableId) -> Iterator[tuple[Table, Table]]:
    if first in account.tables and second in account.tables:
        yield account.tables[first], account.tables[second]


def _classes(table: Table) -> list[Row]:
    return [row for row in table.rows if len(row.code) == 3]
