"""Common indicators of 财预〔2013〕53号 that tables and facts allow: rates over what is reported, in per cent."""

from __future__ import annotations

from narrator.figures.arithmetic import difference, percentage, total
from narrator.figures.definition import Definition, computed, define
from narrator.figures.figure import Figure
from narrator.figures.figures import Figures
from narrator.figures.item import Missing
from narrator.figures.performance import spent_on

KEY_PROJECTS = "自评.重点项目"
BUDGET = "部门年初预算"  # what the bureau approved at the year's start


@computed("重点项目支出", "万元", "重点项目的明细之和", "填报 自评、填报 项目支出")
def key_project_expenditure(figures: Figures) -> Figure:
    """What was spent on the projects that staff call 重点."""
    named = figures.fact(KEY_PROJECTS)
    id, label = "key_project_expenditure", "重点项目支出"
    if isinstance(named, Missing):
        return Figure(label, None, formula="填报", reference=f"填报 {KEY_PROJECTS}", id=id, wanted=KEY_PROJECTS)
    return spent_on(figures, id, label, [name.text for name in named])


@computed("预算调整数", "万元", "填报的预算调整数；没有填时为预算调整的绝对值", "填报 自评、公开01表")
def budget_adjusted(figures: Figures) -> Figure:
    """All money added, cut or moved; without that, at least the net change of the budget."""
    given = figures["自评.预算调整数"]
    if given.known:
        return total("budget_adjusted", "预算调整数", [given], "填报")
    net = figures["预算调整"]
    value = None if net.value is None else abs(net.value)
    return Figure("预算调整数", value, "万元", "预算调整的绝对值", operands=(net,), id="budget_adjusted")


@computed("全年支出预算", "万元", "填报的全年支出预算；没有填时为收支总计", "填报 自评、公开01表")
def full_year_budget(figures: Figures) -> Figure:
    """What could be spent in the year."""
    given = figures["自评.全年支出预算"]
    if given.known:
        return total("full_year_budget", "全年支出预算", [given], "填报")
    return total("full_year_budget", "全年支出预算", [figures["收支总计"]], "收支总计")


@computed("结转结余增减", "万元", "年末结转和结余 − 年初结转和结余", "公开01表")
def carry_over_change(figures: Figures) -> Figure:
    """How much more was left at the year's end than at its start."""
    return difference("carry_over_change", "结转结余增减", figures["年末结转和结余"], figures["年初结转和结余"])


RATES = {
    "staff_control": ("在职人员控制率", "人员.在职", "人员.编制", "填报 人员"),
    "three_public_change": ("三公经费变动率", "三公经费支出预算增减", "上年三公经费支出预算", "公开07表、填报 上年数"),
    "key_spending": ("重点支出安排率", "重点项目支出", "本年项目支出", "填报 自评、公开03表"),
    "budget_completion": ("预算完成率", "本年支出合计", BUDGET, "公开01表、填报 年初预算"),
    "full_year_completion": ("全年预算完成率", "本年支出合计", "全年支出预算", "公开01表"),
    "budget_adjustment": ("预算调整率", "预算调整数", BUDGET, "公开01表、填报 年初预算"),
    "payment_progress": ("支付进度率", "全年预算完成率", "自评.既定支付进度", "公开01表、填报 自评"),
    "carry_over": ("结转结余率", "年末结转和结余", "全年支出预算", "公开01表"),
    "carry_over_change_rate": ("结转结余变动率", "结转结余增减", "年初结转和结余", "公开01表"),
    "operating_control": ("公用经费控制率", "公用经费", "自评.公用经费预算", "公开06表、填报 自评"),
    "three_public_control": ("三公经费控制率", "三公经费支出", "三公经费支出预算", "公开07表"),
    "procurement_execution": ("政府采购执行率", "政府采购总额", "自评.采购预算", "填报 政府采购、填报 自评"),
    "fixed_asset_use": ("固定资产利用率", "自评.在用固定资产", "自评.固定资产", "填报 自评"),
    "work_completion": ("实际完成率", "自评.完成工作", "自评.计划工作", "填报 自评"),
    "work_timeliness": ("完成及时率", "自评.及时完成", "自评.计划工作", "填报 自评"),
    "work_quality": ("质量达标率", "自评.质量达标", "自评.计划工作", "填报 自评"),
    "key_work_completion": ("重点工作办结率", "自评.重点工作办结", "自评.重点工作", "填报 自评"),
}


def _define(id: str, label: str, part: str, whole: str, reference: str) -> None:
    def rate(figures: Figures) -> Figure:
        return percentage(id, label, figures[part], figures[whole], reference)

    define(Definition(id, label, "%", f"{part} ÷ {whole}", reference, rate))


for _id, _rate in RATES.items():
    _define(_id, *_rate)
