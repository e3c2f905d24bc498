"""Facts about spending: 三公经费, meetings and the like, 政府采购, 国有资产."""

from decimal import Decimal

from pydantic import Field

from narrator.account.answers import Amount, Count, Many, Text, asked
from narrator.account.cells import Model


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

    overseas_travel: OverseasTravel = Field(OverseasTravel.model_construct(), alias="因公出国")
    hospitality: Hospitality = Field(Hospitality.model_construct(), alias="公务接待")
    vehicles: Vehicles = Field(Vehicles.model_construct(), alias="公务用车")


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
