"""Identities within one table."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from narrator.account import Account, Row, Side, Table, TableId
from narrator.check.called import tables
from narrator.check.identity import identity
from narrator.check.rule import Claims, rule
from narrator.check.terms import term

FUNDS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
COLUMNS: dict[TableId, tuple[str, tuple[str, ...]]] = {
    "T2": (
        "本年收入合计",
        ("财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"),
    ),
    "T3": ("本年支出合计", ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")),
    "T4": ("合计", FUNDS),
    "T5": ("合计", ("基本支出", "项目支出")),
    "T8": ("本年支出", ("基本支出", "项目支出")),
    "T9": ("本年支出", ("基本支出", "项目支出")),
}
SUBTOTALS: tuple[tuple[Side, str], ...] = (("收入", "本年收入合计"), ("支出", "本年支出合计"))
GRAND_TOTALS: dict[TableId, dict[Side, tuple[str, ...]]] = {
    "T1": {
        "收入": ("本年收入合计", "使用非财政拨款结余", "年初结转和结余"),
        "支出": ("本年支出合计", "结余分配", "年末结转和结余"),
    },
    "T4": {"收入": ("本年收入合计", "年初财政拨款结转和结余"), "支出": ("本年支出合计", "年末财政拨款结转和结余")},
}


@rule("LINES-SUBTOTAL")
def subtotal_is_sum_of_lines(account: Account) -> Claims:
    """本年收入合计、本年支出合计应等于其上各行之和。"""
    for table in tables(account, ("T1", "T4")):
        for side, total in SUBTOTALS:
            yield from _sums(table, table.row(total, side), _above(table, side, total))


@rule("LINES-GRAND-TOTAL")
def grand_total_is_sum_of_its_parts(account: Account) -> Claims:
    """总计应等于本年合计与结余、结转各行之和。"""
    for table in tables(account, GRAND_TOTALS):
        for side, names in GRAND_TOTALS[table.id].items():
            parts = [part for name in names if (part := table.row(name, side))]
            if len(parts) == len(names):
                yield from _sums(table, table.row("总计", side), parts)


@rule("LINES-BALANCE")
def both_grand_totals_are_equal(account: Account) -> Claims:
    """收入总计与支出总计应相等。"""
    for table in tables(account, GRAND_TOTALS):
        income, expenditure = table.row("总计", "收入"), table.row("总计", "支出")
        column = "决算数" if table.id == "T1" else "合计"
        left, right = term(table, income, "决算数", "收入总计"), term(table, expenditure, column, "支出总计")
        yield from identity((table,), [left], [right])


@rule("ROW-COLUMNS")
def row_is_sum_of_its_columns(account: Account) -> Claims:
    """每行的合计应等于该行各栏之和。"""
    for table in tables(account, COLUMNS):
        total, parts = COLUMNS[table.id]
        for row in table.rows:
            columns = [term(table, row, part) for part in parts]
            yield from identity((table, row), [term(table, row, total)], columns)


@rule("CLASS-PARTS")
def class_is_sum_of_its_parts(account: Account) -> Claims:
    """合计应等于各类之和，每类应等于其各款之和，每款应等于其各项之和。"""
    for table in tables(account, ("T2", "T3", "T5", "T6", "T8", "T9")):
        for row, parts in _families(table):
            yield from _sums(table, row, parts)


@rule("ROW-CARRY-OVER")
def carry_over_is_what_income_leaves(account: Account) -> Claims:
    """年末结转和结余应等于年初结转和结余加本年收入减本年支出。"""
    for table in tables(account, ("T8", "T9")):
        for row in table.rows:
            left = [term(table, row, name) for name in ("年初结转和结余", "本年收入")]
            right = [term(table, row, name) for name in ("本年支出", "年末结转和结余")]
            yield from identity((table, row), left, right)


@rule("FUND-OPENING")
def opening_carry_over_is_sum_of_funds(account: Account) -> Claims:
    """年初财政拨款结转和结余应等于三种财政拨款的年初数之和。"""
    for table in tables(account, ("T4",)):
        parts = [part for fund in FUNDS if (part := table.row(f"年初{fund}", "收入"))]
        if len(parts) == len(FUNDS):
            yield from _sums(table, table.row("年初财政拨款结转和结余", "收入"), parts)


@rule("FUND-BALANCE")
def each_fund_balances(account: Account) -> Claims:
    """每种财政拨款的本年收入加年初结转和结余，应等于其本年支出加年末结转和结余。"""
    for table in tables(account, ("T4",)):
        for fund in FUNDS:
            income, opening = table.row(fund, "收入"), table.row(f"年初{fund}", "收入")
            spent, closing = (table.row(name, "支出") for name in GRAND_TOTALS["T4"]["支出"])
            left = [term(table, income, "决算数", "本年收入"), term(table, opening, "决算数", "年初结转和结余")]
            right = [term(table, spent, fund, "本年支出"), term(table, closing, fund, "年末结转和结余")]
            yield from identity((table, fund), left, right)


@rule("ECONOMIC-TOTALS")
def personnel_and_operating_are_sums_of_classes(account: Account) -> Claims:
    """人员经费合计应等于301与303两类之和，公用经费合计应等于其余各类之和。"""
    for table in tables(account, ("T6",)):
        classes = [row for row in table.rows if len(row.code) == 3]
        personnel = [row for row in classes if row.code in ("301", "303")]
        operating = [row for row in classes if row.code not in ("301", "303")]
        yield from _sums(table, table.row("人员经费合计"), personnel)
        yield from _sums(table, table.row("公用经费合计"), operating)


@rule("THREE-PUBLIC-SUM")
def three_public_is_sum_of_its_kinds(account: Account) -> Claims:
    """“三公”经费合计应等于因公出国（境）费、公务用车购置及运行维护费、公务接待费之和，用车费应等于购置费与运行维护费之和。"""
    vehicles = "公务用车购置及运行维护费"
    for table in tables(account, ("T7",)):
        for row in table.rows:
            kinds = [term(table, row, kind) for kind in ("因公出国（境）费", vehicles, "公务接待费")]
            halves = [term(table, row, half) for half in ("公务用车购置费", "公务用车运行维护费")]
            yield from identity((table, row), [term(table, row, "合计")], kinds)
            yield from identity((table, row), [term(table, row, vehicles)], halves)


def _sums(table: Table, total: Row | None, parts: list[Row]) -> Claims:
    """In every column, the total row is the sum of the parts."""
    if total:
        for column in total.cells:
            addends = [term(table, part, column, (part,)) for part in parts]
            yield from identity((table, total), [term(table, total, column)], addends)


def _above(table: Table, side: Side, name: str) -> list[Row]:
    return list(takewhile(lambda row: row.name != name, (row for row in table.rows if row.side == side)))


def _families(table: Table) -> Iterator[tuple[Row, list[Row]]]:
    """Each row that has rows below it, with those: a code belongs to the longest listed code that begins it."""
    families: dict[str, list[Row]] = {row.code: [] for row in table.rows}
    for row in table.rows:
        if code := row.code:
            above = [code[:n] for n in (5, 3) if n < len(code) and code[:n] in families]
            families.setdefault(above[0] if above else "", []).append(row)
    for row in table.rows:
        if (row.code or row.name == "合计") and families[row.code]:
            yield row, families[row.code]
