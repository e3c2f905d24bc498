"""The facts that staff supply because no table says them: the models of 填报.yaml, keyed by its Chinese names."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Annotated, Literal, TypeVar

from pydantic import BeforeValidator, Field, StringConstraints

from narrator.account.cells import Model

_AMOUNT = re.compile(r"^(-?\d+(?:\.\d+)?)(万元|元)?$")
_COUNT = re.compile(r"^(\d+)(?:人次|人|个|辆|台|套|次|批次|批|户|台（套）)?$")


def _amount(value: object) -> object:
    """万元 from 343.55, "1,343.55", "343.55万元" or "3435500元"; anything else is left for the model to refuse."""
    if not isinstance(value, str):
        return value
    match = _AMOUNT.match(unicodedata.normalize("NFKC", value).replace(",", "").strip())
    if not match:
        raise ValueError("金额")
    return Decimal(match[1]) / (10000 if match[2] == "元" else 1)


def _count(value: object) -> object:
    if not isinstance(value, str):
        return value
    match = _COUNT.match(unicodedata.normalize("NFKC", value).replace(",", "").strip())
    if not match:
        raise ValueError("个数")
    return int(match[1])


def _none_means_empty(value: object) -> object:
    return () if value == "无" else value


Amount = Annotated[Decimal, BeforeValidator(_amount)]
Count = Annotated[int, BeforeValidator(_count), Field(ge=0)]
Text = Annotated[str, StringConstraints(min_length=1)]
T = TypeVar("T")
Many = Annotated[tuple[T, ...], BeforeValidator(_none_means_empty)]  # the word 无 in place of the list: there is none
FunctionalCode = Annotated[str, StringConstraints(pattern=r"^\d{3}(\d{2}){0,2}$")]


class MemberUnit(Model):
    """A unit whose accounts are in this report (决算单位构成)."""

    name: Text = Field(alias="名称")
    note: str = Field("", alias="备注")


class Profile(Model):
    """单位概况: what the unit is for and how it is organised."""

    duties: Many[Text] | None = Field(None, alias="职责")
    offices: Many[Text] | None = Field(None, alias="内设机构")
    members: Many[MemberUnit] | None = Field(None, alias="决算单位")
    standing: Text | None = Field(None, alias="单位定位")


class Staff(Model):
    """人员: heads at the year's end."""

    establishment: Count | None = Field(None, alias="编制")
    on_post: Count | None = Field(None, alias="在职")
    retired: Count | None = Field(None, alias="退休")


class Reason(Model):
    """A reason and the figures that it explains: labels, or codes of functional items."""

    explains: tuple[Text, ...] = Field(alias="用于", min_length=1)
    reason: Text = Field(alias="原因")


class OverseasTravel(Model):
    """因公出国（境）: groups and persons."""

    groups: Count | None = Field(None, alias="团组")
    persons: Count | None = Field(None, alias="人次")
    content: Text | None = Field(None, alias="内容")


class Hospitality(Model):
    """公务接待: receptions, persons, what for."""

    groups: Count | None = Field(None, alias="批次")
    persons: Count | None = Field(None, alias="人次")
    content: Text | None = Field(None, alias="事由")


class Vehicles(Model):
    """公务用车: bought in the year, held at its end, what running cost was spent on."""

    bought: Count | None = Field(None, alias="购置数")
    held: Count | None = Field(None, alias="保有量")
    use: Text | None = Field(None, alias="运行用途")


class ThreePublic(Model):
    """三公经费: what the tables do not say about it."""

    overseas_travel: OverseasTravel = Field(OverseasTravel(), alias="因公出国")
    hospitality: Hospitality = Field(Hospitality(), alias="公务接待")
    vehicles: Vehicles = Field(Vehicles(), alias="公务用车")


class Gathering(Model):
    """A meeting, a training or a large event; the amount only where the tables do not say all of it."""

    amount: Amount | None = Field(None, alias="金额")
    content: Text | None = Field(None, alias="内容")
    persons: Count | None = Field(None, alias="人数")


class Procurement(Model):
    """政府采购: amounts by kind, and contracts awarded to small and medium, and to small and micro enterprises."""

    total: Amount | None = Field(None, alias="总额")
    goods: Amount = Field(Decimal(0), alias="货物")
    works: Amount = Field(Decimal(0), alias="工程")
    services: Amount = Field(Decimal(0), alias="服务")
    small_and_medium: Amount | None = Field(None, alias="中小企业")
    small_and_micro: Amount | None = Field(None, alias="小微企业")


class VehicleKind(Model):
    """Vehicles of one use at the year's end."""

    kind: Text = Field(alias="种类")
    number: Count = Field(alias="数量")
    use: Text | None = Field(None, alias="用途")


