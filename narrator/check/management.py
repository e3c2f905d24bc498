"""Identities among the facts of performance management and of procurement set aside for small enterprises."""

from __future__ import annotations

from narrator.account import Account
from narrator.account.spending import Procurement
from narrator.check.identity import identity
from narrator.check.rule import CORRECT_FACTS, Claims, rule
from narrator.check.terms import count, fact

RATED = "预算绩效管理.绩效自评"
PROBLEMS = "预算绩效管理.问题"


@rule("PERFORMANCE-GRADES", CORRECT_FACTS)
def grades_add_up_to_the_projects_rated(account: Account) -> Claims:
    """绩效自评的项目数应等于各评级的项目数之和。"""
    rated = account.facts.performance_management.rated
    grades = {"优": rated.excellent, "良": rated.good, "合格": rated.passed, "不合格": rated.failed}
    parts = [
        None if number is None else count(account, f"{RATED}.{key}", number, key) for key, number in grades.items()
    ]
    if rated.number is not None:
        yield from identity("绩效自评", [count(account, f"{RATED}.项目数", rated.number, "项目数")], parts)


@rule("PERFORMANCE-PROBLEMS", CORRECT_FACTS)
def problems_mended_were_found(account: Account) -> Claims:
    """已经整改和正在整改的问题数之和不应大于发现的问题数。"""
    problems = account.facts.performance_management.problems
    dealt = {"已整改": problems.mended, "整改中": problems.pending}
    parts = [
        None if number is None else count(account, f"{PROBLEMS}.{key}", number, key) for key, number in dealt.items()
    ]
    if problems.found is not None:
        yield from identity("绩效自评问题", parts, [count(account, f"{PROBLEMS}.发现", problems.found, "发现")], "≤")


@rule("PROCUREMENT-AWARDS", CORRECT_FACTS)
def awards_are_among_all_procurement(account: Account) -> Claims:
    """预留项目和其他项目中由中小企业成交的金额之和不应大于政府采购总额。"""
    bought = account.facts.procurement
    if not isinstance(bought, Procurement) or bought.total is None:
        return
    awarded = {"中小企业预留成交": bought.awarded_set_aside, "其他项目中小企业成交": bought.awarded_elsewhere}
    parts = [None if value is None else fact(account, f"政府采购.{key}", value, key) for key, value in awarded.items()]
    yield from identity("政府采购", parts, [fact(account, "政府采购.总额", bought.total, "总额")], "≤")
