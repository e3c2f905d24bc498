"""Identities among project items, money sources and projects, and the lists that staff put in place of the tables'."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from narrator.account import Account, Row
from narrator.account.names import folded
from narrator.alike import meant
from narrator.check.called import fact_place, row_name
from narrator.check.identity import identity
from narrator.check.rule import CORRECT_FACTS, Claims, Remark, rule
from narrator.check.terms import ZERO, Term, cell, fact, given
from narrator.finding import Level


@rule("PROJECT-ITEMS-SUM")
def items_sum_to_project_expenditure(account: Account) -> Claims:
    """项目支出明细之和与支出决算表的项目支出一般应相等，不应更大。"""
    items, spent = _items(account), cell(account, "T3", "合计", "项目支出")
    total = sum((item.amount for item in items), Decimal(0))
    if items and spent and total != spent.amount:
        given = account.facts.projects.items
        rounded = sum((fact(account, "", item.amount, item.name).bound for item in given), spent.bound)
        beyond = total - spent.amount > rounded
        remedy = "明细不会多于全部项目支出，请更正明细" if beyond else "两者口径不同的可以保留，否则请补全或更正明细"
        gap = f"{'多出' if beyond else '相差'}{abs(total - spent.amount)}万元"
        allowed = f"（允许{rounded.normalize():f}）" if beyond else ""
        message = f"项目支出明细之和为{total}万元，{spent.name}为{spent.told}，{gap}{allowed}。{remedy}。"
        level = Level.ERROR if beyond else Level.NOTICE
        yield Remark(level, message, (spent.place, *(item.place for item in items)))


@rule("PROJECT-ITEM-SOURCE")
def sources_of_items_are_listed(account: Account) -> Claims:
    """每笔项目支出明细的来源都应列在资金来源中。"""
    projects = account.facts.projects
    sources = [source.name for source in projects.sources]
    named = [item.source for item in projects.items]
    yield from _unlisted(account, "来源", named, "资金来源", sources)


@rule("PROJECT-ITEM-PROJECT")
def projects_of_items_are_listed(account: Account) -> Claims:
    """每笔项目支出明细的项目都应列在项目中。"""
    projects = account.facts.projects
    listed = [project.name for project in projects.projects]
    named = [item.project for item in projects.items]
    yield from _unlisted(account, "项目", named, "项目", listed)


@rule("PROJECT-SOURCE-PARTS", CORRECT_FACTS)
def parts_of_a_source_sum_to_its_items(account: Account) -> Claims:
    """每个资金来源的构成之和应等于由它列支的明细之和。"""
    projects = account.facts.projects
    for i, source in enumerate(projects.sources):
        path = f"项目支出.资金来源.{i}.构成"
        parts = [_exact(account, f"{path}.{j}.金额", p.amount, p.name) for j, p in enumerate(source.parts)]
        spent = [term for term, item in zip(_items(account), projects.items, strict=True) if item.source == source.name]
        nothing = given(account, path, ZERO, name="由它列支的明细")
        yield from identity(f"资金来源“{source.name}”", parts, spent or [nothing])


@rule("LIST-OMITS")
def lists_name_every_item_that_is_not_zero(account: Account) -> Claims:
    """自填的“主要包括”应写全基本支出决算表中金额不为0的各款。"""
    for half, names, rows in _lists(account):
        omitted = [row for row in rows if folded(row.name) not in names]
        if omitted:
            told = "、".join(f"{row_name(row)} {row.cells['决算数'].amount}万元" for row in omitted)
            message = f"“主要包括”中的{half}没有写{told}。确需合并或省略的可以保留，否则请补上。"
            yield _about_list(account, Level.NOTICE, message, half, omitted)


@rule("LIST-UNKNOWN")
def lists_name_only_items_that_are_there(account: Account) -> Claims:
    """自填的“主要包括”只应写基本支出决算表中金额不为0的款。"""
    for half, names, rows in _lists(account):
        unknown = [name for name in names if name not in {folded(row.name) for row in rows}]
        if unknown:
            told = "、".join(f"“{name}”" for name in unknown)
            message = f"“主要包括”中的{half}写了{told}，基本支出决算表没有这一款或其金额为0。请按表中名称改正或删去。"
            yield _about_list(account, Level.ERROR, message, half, [])


def _items(account: Account) -> list[Term]:
    items = account.facts.projects.items
    return [_exact(account, f"项目支出.明细.{i}.金额", item.amount, item.name) for i, item in enumerate(items)]


def _exact(account: Account, path: str, amount: Decimal, name: str) -> Term:
    """An amount that staff can make add up: no rounding is tolerated."""
    return given(account, path, amount, name=name)


def _unlisted(account: Account, key: str, named: list[str], list_name: str, listed: list[str]) -> Iterator[Remark]:
    """One 错误 for each name that items use and the list does not have."""
    for name in dict.fromkeys(name for name in named if name not in set(listed)):
        numbers = [i for i, used in enumerate(named) if used == name]
        places = tuple(fact_place(account, f"项目支出.明细.{i}.{key}") for i in numbers)
        message = (
            f"项目支出明细中有{len(numbers)}笔的{key}写作“{name}”，项目支出的“{list_name}”没有列出它"
            f"（已列：{'、'.join(listed) or '无'}）。{meant(name, listed)}请改正名称或补列。"
        )
        yield Remark(Level.ERROR, message, places)


def _lists(account: Account) -> Iterator[tuple[str, dict[str, None], list[Row]]]:
    """Each half of basic expenditure that has a list of its own: the names in it, and the rows that are not zero."""
    table = account.tables.get("T6")
    for half in ("人员经费", "公用经费"):
        if table and half in account.facts.lists:
            rows = [row for row in table.rows if len(row.code) == 5 and _is_of(row, half) and _spent(row)]
            yield half, dict.fromkeys(folded(name) for name in account.facts.lists[half]), rows


def _is_of(row: Row, half: str) -> bool:
    return (row.code[:3] in ("301", "303")) == (half == "人员经费")


def _spent(row: Row) -> bool:
    return "决算数" in row.cells and bool(row.cells["决算数"].amount)


def _about_list(account: Account, level: Level, message: str, half: str, rows: list[Row]) -> Remark:
    cells = tuple(account.tables["T6"].place(row.cells["决算数"]) for row in rows)
    return Remark(level, message, (fact_place(account, f"主要包括.{half}"), *cells))