class Assets(Model):
    """国有资产: vehicles by use, and equipment above the form's thresholds."""

    vehicles: Count | None = Field(None, alias="车辆")
    vehicle_kinds: Many[VehicleKind] | None = Field(None, alias="车辆用途")
    general_equipment: Count | None = Field(None, alias="通用设备")
    special_equipment: Count | None = Field(None, alias="专用设备")


class SourcePart(Model):
    """A part of a project money source, such as this year's grant or money left over from last year's."""

    name: Text = Field(alias="名称")
    amount: Amount = Field(alias="金额")


class MoneySource(Model):
    """Where project money comes from; its amount is the sum of the items paid from it."""

    name: Text = Field(alias="名称")
    parts: tuple[SourcePart, ...] = Field((), alias="构成")


class ProjectItem(Model):
    """One amount spent: what for, from which source, for which project; `shown_as` joins items in its text."""

    name: Text = Field(alias="名称")
    amount: Amount = Field(alias="金额")
    source: Text = Field(alias="来源")
    project: Text = Field(alias="项目")
    shown_as: Text | None = Field(None, alias="合并为")


class Project(Model):
    """A project in the performance report; without `use`, its items are listed."""

    name: Text = Field(alias="名称")
    use: Text | None = Field(None, alias="用途")
    effect: Text | None = Field(None, alias="成效")


class Projects(Model):
    """项目支出: what it was for, its sources, items and projects."""

    purpose: Text | None = Field(None, alias="主要用途")
    sources: tuple[MoneySource, ...] = Field((), alias="资金来源")
    items: tuple[ProjectItem, ...] = Field((), alias="明细")
    projects: tuple[Project, ...] = Field((), alias="项目")


class Titled(Model):
    """A passage with a heading of its own: an achievement, a problem, a measure."""

    title: Text = Field(alias="标题")
    text: Text | None = Field(None, alias="内容")


class Performance(Model):
    """绩效评价: basis, goals, results, problems, measures, conclusions."""

    basis: Text | None = Field(None, alias="依据文件")
    method: Text | None = Field(None, alias="评价方式")
    conclusion: Text | None = Field(None, alias="评价结论")
    overall: Text | None = Field(None, alias="总体评价")
    basic_use: Text | None = Field(None, alias="基本支出用途")
    goals: Many[Text] | None = Field(None, alias="绩效目标")
    results_summary: Text | None = Field(None, alias="完成情况概述")
    results: Many[Titled] | None = Field(None, alias="完成情况")
    problems: Many[Titled] | None = Field(None, alias="存在问题")
    measures: Many[Titled] | None = Field(None, alias="改进措施")


class Term(Model):
    """A glossary term of the unit's own."""

    term: Text = Field(alias="名词")
    meaning: Text = Field(alias="解释")


UnitKind = Literal["行政", "参公", "事业"]


class Facts(Model):
    """All that 填报.yaml may say; every part may be missing, the edition decides what it asks for."""

    unit: Text | None = Field(None, alias="单位")
    year: Annotated[int, BeforeValidator(_count), Field(ge=1990, le=2100)] | None = Field(None, alias="年度")
    edition: Text | None = Field(None, alias="版式")
    unit_kind: UnitKind | None = Field(None, alias="单位性质")
    own_name: Text | None = Field(None, alias="自称")
    published: Text | None = Field(None, alias="公开时间")
    profile: Profile = Field(Profile(), alias="单位概况")
    staff: Staff = Field(Staff(), alias="人员")
    last_year: dict[Text, Amount] = Field({}, alias="上年数")
    initial_budget: dict[FunctionalCode, Amount] = Field({}, alias="年初预算")
    initial_budget_total: Amount | None = Field(None, alias="年初预算合计")
    change_reasons: tuple[Reason, ...] = Field((), alias="增减原因")
    budget_reasons: tuple[Reason, ...] = Field((), alias="预决算差异原因")
    lists: dict[Text, tuple[Text, ...]] = Field({}, alias="主要包括")
    three_public: ThreePublic = Field(ThreePublic(), alias="三公经费")
    agency_operating_funds: Amount | None = Field(None, alias="机关运行经费")
    meetings: Many[Gathering] | None = Field(None, alias="会议")
    training: Many[Gathering] | None = Field(None, alias="培训")
    events: Many[Gathering] | None = Field(None, alias="大型活动")
    procurement: Procurement | Literal["无"] | None = Field(None, alias="政府采购")
    assets: Assets = Field(Assets(), alias="国有资产")
    projects: Projects = Field(Projects(), alias="项目支出")
    performance: Performance = Field(Performance(), alias="绩效评价")
    other: Many[Text] | None = Field(None, alias="其他说明")
    glossary: tuple[Term, ...] = Field((), alias="名词解释")
