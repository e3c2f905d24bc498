"""Procurement against what the tables say was bought and spent."""

from __future__ import annotations

from decimal import Decimal

from narrator.account import Account
from narrator.account.spending import Procurement
from narrator.amount import text
from narrator.check.called import fact_place
from narrator.check.rule import Claims, Remark, rule
from narrator.check.terms import cell
from narrator.finding import Level

GOODS = ("31002", "31003", "31007", "31013", "31019")  # equipment, networks and vehicles


@rule("PROCUREMENT-GOODS")
def goods_bought_are_procured(account: Account) -> Claims:
    """基本支出中有设备、车辆购置的，政府采购的货物一般不应为0。"""
    bought = account.facts.procurement
    if isinstance(bought, Procurement) and not bought.goods:
        spent = [term for code in GOODS if (term := cell(account, "T6", code, "决算数")) and term.amount]
        if spent:
            told = "、".join(f"{term.name} {term.told}" for term in spent)
            goods = "为0.00万元" if "goods" in bought.model_fields_set else "没有填"
            message = f"政府采购的货物{goods}，而{told}。请核对采购的分类；没有达到采购限额标准的可以保留。"
            yield Remark(Level.NOTICE, message, (fact_place(account, "政府采购.货物"), *(t.place for t in spent)))


@rule("PROCUREMENT-LIMIT")
def procurement_is_part_of_expenditure(account: Account) -> Claims:
    """政府采购支出总额一般不应大于项目支出与公用经费之和，更不应大于本年支出合计。"""
    bought = account.facts.procurement
    if not isinstance(bought, Procurement) or bought.total is None:
        return
    projects, running = cell(account, "T3", "合计", "项目支出"), cell(account, "T6", "公用经费合计", "决算数")
    whole = (cell(account, "T1", "本年支出合计", "决算数", "支出"),)
    for terms in (whole, (projects, running)):
        known = [term for term in terms if term]
        most = sum((term.amount for term in known), Decimal(0))
        if len(known) == len(terms) and bought.total > most:
            told = "＋".join(f"{term.name} {term.told}" for term in known)
            message = (
                f"政府采购支出总额{text(bought.total, 2)}万元，大于{told}，多出{text(bought.total - most, 2)}万元。"
                "请核对金额的单位（万元）和口径。"
            )
            yield Remark(Level.NOTICE, message, (fact_place(account, "政府采购.总额"), *(t.place for t in known)))
            return
