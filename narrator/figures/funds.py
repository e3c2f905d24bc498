"""政府性基金 and 国有资本经营预算 (tables 8 and 9)."""

from __future__ import annotations

from narrator.figures.definition import listing, reported
from narrator.figures.figures import Figures
from narrator.figures.general_public_budget import functional_items
from narrator.figures.item import Item

reported("government_fund_start", "政府性基金年初结转和结余", "T8", "合计", "年初结转和结余")
reported("government_fund_income", "政府性基金收入", "T8", "合计", "本年收入")
reported("government_fund", "政府性基金支出", "T8", "合计", "本年支出")
reported("government_fund_basic", "政府性基金基本支出", "T8", "合计", "基本支出")
reported("government_fund_project", "政府性基金项目支出", "T8", "合计", "项目支出")
reported("government_fund_end", "政府性基金年末结转和结余", "T8", "合计", "年末结转和结余")
reported("state_capital", "国有资本支出", "T9", "合计", "本年支出")
reported("state_capital_basic", "国有资本基本支出", "T9", "合计", "基本支出")
reported("state_capital_project", "国有资本项目支出", "T9", "合计", "项目支出")
reported("state_capital_income", "国有资本收入", "T4", "国有资本经营预算财政拨款", "决算数", "收入")


@listing("政府性基金项", "表8中有本年支出，或有年初预算、全年预算的项级科目，按编码排列")
def government_fund_items(figures: Figures) -> tuple[Item, ...]:
    """Functional items paid from government funds, by code."""
    facts = figures.account.facts
    return functional_items(figures, "T8", "政府性基金", (*facts.fund_budget, *facts.fund_full_budget))


@listing("国有资本项", "表9中有本年支出，或有年初预算、全年预算的项级科目，按编码排列")
def state_capital_items(figures: Figures) -> tuple[Item, ...]:
    """Functional items paid from the state-capital budget, by code."""
    facts = figures.account.facts
    budgeted = (*facts.state_capital_budget, *facts.state_capital_full_budget)
    return functional_items(figures, "T9", "国有资本", budgeted)
