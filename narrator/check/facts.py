"""Identities among the facts that staff supply, and between them and the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from narrator.account import Account, TableId
from narrator.account.spending import Gathering, Procurement
from narrator.check.identity import identity
from narrator.check.rule import CORRECT_FACTS, Claims, Remark, rule
from narrator.check.terms import ZERO, Term, cell, count, fact, given
from narrator.figures import Figures
from narrator.finding import Level

LAST_YEAR: dict[str, TableId] = {"收支总计": "T1", "财政拨款收支总计": "T4"}


@rule("BUDGET-TOTAL", CORRECT_FACTS)
def initial_budget_is_sum_of_its_items(account: Account) -> Claims:
    """年初预算合计应等于各项年初预算之和。"""
    yield from _whole_budget(account, "年初预算", account.facts.initial_budget, account.facts.initial_budget_total)


def _whole_budget(account: Account, kind: str, budget: Mapping[str, Decimal], total: Decimal | None) -> Claims:
    top = [code for code in budget if not any(code[:n] in budget for n in (3, 5) if n < len(code))]
    if total is not None:
        parts = [fact(account, f"{kind}.{code}", budget[code], code) for code in top]
        yield from identity(kind, [fact(account, f"{kind}合计", total, "合计")], parts)


@rule("FULL-BUDGET-TOTAL", CORRECT_FACTS)
def full_budget_is_sum_of_its_items(account: Account) -> Claims:
    """全年预算合计应等于各项全年预算之和。"""
    yield from _whole_budget(account, "全年预算", account.facts.full_budget, account.facts.full_budget_total)


@rule("DEPARTMENT-BUDGET", CORRECT_FACTS)
def the_departments_budget_holds_the_general_one(account: Account) -> Claims:
    """部门年初预算合计（各种资金）不应小于一般公共预算的年初预算。"""
    whole = account.facts.department_budget
    general = None if whole is None else Figures(account)["一般公共预算支出年初预算"].value
    if whole is not None and general is not None:
        given = "年初预算" if account.facts.initial_budget_total is None else "年初预算合计"
        left = fact(account, given, general, "一般公共预算年初预算")
        yield from identity("", [left], [fact(account, "部门年初预算合计", whole)], "≤")


@rule("PROCUREMENT-SUM", CORRECT_FACTS)
def procurement_is_sum_of_its_kinds(account: Account) -> Claims:
    """政府采购支出总额应等于货物、工程、服务之和。"""
    bought = account.facts.procurement
    if isinstance(bought, Procurement) and bought.total is not None:
        kinds = {"货物": bought.goods, "工程": bought.works, "服务": bought.services}
        parts = [fact(account, f"政府采购.{kind}", amount, kind) for kind, amount in kinds.items()]
        yield from identity("政府采购", [fact(account, "政府采购.总额", bought.total, "总额")], parts)


@rule("PROCUREMENT-SHARES", CORRECT_FACTS)
def awards_are_part_of_procurement(account: Account) -> Claims:
    """授予小微企业的合同金额不应大于授予中小企业的，授予中小企业的不应大于政府采购支出总额。"""
    bought = account.facts.procurement
    if not isinstance(bought, Procurement):
        return
    amounts = {"小微企业": bought.small_and_micro, "中小企业": bought.small_and_medium, "总额": bought.total}
    nested = [fact(account, f"政府采购.{key}", value, key) for key, value in amounts.items() if value is not None]
    for less, more in pairwise(nested):
        yield from identity("政府采购", [less], [more], "≤")


@rule("VEHICLES-SUM", CORRECT_FACTS)
def vehicles_are_sum_of_their_kinds(account: Account) -> Claims:
    """车辆总数应等于各种用途的车辆数之和。"""
    assets = account.facts.assets
    if assets.vehicles is not None and assets.vehicle_kinds is not None:
        kinds = [
            count(account, f"国有资产.车辆用途.{i}.数量", kind.number, kind.kind)
            for i, kind in enumerate(assets.vehicle_kinds)
        ]
        yield from identity("国有资产", [count(account, "国有资产.车辆", assets.vehicles, "车辆")], kinds)


@rule("VEHICLES-HELD", CORRECT_FACTS)
def vehicles_held_are_among_all_vehicles(account: Account) -> Claims:
    """公务用车保有量不应大于车辆总数。"""
    held, total = account.facts.three_public.vehicles.held, account.facts.assets.vehicles
    if held is not None and total is not None:
        left = count(account, "三公经费.公务用车.保有量", held, "公务用车保有量")
        yield from identity("", [left], [count(account, "国有资产.车辆", total, "车辆总数")], "≤")


@rule("THREE-PUBLIC-COUNTS")
def counts_and_money_go_together(account: Account) -> Claims:
    """“三公”经费有支出而数量为0，或数量不为0而没有支出。"""
    for column, counted in _three_public(account):
        spent = cell(account, "T7", "决算数", column)
        if spent and bool(spent.amount) != bool(counted.amount):
            values = f"{counted.name} {counted.amount}，{spent.name} {spent.told}"
            message = f"{values}：一个为0或空白，另一个不为0。请核对；属实的（如由其他资金列支）可以保留。"
            yield _notice(message, counted, spent)


@rule("MEETINGS", CORRECT_FACTS)
def meetings_cost_at_least_what_the_table_says(account: Account) -> Claims:
    """填报的会议费不应小于基本支出决算表的会议费（30215）。"""
    yield from _gatherings(account, "会议", account.facts.meetings, "30215")


@rule("TRAINING", CORRECT_FACTS)
def training_costs_at_least_what_the_table_says(account: Account) -> Claims:
    """填报的培训费不应小于基本支出决算表的培训费（30216）。"""
    yield from _gatherings(account, "培训", account.facts.training, "30216")


@rule("LAST-YEAR")
def last_year_is_what_its_tables_say(account: Account) -> Claims:
    """填报的上年数应与上年公开表一致。"""
    before = account.model_copy(update={"tables": account.last_year})
    for label, table_id in LAST_YEAR.items():
        given = account.facts.last_year.get(label)
        there = cell(before, table_id, "总计", "决算数", "收入")
        if given is not None and there and given != there.amount:
            stated = fact(account, f"上年数.{label}", given)
            values = f"填报为{given}万元，上年{there.name}为{there.told}，相差{abs(given - there.amount)}万元"
            message = f"上年数“{label}”{values}。请确认以哪个为准。"
            yield _notice(message, stated, there)


def _three_public(account: Account) -> Iterator[tuple[str, Term]]:
    """Each count given, with the column of the money that it goes with."""
    three = account.facts.three_public
    travel, guests, cars = three.overseas_travel, three.hospitality, three.vehicles
    for column, path, number in (
        ("因公出国（境）费", "因公出国.团组", travel.groups),
        ("因公出国（境）费", "因公出国.人次", travel.persons),
        ("公务接待费", "公务接待.批次", guests.groups),
        ("公务接待费", "公务接待.人次", guests.persons),
        ("公务用车购置费", "公务用车.购置数", cars.bought),
        ("公务用车运行维护费", "公务用车.保有量", cars.held),
    ):
        if number is not None:
            yield column, count(account, f"三公经费.{path}", number)


def _gatherings(account: Account, path: str, held: Sequence[Gathering] | None, code: str) -> Claims:
    """The table's amount is at most the sum of those given; unjudged unless every one gives its amount."""
    amounts = [gathering.amount for gathering in held or ()]
    spent = cell(account, "T6", code, "决算数")
    if held is None or spent is None or None in amounts:
        return
    terms = [fact(account, f"{path}.{i}.金额", amount) for i, amount in enumerate(amounts) if amount is not None]
    nothing = given(account, path, ZERO, name=f"{path}（填报为“无”）")
    yield from identity("", [spent], terms or [nothing], "≤")


def _notice(message: str, *terms: Term) -> Remark:
    return Remark(Level.NOTICE, message, tuple(term.place for term in terms))
