"""收支总体: totals of tables 1 to 4, and the lines of income and expenditure."""

from __future__ import annotations

from narrator.figures.definition import Rows, listing, reported
from narrator.figures.figure import Figure
from narrator.figures.figures import Figures
from narrator.figures.item import Item, Missing

reported("total", "收支总计", "T1", "总计", "决算数", "收入")
reported("income", "本年收入合计", "T1", "本年收入合计", "决算数", "收入")
reported("expenditure", "本年支出合计", "T1", "本年支出合计", "决算数", "支出")
reported("carry_over_start", "年初结转和结余", "T1", "年初结转和结余", "决算数", "收入")
reported("carry_over_end", "年末结转和结余", "T1", "年末结转和结余", "决算数", "支出")
reported("non_fiscal_balance_used", "使用非财政拨款结余", "T1", "使用非财政拨款结余", "决算数", "收入")
reported("balance_distributed", "结余分配", "T1", "结余分配", "决算数", "支出")
reported("general_public_budget_income", "一般公共预算拨款收入", "T4", "一般公共预算财政拨款", "决算数", "收入")
reported("fiscal_total", "财政拨款收支总计", "T4", "总计", "决算数", "收入")
reported("fiscal_income", "财政拨款本年收入", "T4", "本年收入合计", "决算数", "收入")
reported("fiscal_expenditure", "财政拨款本年支出", "T4", "本年支出合计", "合计", "支出")

INCOME = {
    "财政拨款收入": "fiscal_appropriation_income",
    "上级补助收入": "superior_subsidy_income",
    "事业收入": "service_income",
    "经营收入": "business_income",
    "附属单位上缴收入": "affiliate_income",
    "其他收入": "other_income",
}
EXPENDITURE = {
    "基本支出": ("basic_expenditure", "本年基本支出"),
    "项目支出": ("project_expenditure", "本年项目支出"),
    "上缴上级支出": ("remitted_expenditure", "上缴上级支出"),
    "经营支出": ("business_expenditure", "经营支出"),
    "对附属单位补助支出": ("affiliate_expenditure", "对附属单位补助支出"),
}

for _name, _id in INCOME.items():
    reported(_id, _name, "T2", "合计", _name, whole="本年收入合计")
for _name, (_id, _label) in EXPENDITURE.items():
    reported(_id, _label, "T3", "合计", _name, whole="本年支出合计")


@listing("收入项目", "表2合计行中不为零的收入")
def income_lines(figures: Figures) -> Rows:
    """Income lines that are not zero, or not known, in the table's order."""
    return _not_zero(all_income_lines(figures))


@listing("全部收入项目", "表2合计行中的各项收入")
def all_income_lines(figures: Figures) -> Rows:
    """Income lines in the table's order."""
    return _lines({name: figures[name] for name in INCOME}, Missing("公开02表", "各项收入"))


@listing("支出项目", "表3合计行中不为零的支出")
def expenditure_lines(figures: Figures) -> Rows:
    """Kinds of expenditure that are not zero, or not known, in the table's order."""
    return _not_zero(all_expenditure_lines(figures))


@listing("全部支出项目", "表3合计行中的各种支出")
def all_expenditure_lines(figures: Figures) -> Rows:
    """Kinds of expenditure in the table's order."""
    lines = {name: figures[label] for name, (_, label) in EXPENDITURE.items()}
    return _lines(lines, Missing("公开03表", "各项支出"))


def _lines(lines: dict[str, Figure], missing: Missing) -> Rows:
    if not any(figure.known for figure in lines.values()):
        return missing
    return tuple(Item({"名称": name}, figure) for name, figure in lines.items())


def _not_zero(rows: Rows) -> Rows:
    return rows if isinstance(rows, Missing) else tuple(item for item in rows if not item.is_zero)
