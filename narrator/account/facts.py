"""The facts that staff supply because no table says them: the models of 填报.yaml, keyed by its Chinese names."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field, StringConstraints

from narrator.account.cells import Model
from narrator.account.names import one_line

_DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,17})(?:\.\d{1,10})?"
_AMOUNT = re.compile(rf"^(-?{_DIGITS}(?:E-\d{{1,2}})?)(万元|元)?$")  # account.json writes 0.001元 as 1E-7
_SCORE = re.compile(r"^(\d{1,3}(?:\.\d{1,4})?)分?$")
_PERCENTAGE = re.compile(r"^(\d{1,3}(?:\.\d{1,4})?)%?$")
_COUNT = re.compile(r"^(\d{1,12})(?:人次|人|个|项|辆|台|套|次|批次|批|户|台\(套\)|年|年度)?$")


def _amount(value: object) -> object:
    """万元 from 343.55, "1,343.55", "343.55万元" or "3435500元"; anything else is left for the model to refuse."""
    if not isinstance(value, str):
        return value
    match = _AMOUNT.match(unicodedata.normalize("NFKC", value).strip())
    if not match:
        raise ValueError("金额")
    return Decimal(match[1].replace(",", "")) / (10000 if match[2] == "元" else 1)


def _count(value: object) -> object:
    if not isinstance(value, str):
        return value
    match = _COUNT.match(unicodedata.normalize("NFKC", value).replace(",", "").strip())
    if not match:
        raise ValueError("个数")
    return int(match[1])


def _score(value: object) -> object:
    """Points from 99.43 or "99.43分"; anything else is left for the model to refuse."""
    if not isinstance(value, str):
        return value
    match = _SCORE.match(unicodedata.normalize("NFKC", value).strip())
    if not match:
        raise ValueError("得分")
    return Decimal(match[1])


def _percentage(value: object) -> object:
    """Per cent from 95 or "95%"; anything else is left for the model to refuse."""
    if not isinstance(value, str):
        return value
    match = _PERCENTAGE.match(unicodedata.normalize("NFKC", value).strip())
    if not match:
        raise ValueError("百分数")
    return Decimal(match[1])


def _none_means_empty(value: object) -> object:
    return () if value == "无" else value


Amount = Annotated[Decimal, BeforeValidator(_amount)]
Count = Annotated[int, BeforeValidator(_count), Field(ge=0)]
Score = Annotated[Decimal, BeforeValidator(_score), Field(ge=0, le=100)]
Percentage = Annotated[Decimal, BeforeValidator(_percentage), Field(ge=0, le=100)]
Text = Annotated[str, BeforeValidator(one_line), StringConstraints(min_length=1)]
T = TypeVar("T")
Many = Annotated[tuple[T, ...], BeforeValidator(_none_means_empty)]  # the word 无 in place of the list: there is none
FunctionalItem = Annotated[str, StringConstraints(pattern=r"^2\d{6}$")]


def asked(key: str, question: str, unit: str = "") -> Any:
    """A field that staff are asked for: key in 填报.yaml, question, unit of the answer; `None` where not given."""
    return Field(None, alias=key, title=question, json_schema_extra={"unit": unit})


class MemberUnit(Model):
    """A unit whose accounts are in this report (决算单位构成)."""

    name: Text = Field(alias="名称")
    note: str = Field("", alias="备注")


class Profile(Model):
    """单位概况: what the unit is for and how it is organised."""

    duties: Many[Text] | None = asked("职责", "主要职责")
    offices: Many[Text] | None = asked("内设机构", "内设机构名称（没有的填：无）")
    members: Many[MemberUnit] | None = asked("决算单位", "决算单位名称")
    standing: Text | None = asked("单位定位", "单位的隶属、级别和经费性质")


class Staff(Model):
    """人员: heads at the year's end."""

    establishment: Count | None = asked("编制", "编制人数", "人")
    on_post: Count | None = asked("在职", "年末在职人数", "人")
    retired: Count | None = asked("退休", "年末退休人数", "人")


