"""Rows that every form prints, and rows that one table lists and another does not."""

from __future__ import annotations

from narrator.account import Account, Row, Side, Table, TableId
from narrator.check.called import PRINTED, beginning, fact_place, row_name, table_name, tables
from narrator.check.rule import Claims, Remark, rule
from narrator.check.within import FUNDS
from narrator.finding import Level, Place

Rows = dict[TableId, tuple[tuple[Side, str], ...]]
SIDES: tuple[tuple[Side, str], ...] = (
    ("收入", "本年收入合计"),
    ("收入", "总计"),
    ("支出", "本年支出合计"),
    ("支出", "总计"),
)
TOTALS: Rows = {
    "T1": SIDES,
    "T2": (("", "合计"),),
    "T3": (("", "合计"),),
    "T4": SIDES,
    "T5": (("", "合计"),),
    "T6": (("", "人员经费合计"), ("", "公用经费合计")),
    "T7": (("", "预算数"), ("", "决算数")),
    "T8": (("", "合计"),),
    "T9": (("", "合计"),),
}
BALANCES: Rows = {
    "T1": (("收入", "年初结转和结余"), ("支出", "年末结转和结余")),
    "T4": (
        ("收入", "年初财政拨款结转和结余"),
        *(("收入", f"年初{fund}") for fund in FUNDS),
        ("支出", "年末财政拨款结转和结余"),
    ),
}
ITEMISED: tuple[TableId, ...] = ("T2", "T3", "T5")
SECTION = 5  # digits of its code


@rule("TOTAL-MISSING")
def tables_have_their_totals(account: Account) -> Claims:
    """有数的表都应有合计和总计各行。"""
    yield from _missing(account, TOTALS, Level.ERROR)


@rule("BALANCE-MISSING")
def tables_have_their_balances(account: Account) -> Claims:
    """收入支出决算总表和财政拨款收入支出决算总表应有年初、年末结转和结余各行。"""
    yield from _missing(account, BALANCES, Level.NOTICE)


@rule("ROW-ELSEWHERE")
def tables_list_the_same_items(account: Account) -> Claims:
    """收入决算表、支出决算表和一般公共预算财政拨款支出决算表中同一类、同一款，应同样列出其下的款、项。"""
    itemised = list(tables(account, ITEMISED))
    for table in itemised:
        for row in [row for row in table.rows if _is_bare(row, table)]:
            if other := next((other for other in itemised if _below(row, other)), None):
                yield _bare(table, row, other)
            elif table.id == PRINTED and (given := [code for code in _budgeted(account) if code.startswith(row.code)]):
                yield _unlisted(account, table, row, given)


def _missing(account: Account, wanted: Rows, level: Level) -> Claims:
    """One remark for each table with amounts that lacks some of its rows."""
    for table in tables(account, wanted):
        missing = [name for side, name in wanted[table.id] if table.row(name, side) is None]
        if missing and any(cell.value for row in table.rows for cell in row.cells.values()):
            message = (
                f"{table_name(table)}缺少{len(missing)}行：{'、'.join(missing)}，报告里用到的地方会是0.00万元。"
                "请补上这些行，或核对行的名称，重新导出公开表。"
            )
            yield Remark(level, message, (Place(file=table.file or None, sheet=table.sheet or None),))


def _bare(table: Table, row: Row, other: Table) -> Remark:
    rows = _below(row, other)
    message = (
        f"{table_name(table)}的{row_name(row)}之下没有列出科目，{table_name(other)}在它之下列有"
        f"{'、'.join(map(row_name, rows))}。{_consequence(table)}"
    )
    pairs = ((table, row), *((other, below) for below in rows))
    spent = any(cell.value for below in rows for cell in below.cells.values())
    is_certain = spent and len(row.code) == len(rows[0].code) - 2 == SECTION
    level = Level.ERROR if is_certain or table.id == PRINTED else Level.NOTICE
    return Remark(level, message, tuple(place for one, r in pairs for place in beginning(one, r)))


def _unlisted(account: Account, table: Table, row: Row, given: list[str]) -> Remark:
    """A class or section with amounts and nothing below it, where staff gave the budget of items below it."""
    told = "、".join(given)
    message = f"{table_name(table)}的{row_name(row)}之下没有列出科目，填报的年初预算有{told}。{_consequence(table)}"
    return Remark(
        Level.ERROR, message, (*beginning(table, row), *(fact_place(account, f"年初预算.{code}") for code in given))
    )


def _consequence(table: Table) -> str:
    if table.id != PRINTED:
        return "请核对有没有漏行，补上后重新导出公开表。"
    return "漏了项级科目，报告就少了它的一段。请在公开表里补上这些行，重新导出。"


def _budgeted(account: Account) -> list[str]:
    """The codes of items that staff gave an initial budget for, zero or not."""
    return list(account.facts.initial_budget)


def _is_bare(row: Row, table: Table) -> bool:
    """Whether a class or section with amounts has nothing below it."""
    return len(row.code) in (3, 5) and not _below(row, table) and any(cell.value for cell in row.cells.values())


def _below(row: Row, table: Table) -> list[Row]:
    """The rows of a table whose code lies below this row's."""
    return [other for other in table.rows if len(other.code) > len(row.code) and other.code.startswith(row.code)]
