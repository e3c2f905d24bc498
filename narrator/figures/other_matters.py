"""Other matters: year and heads, meetings, training and events, procurement, assets."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from narrator.figures.arithmetic import difference, percentage, total
from narrator.figures.definition import computed, listing, reported
from narrator.figures.figure import Figure
from narrator.figures.figures import Figures
from narrator.figures.item import FactGroup, FreeText, Item, Missing

reported("basic_meetings", "基本支出会议费", "T6", "30215", "决算数")
reported("basic_training", "基本支出培训费", "T6", "30216", "决算数")


@computed("本年度", "年", "填报", "填报 年度")
def year(figures: Figures) -> Figure:
    """The year of the report."""
    value = figures.account.year
    known = None if value is None else Decimal(value)
    return Figure("本年度", known, "年", "填报", "填报 年度", id="year", wanted="年度")


@computed("次年度", "年", "本年度 + 1", "填报 年度")
def next_year(figures: Figures) -> Figure:
    """The year in which the report is published."""
    this = figures["本年度"]
    value = None if this.value is None else this.value + 1
    return Figure("次年度", value, "年", "本年度 + 1", operands=(this,), id="next_year")


@computed("上一年度", "年", "本年度 − 1", "填报 年度")
def previous_year(figures: Figures) -> Figure:
    """The year before, with which the report compares."""
    this = figures["本年度"]
    value = None if this.value is None else this.value - 1
    return Figure("上一年度", value, "年", "本年度 − 1", operands=(this,), id="previous_year")


def _spent(figures: Figures, id: str, label: str, key: str, in_tables: Figure | None = None) -> Figure:
    """The sum of the amounts given; where none is given, what table 6 says, which without table or facts is unknown."""
    given: Any = figures.fact(key)
    amounts = [] if isinstance(given, Missing) else [figures.figure_of(group, "金额") for group in given]
    if in_tables is not None and in_tables != 0 and not any(amount.known for amount in amounts):
        return total(id, label, [in_tables], "取自表6")
    if isinstance(given, Missing):
        return _unsaid(id, label, key)
    return total(id, label, amounts, f"填报的{key}金额之和", reference=f"填报 {key}")


def _unsaid(id: str, label: str, key: str) -> Figure:
    return Figure(label, None, formula="填报", reference=f"填报 {key}", id=id, wanted=key)


def _count(figures: Figures, id: str, label: str, path: str) -> Figure:
    given = figures.fact(path)
    value = None if isinstance(given, Missing) else Decimal(len(given))
    return Figure(label, value, "个", f"填报的{path}的个数", f"填报 {path}", id=id, wanted=path)


@computed("内设机构数", "个", "填报的内设机构的个数", "填报 单位概况")
def offices(figures: Figures) -> Figure:
    """How many offices the unit has."""
    return _count(figures, "offices", "内设机构数", "单位概况.内设机构")


@computed("决算单位数", "个", "填报的决算单位的个数", "填报 单位概况")
def member_units(figures: Figures) -> Figure:
    """How many units the account covers."""
    return _count(figures, "member_units", "决算单位数", "单位概况.决算单位")


@computed("会议费", "万元", "填报的会议金额之和；没有填时取表6的30215", "公开06表")
def meeting_fee(figures: Figures) -> Figure:
    """Money spent on meetings."""
    return _spent(figures, "meeting_fee", "会议费", "会议", figures["基本支出会议费"])


@computed("培训费", "万元", "填报的培训金额之和；没有填时取表6的30216", "公开06表")
def training_fee(figures: Figures) -> Figure:
    """Money spent on training."""
    return _spent(figures, "training_fee", "培训费", "培训", figures["基本支出培训费"])


@computed("大型活动费", "万元", "填报的大型活动金额之和", "填报 大型活动")
def event_fee(figures: Figures) -> Figure:
    """Money spent on large events."""
    return _spent(figures, "event_fee", "大型活动费", "大型活动")


ACTIVITIES = {  # the key of the facts, the verb, and the noun, which is not added after itself, 座谈会 or 培训班
    "会议费": ("会议", "召开", ("会议", "会")),
    "培训费": ("培训", "开展", ("培训", "班")),
    "大型活动费": ("大型活动", "举办", ("活动", "会", "赛")),
}


def activity(figures: Figures, label: str) -> Item:
    """Meetings, training or large events as a row: name, verb and the gatherings themselves."""
    key, verb, nouns = ACTIVITIES[label]
    given = figures.fact(key)
    gathered = given if isinstance(given, Missing) else tuple(_gathering(figures, group, nouns) for group in given)
    fields = {"名称": label, "动词": verb, "活动": gathered}
    return Item({**fields, "用途": Missing(key, f"{label}的用途")}, figures[label])


def _gathering(figures: Figures, group: FactGroup, nouns: tuple[str, ...]) -> Item:
    """A meeting, training or event, and the noun that the sentence adds where what staff wrote does not end with it."""
    content = figures.fact_of(group, "内容")
    if isinstance(content, FreeText):
        content = replace(content, text=content.text.rstrip("。"))
    said = isinstance(content, FreeText) and content.text.endswith(nouns)
    return Item({"内容": content, "名词": "" if said else nouns[0], "人数": figures.fact_of(group, "人数")})


@listing("一般性支出", "有开支或没有填报的会议费、培训费、大型活动")
def activities(figures: Figures) -> tuple[Item, ...]:
    """Meetings, training and events with money spent on them, or where that is not known."""
    absent = {label for label in ACTIVITIES if figures[label] == 0}
    return tuple(activity(figures, label) for label in ACTIVITIES if label not in absent)


@listing("没有的一般性支出", "没有开支的会议费、培训费、大型活动")
def absent_activities(figures: Figures) -> tuple[Item, ...]:
    """Meetings, training and events without money spent on them."""
    absent = [label for label in ACTIVITIES if figures[label] == 0]
    return tuple(Item({"名称": label.replace("活动费", "活动")}) for label in absent)


PROCUREMENT = {"货物": "goods", "工程": "works", "服务": "services"}


def _procurement(figures: Figures, key: str) -> Any:
    group = figures.fact("政府采购")
    return figures.fact_of(group, key) if isinstance(group, FactGroup) else None


@computed("政府采购总额", "万元", "填报的总额；没有填时为货物、工程、服务之和", "填报 政府采购")
def procurement(figures: Figures) -> Figure:
    """All procurement."""
    if isinstance(figures.fact("政府采购"), Missing):
        return _unsaid("procurement", "政府采购总额", "政府采购")
    given = _procurement(figures, "总额")
    if isinstance(given, Figure):
        return total("procurement", "政府采购总额", [given], "填报")
    parts = [part for key in PROCUREMENT if isinstance(part := _procurement(figures, key), Figure)]
    return total("procurement", "政府采购总额", parts, "货物 + 工程 + 服务", reference="填报 政府采购")


@computed("中小企业占比", "%", "授予中小企业合同金额 ÷ 政府采购总额", "填报 政府采购")
def small_and_medium_share(figures: Figures) -> Figure:
    """Contracts with small and medium enterprises as a share of all procurement."""
    return _awarded(figures, "small_and_medium_share", "中小企业")


@computed("小微企业占比", "%", "授予小微企业合同金额 ÷ 政府采购总额", "填报 政府采购")
def small_and_micro_share(figures: Figures) -> Figure:
    """Contracts with small and micro enterprises as a share of all procurement."""
    return _awarded(figures, "small_and_micro_share", "小微企业")


def _awarded(figures: Figures, id: str, key: str) -> Figure:
    group = figures.fact("政府采购")
    nothing = Figure(f"政府采购.{key}", Decimal(0), formula="填报", reference="填报 政府采购")
    part = figures.figure_of(group, key) if isinstance(group, FactGroup) else nothing
    return percentage(id, f"{key}占比", part, figures["政府采购总额"])


@listing("采购类别", "不为零的货物、工程、服务采购")
def procurement_kinds(figures: Figures) -> tuple[Item, ...]:
    """Kinds of procurement that are not zero."""
    kinds = ((key, _procurement(figures, key)) for key in PROCUREMENT)
    return tuple(Item({"名称": key}, amount) for key, amount in kinds if isinstance(amount, Figure) and amount != 0)


@computed("本年预算收入", "万元", "本年收入合计", "公开01表")
def budgeted_income(figures: Figures) -> Figure:
    """This year's income as the performance report calls it."""
    return total("budgeted_income", "本年预算收入", [figures["本年收入合计"]], "本年收入合计")


@computed("部门年初预算", "万元", "填报的部门年初预算合计；没有其他收入的为一般公共预算年初预算", "填报 年初预算")
def department_budget(figures: Figures) -> Figure:
    """The initial budget of all money; that of the general public budget where there is no other money."""
    id, label, wanted = "department_budget", "部门年初预算", "部门年初预算合计"
    given = figures[wanted]
    if given.known:
        return total(id, label, [given], "填报")
    if figures["本年收入合计"] != figures["一般公共预算拨款收入"]:
        return Figure(label, None, formula="填报", reference=f"填报 {wanted}", id=id, wanted=wanted)
    return total(id, label, [figures["一般公共预算支出年初预算"]], "一般公共预算年初预算")


@computed("预算调整", "万元", "本年预算收入 − 部门年初预算", "公开01表、填报 年初预算")
def adjustment(figures: Figures) -> Figure:
    """What was added to the initial budget during the year."""
    return difference("adjustment", "预算调整", figures["本年预算收入"], figures["部门年初预算"])