class Reason(Model):
    """A reason and the figures that it explains: labels, or codes of functional items."""

    explains: tuple[Text, ...] = Field(alias="用于", min_length=1)
    reason: Text = Field(alias="原因")


class OverseasTravel(Model):
    """因公出国（境）: groups and persons."""

    groups: Count | None = asked("团组", "因公出国（境）团组数", "个")
    persons: Count | None = asked("人次", "因公出国（境）人次", "人次")
    content: Text | None = asked("内容", "因公出国（境）的内容")


class Hospitality(Model):
    """公务接待: receptions, persons, what for, and how much of it was for guests from abroad."""

    groups: Count | None = asked("批次", "公务接待批次", "个")
    persons: Count | None = asked("人次", "公务接待人次", "人次")
    content: Text | None = asked("事由", "公务接待的事由")
    foreign: Amount | None = asked("外宾金额", "其中外宾接待支出", "万元")
    foreign_groups: Count | None = asked("外宾批次", "其中接待外宾批次", "批次")
    foreign_persons: Count | None = asked("外宾人次", "其中接待外宾人次", "人次")


class Vehicles(Model):
    """公务用车: bought in the year and what for, held at its end, what running cost was spent on."""

    bought: Count | None = asked("购置数", "公务用车购置数", "辆")
    bought_for: Text | None = asked("购置用途", "公务用车购置费的用途")
    held: Count | None = asked("保有量", "公务用车保有量", "辆")
    use: Text | None = asked("运行用途", "公务用车运行维护费的用途")


class ThreePublic(Model):
    """三公经费: what the tables do not say about it."""

    overseas_travel: OverseasTravel = Field(OverseasTravel(), alias="因公出国")
    hospitality: Hospitality = Field(Hospitality(), alias="公务接待")
    vehicles: Vehicles = Field(Vehicles(), alias="公务用车")


class Gathering(Model):
    """A meeting, a training or a large event; the amount only where the tables do not say all of it."""

    amount: Amount | None = asked("金额", "开支金额", "万元")
    content: Text | None = asked("内容", "活动内容")
    persons: Count | None = asked("人数", "参加人数", "人")


class Procurement(Model):
    """政府采购: amounts by kind, contracts awarded to small and medium, and to small and micro enterprises.

    `set_aside…` are budgets reserved for them, `awarded_…` what they won of these, `awarded_elsewhere` of all others.
    """

    total: Amount | None = asked("总额", "政府采购支出总额", "万元")
    goods: Amount = Field(Decimal(0), alias="货物")
    works: Amount = Field(Decimal(0), alias="工程")
    services: Amount = Field(Decimal(0), alias="服务")
    small_and_medium: Amount | None = asked("中小企业", "授予中小企业合同金额", "万元")
    small_and_micro: Amount | None = asked("小微企业", "授予小微企业合同金额", "万元")
    set_aside: Amount | None = asked("预留中小企业", "面向中小企业预留的采购项目预算金额", "万元")
    set_aside_micro: Amount | None = asked("预留小微企业", "面向小微企业预留的采购项目预算金额", "万元")
    awarded_set_aside: Amount | None = asked("中小企业预留成交", "预留项目中由中小企业成交的金额", "万元")
    awarded_micro: Amount | None = asked("小微企业预留成交", "预留项目中由小微企业成交的金额", "万元")
    awarded_elsewhere: Amount | None = asked("其他项目中小企业成交", "其他项目中由中小企业成交的金额", "万元")


class VehicleKind(Model):
    """Vehicles of one use at the year's end."""

    kind: Text = Field(alias="种类")
    number: Count = Field(alias="数量")
    use: Text | None = asked("用途", "这类车辆的用途")


class Assets(Model):
    """国有资产: vehicles by use, and equipment above the form's thresholds."""

    vehicles: Count | None = asked("车辆", "年末车辆总数", "辆")
    vehicle_kinds: Many[VehicleKind] | None = asked("车辆用途", "各类用途的车辆")
    general_equipment: Count | None = asked("通用设备", "单位价值50万元以上通用设备数", "台")
    special_equipment: Count | None = asked("专用设备", "单位价值100万元以上专用设备数", "台")
    costly_equipment: Count | None = asked("百万元设备", "单价100万元（含）以上设备数（不含车辆）", "台（套）")


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
    shown_as: Text | None = asked("合并为", "合并为")


