"""Facts about projects and performance: 项目支出, 绩效评价, 预算绩效管理, 自评."""

from pydantic import Field

from narrator.account.answers import Amount, Count, Many, Percentage, Score, Text, asked
from narrator.account.cells import Model


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
    goals: ManagedProjects = Field(ManagedProjects.model_construct(), alias="绩效目标")
    tracked: ManagedProjects = Field(ManagedProjects.model_construct(), alias="绩效跟踪")
    rated: SelfRated = Field(SelfRated.model_construct(), alias="绩效自评")
    problems: Problems = Field(Problems.model_construct(), alias="问题")


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
