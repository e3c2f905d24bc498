"""The facts that staff supply because no table says them: the models of 填报.yaml, keyed by its Chinese names."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from narrator.account.answers import Amount, Count, FunctionalItem, Many, Text, asked, count
from narrator.account.cells import Model
from narrator.account.performance import Performance, PerformanceManagement, Projects, SelfEvaluation
from narrator.account.spending import Assets, Gathering, Procurement, ThreePublic


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


class Term(Model):
    """A glossary term of the unit's own."""

    term: Text = Field(alias="名词")
    meaning: Text = Field(alias="解释")


UnitKind = Literal["行政", "参公", "事业"]


class Facts(Model):
    """All that 填报.yaml may say; every part may be missing, the edition decides what it asks for."""

    unit: Text | None = asked("单位", "单位名称")
    year: Annotated[int, BeforeValidator(count), Field(ge=1990, le=2100)] | None = asked("年度", "年度")
    edition: Text | None = asked("版式", "版式")
    unit_kind: UnitKind | None = asked("单位性质", "单位性质（行政、参公或事业）")
    own_name: Text | None = asked("自称", "自称")
    published: Text | None = asked("公开时间", "公开时间")
    profile: Profile = Field(Profile.model_construct(), alias="单位概况")
    staff: Staff = Field(Staff.model_construct(), alias="人员")
    last_year: dict[Text, Amount] = Field({}, alias="上年数")
    initial_budget: dict[FunctionalItem, Amount] = Field({}, alias="年初预算")
    fund_budget: dict[FunctionalItem, Amount] = Field({}, alias="政府性基金年初预算")
    state_capital_budget: dict[FunctionalItem, Amount] = Field({}, alias="国有资本年初预算")
    initial_budget_total: Amount | None = asked("年初预算合计", "年初预算合计", "万元")
    full_budget: dict[FunctionalItem, Amount] = Field({}, alias="全年预算")
    fund_full_budget: dict[FunctionalItem, Amount] = Field({}, alias="政府性基金全年预算")
    state_capital_full_budget: dict[FunctionalItem, Amount] = Field({}, alias="国有资本全年预算")
    full_budget_total: Amount | None = asked("全年预算合计", "全年预算合计", "万元")
    department_budget: Amount | None = asked("部门年初预算合计", "部门年初预算合计（各种资金）", "万元")
    code_names: dict[FunctionalItem, Text] = Field({}, alias="科目名称")
    change_reasons: tuple[Reason, ...] = Field((), alias="增减原因")
    budget_reasons: tuple[Reason, ...] = Field((), alias="预决算差异原因")
    uses: dict[FunctionalItem, Text] = Field({}, alias="科目用途")
    lists: dict[Text, tuple[Text, ...]] = Field({}, alias="主要包括")
    three_public: ThreePublic = Field(ThreePublic.model_construct(), alias="三公经费")
    agency_operating_funds: Amount | None = asked("机关运行经费", "机关运行经费", "万元")
    meetings: Many[Gathering] | None = asked("会议", "会议的内容、人数和金额（没有的填：无）")
    training: Many[Gathering] | None = asked("培训", "培训的内容、人数和金额（没有的填：无）")
    events: Many[Gathering] | None = asked("大型活动", "大型活动的内容、人数和金额（没有的填：无）")
    procurement: Procurement | Literal["无"] | None = asked("政府采购", "政府采购支出金额（没有的填：无）")
    assets: Assets = Field(Assets.model_construct(), alias="国有资产")
    projects: Projects = Field(Projects.model_construct(), alias="项目支出")
    performance: Performance = Field(Performance.model_construct(), alias="绩效评价")
    performance_management: PerformanceManagement = Field(PerformanceManagement.model_construct(), alias="预算绩效管理")
    self_evaluation: SelfEvaluation = Field(SelfEvaluation.model_construct(), alias="自评")
    other: Many[Text] | None = asked("其他说明", "其他需要说明的情况（没有的填：无）")
    glossary: tuple[Term, ...] = Field((), alias="名词解释")