class Project(Model):
    """A project in the performance report; without `use`, its items are listed."""

    name: Text = Field(alias="名称")
    use: Text | None = asked("用途", "项目的用途")
    effect: Text | None = asked("成效", "项目的成效")


class Projects(Model):
    """项目支出: what it was for, its sources, items and projects."""

    purpose: Text | None = asked("主要用途", "项目支出的主要用途")
    sources: tuple[MoneySource, ...] = Field((), alias="资金来源")
    items: tuple[ProjectItem, ...] = Field((), alias="明细")
    projects: tuple[Project, ...] = Field((), alias="项目")


class Titled(Model):
    """A passage with a heading of its own: an achievement, a problem, a measure."""

    title: Text = Field(alias="标题")
    text: Text | None = asked("内容", "这一条的具体内容")


class Performance(Model):
    """绩效评价: basis, goals, results, problems, measures, conclusions."""

    basis: Text | None = asked("依据文件", "绩效评价依据的文件")
    conclusion: Text | None = asked("评价结论", "绩效评价结论")
    overall: Text | None = asked("总体评价", "对资金管理的总体评价")
    basic_use: Text | None = asked("基本支出用途", "基本支出的用途")
    goals: Many[Text] | None = asked("绩效目标", "年初设定的绩效目标（没有的填：无）")
    results_summary: Text | None = asked("完成情况概述", "绩效目标完成情况概述")
    results: Many[Titled] | None = asked("完成情况", "绩效目标完成情况")
    problems: Many[Titled] | None = asked("存在问题", "存在的主要问题（没有的填：无）")
    measures: Many[Titled] | None = asked("改进措施", "下一步改进措施")


class ManagedProjects(Model):
    """How many projects a step of performance management covered, and their budget."""

    number: Count | None = asked("项目数", "项目数", "个")
    amount: Amount | None = asked("金额", "涉及的预算金额", "万元")


class SelfRated(ManagedProjects):
    """Projects rated by the unit itself: their mean score and how many got each grade."""

    score: Score | None = asked("平均得分", "绩效自评平均得分", "分")
    excellent: Count | None = asked("优", "评级为优的项目数", "个")
    good: Count | None = asked("良", "评级为良的项目数", "个")
    passed: Count | None = asked("合格", "评级为合格的项目数", "个")
    failed: Count | None = asked("不合格", "评级为不合格的项目数", "个")


class Problems(Model):
    """Problems found by self-rating and what became of them."""

    found: Count | None = asked("发现", "绩效自评发现的问题数", "个")
    mended: Count | None = asked("已整改", "已经完成整改的问题数", "个")
    pending: Count | None = asked("整改中", "正在整改的问题数", "个")


class PerformanceManagement(Model):
    """预算绩效管理: rules and mechanism, projects with goals, tracked and rated, problems found."""

    rules: Many[Text] | None = asked("制度", "预算绩效管理制度的名称（没有的填：无）")
    mechanism: Text | None = asked("工作机制", "预算绩效管理工作机制的名称")
    goals: ManagedProjects = Field(ManagedProjects(), alias="绩效目标")
    tracked: ManagedProjects = Field(ManagedProjects(), alias="绩效跟踪")
    rated: SelfRated = Field(SelfRated(), alias="绩效自评")
    problems: Problems = Field(Problems(), alias="问题")


