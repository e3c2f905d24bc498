"""The performance report against the tables: sources and projects without items, amounts beyond all expenditure."""

from __future__ import annotations

from narrator.account import Account
from narrator.check.called import fact_place
from narrator.check.rule import Claims, Remark, rule
from narrator.check.terms import cell
from narrator.finding import Level, Place


@rule("PROJECT-UNUSED")
def sources_and_projects_have_items(account: Account) -> Claims:
    """每个资金来源和每个项目都应有支出明细。"""
    projects = account.facts.projects
    if not projects.items:
        return
    for key, listed, used in (
        ("资金来源", [source.name for source in projects.sources], {item.source for item in projects.items}),
        ("项目", [project.name for project in projects.projects], {item.project for item in projects.items}),
    ):
        unused = {i: name for i, name in enumerate(listed) if name not in used}
        if unused:
            told = "、".join(f"“{name}”" for name in unused.values())
            message = (
                f"{len(listed)}个{key}中有{len(unused)}个没有支出明细：{told}，报告里就没有它的金额。"
                "请在项目支出的明细里补上它的支出，或改正明细里写的名称；多列的请删去。"
            )
            places = (fact_place(account, f"项目支出.{key}.{i}") for i in unused)
            yield Remark(Level.NOTICE, message, (*places, fact_place(account, "项目支出.明细")))


@rule("PERFORMANCE-AMOUNTS")
def managed_amounts_are_part_of_expenditure(account: Account) -> Claims:
    """绩效目标、绩效跟踪、绩效自评涉及的金额一般不应大于本年支出合计。"""
    managed, spent = account.facts.performance_management, cell(account, "T1", "本年支出合计", "决算数", "支出")
    for key, given in (("绩效目标", managed.goals), ("绩效跟踪", managed.tracked), ("绩效自评", managed.rated)):
        if spent and given.amount is not None and given.amount > spent.amount:
            message = (
                f"{key}涉及的金额{given.amount}万元，大于{spent.name} {spent.told}，"
                f"多出{given.amount - spent.amount}万元。请核对金额的单位（万元）和口径。"
            )
            where: tuple[Place, ...] = (fact_place(account, f"预算绩效管理.{key}.金额"), spent.place)
            yield Remark(Level.NOTICE, message, where)