class SelfEvaluation(Model):
    """自评: what the common indicators of 财预〔2013〕53号 need beyond the tables, and the scores that people gave."""

    key_projects: Many[Text] | None = asked("重点项目", "重点项目的名称，与项目支出里的一致（没有的填：无）")
    adjusted: Amount | None = asked("预算调整数", "追加、追减和结构调整的资金总和", "万元")
    full_year_budget: Amount | None = asked("全年支出预算", "全年支出预算数（含上年结转和调整）", "万元")
    planned_progress: Percentage | None = asked("既定支付进度", "年末应达到的支付进度", "%")
    operating_budget: Amount | None = asked("公用经费预算", "预算安排的公用经费", "万元")
    procurement_budget: Amount | None = asked("采购预算", "政府采购预算数", "万元")
    fixed_assets: Amount | None = asked("固定资产", "年末固定资产总额", "万元")
    fixed_assets_in_use: Amount | None = asked("在用固定资产", "年末在用的固定资产总额", "万元")
    work_planned: Count | None = asked("计划工作", "计划完成的工作数", "项")
    work_done: Count | None = asked("完成工作", "实际完成的工作数", "项")
    work_in_time: Count | None = asked("及时完成", "按时完成的工作数", "项")
    work_up_to_standard: Count | None = asked("质量达标", "质量达标的工作数", "项")
    key_work: Count | None = asked("重点工作", "交办或下达的重点工作数", "项")
    key_work_done: Count | None = asked("重点工作办结", "办结的重点工作数", "项")
    scores: dict[Text, Score] = Field({}, alias="得分")


class Term(Model):
    """A glossary term of the unit's own."""

    term: Text = Field(alias="名词")
    meaning: Text = Field(alias="解释")


UnitKind = Literal["行政", "参公", "事业"]


class Facts(Model):
    """All that 填报.yaml may say; every part may be missing, the edition decides what it asks for."""

    unit: Text | None = asked("单位", "单位名称")
    year: Annotated[int, BeforeValidator(_count), Field(ge=1990, le=2100)] | None = asked("年度", "年度")
    edition: Text | None = asked("版式", "版式")
    unit_kind: UnitKind | None = asked("单位性质", "单位性质（行政、参公或事业）")
    own_name: Text | None = asked("自称", "自称")
    published: Text | None = asked("公开时间", "公开时间")
    profile: Profile = Field(Profile(), alias="单位概况")
    staff: Staff = Field(Staff(), alias="人员")
    last_year: dict[Text, Amount] = Field({}, alias="上年数")
    initial_budget: dict[FunctionalItem, Amount] = Field({}, alias="年初预算")
    fund_budget: dict[FunctionalItem, Amount] = Field({}, alias="政府性基金年初预算")
    state_capital_budget: dict[FunctionalItem, Amount] = Field({}, alias="国有资本年初预算")
    initial_budget_total: Amount | None = asked("年初预算合计", "年初预算合计", "万元")
    department_budget: Amount | None = asked("部门年初预算合计", "部门年初预算合计（各种资金）", "万元")
    code_names: dict[FunctionalItem, Text] = Field({}, alias="科目名称")
    change_reasons: tuple[Reason, ...] = Field((), alias="增减原因")
    budget_reasons: tuple[Reason, ...] = Field((), alias="预决算差异原因")
    uses: dict[FunctionalItem, Text] = Field({}, alias="科目用途")
    lists: dict[Text, tuple[Text, ...]] = Field({}, alias="主要包括")
    three_public: ThreePublic = Field(ThreePublic(), alias="三公经费")
    agency_operating_funds: Amount | None = asked("机关运行经费", "机关运行经费", "万元")
    meetings: Many[Gathering] | None = asked("会议", "会议的内容、人数和金额（没有的填：无）")
    training: Many[Gathering] | None = asked("培训", "培训的内容、人数和金额（没有的填：无）")
    events: Many[Gathering] | None = asked("大型活动", "大型活动的内容、人数和金额（没有的填：无）")
    procurement: Procurement | Literal["无"] | None = asked("政府采购", "政府采购支出金额（没有的填：无）")
    assets: Assets = Field(Assets(), alias="国有资产")
    projects: Projects = Field(Projects(), alias="项目支出")
    performance: Performance = Field(Performance(), alias="绩效评价")
    performance_management: PerformanceManagement = Field(PerformanceManagement(), alias="预算绩效管理")
    self_evaluation: SelfEvaluation = Field(SelfEvaluation(), alias="自评")
    other: Many[Text] | None = asked("其他说明", "其他需要说明的情况（没有的填：无）")
    glossary: tuple[Term, ...] = Field((), alias="名词解释")
