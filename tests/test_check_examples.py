"""Rules that are no identities: each finds its example, and leaves alone what is in order."""

from typing import Any

import pytest
from real_units import putuo, with_facts, zhuzhou
from rule_examples import EXAMPLES, Example, budget_reason, facts, reason, remark

from narrator.account import Account
from narrator.check import RULES, check
from narrator.finding import Finding, Level
from narrator.read import read

UNITS = ("株洲市教育技术装备所-2020", "上海市普陀区财政局-2024")


def of(code: str, account: Account) -> list[Finding]:
    return list(RULES[code].findings(account))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.code)
def test_each_example_is_found_with_its_values_where_it_stands(example: Example) -> None:
    account = example.account()
    (finding,) = of(example.code, account)
    assert finding.level == example.level
    assert all(text in finding.message for text in example.says), finding.message
    assert finding.where and any(place.cell or place.line or place.sheet for place in finding.where)


def test_the_findings_on_the_seed_are_those_that_its_catalogue_supports(inputs: Any) -> None:
    found = {finding.code for finding in check(inputs(UNITS[0])) if finding.code in {e.code for e in EXAMPLES}}
    assert found == {"REASON-AMOUNTS", "STAFF-CHANGE", "TEXT-CARRY-OVER", "PROCUREMENT-GOODS"}
    (amounts,) = of("REASON-AMOUNTS", inputs(UNITS[0]))
    assert "113.75" in amounts.message and "124.08" in amounts.message and "10.33" in amounts.message


def test_the_other_real_unit_has_nothing_but_rounding(inputs: Any) -> None:
    assert [finding for finding in check(inputs(UNITS[1])) if finding.code in {e.code for e in EXAMPLES}] == []


@pytest.mark.parametrize("name", UNITS)
def test_neither_real_unit_raises_an_error(name: str, inputs: Any) -> None:
    assert [finding for finding in check(inputs(name)) if finding.level == Level.ERROR] == []


@pytest.fixture
def inputs() -> Any:
    from pathlib import Path

    return lambda name: read(Path(__file__).parents[1] / "inputs" / name)


IN_ORDER = [
    reason("REASON-JUNK", Level.NOTICE, "项目减少"),
    reason("REASON-DIRECTION", Level.NOTICE, "人员增加，但压减了公用经费"),
    reason("REASON-DIRECTION", Level.NOTICE, "没有新增项目，没有增加人员"),
    reason("REASON-AMOUNTS", Level.NOTICE, "减少人员经费60.76万元，增加设备购置10万元"),
    reason("REASON-AMOUNTS", Level.NOTICE, "支出由518.39万元减少到467.63万元"),
    budget_reason("REASON-AMOUNTS", "增加专项124.08万元，其中：电费100万元；维修24.08万元"),
    budget_reason("REASON-PARTS", "增加专项124.08万元，其中：电费100万元；维修24.08万元"),
    budget_reason("REASON-PARTS", "增加专项124.08万元，其中电费100万元"),
    reason("TEXT-OTHER-UNIT", Level.NOTICE, "12所市直学校网络安全等级保护测评，全市各学校设备更新减少"),
    reason("TEXT-OTHER-UNIT", Level.NOTICE, "株洲市教育技术装备所人员减少"),
    reason("TEXT-OTHER-YEAR", Level.NOTICE, "支出较2019年减少，2021年再启动，用的是2019年结转的资金"),
    facts("TEXT-OTHER-YEAR", Level.NOTICE, "绩效评价", {"绩效评价": {"依据文件": "《关于2021年度工作的通知》"}}),
    facts("LIST-NOTHING", Level.ERROR, "会议", {"会议": "无", "大型活动": [{"内容": "无人机比赛"}]}),
    facts("LAST-YEAR-REPEATED", Level.ERROR, "上年数", {"上年数": {"收支总计": "467.63", "公务用车费": "2.14"}}),
    facts("NAME-OTHER-UNIT", Level.ERROR, "自称", {"自称": "我所"}),
    facts("NAME-OTHER-UNIT", Level.ERROR, "自称", {"自称": "市教育技术装备所"}),
    reason("TEXT-PUNCTUATION", Level.NOTICE, "人员减少，增加3,000元，比例为1:2，（见附件）"),
    reason("REASON-PERCENT", Level.NOTICE, "严格压缩，同比下降9.8%"),
    reason("REASON-PERCENT", Level.NOTICE, "公用经费同比下降56%"),
    reason("TEXT-LEAD-IN", Level.MISSING, "人员减少，主要是因为退休"),
    facts("LIST-JOINED", Level.MISSING, "单位概况", {"单位概况": {"内设机构": ["督导室（评估科、法规科）", "办公室"]}}),
    facts("LIST-NUMBERED", Level.MISSING, "单位概况", {"单位概况": {"职责": ["3.5万名学生的学籍", "一体化建设"]}}),
    facts("TEXT-NOTHING", Level.MISSING, "三公经费", {"三公经费": {"因公出国": {"内容": "无"}}}),
    facts("LIST-CONTRADICTION", Level.ERROR, "培训", {"培训": [{"内容": "师资培训", "金额": "1.2"}]}),
    facts("LIST-CONTRADICTION", Level.ERROR, "培训", {"培训": [{"人数": 20, "金额": "1.2"}]}),
    facts("LAST-YEAR-REPEATED", Level.ERROR, "上年数", {"上年数": {"公务接待费": "0.29", "因公出国费": "0"}}),
    facts("PUBLISHED-YEAR", Level.NOTICE, "公开时间", {"公开时间": "2021年8月20日"}),
    reason("TEXT-PLACEHOLDER", Level.MISSING, "等待遇调整到位后支出减少"),
    remark("TEXT-CARRY-OVER", "年末没有结转和结余"),
    remark("TEXT-AMOUNT", "人员经费319.27万元，占基本支出的90.2%，公用经费34.62万元"),
    remark("TEXT-AMOUNT", "上年收支总计518.39万元，人员经费减少20万元"),
    remark("TEXT-AMOUNT", "网络安全项目培训费2万元"),
    remark("TEXT-OFFICES", "内设四个科室", 单位概况={"内设机构": ["甲室", "乙室", "丙室", "丁室"]}),
    remark("TEXT-STAFF", "编制13人，在职人员十二人", 人员={"编制": 13, "在职": 12}),
    reason("STAFF-CHANGE", Level.NOTICE, "人员较上年增加1人，人员经费减少"),
    reason("STAFF-FLOWS", Level.NOTICE, "退休2人、新招录1人，人员减少1人"),
]


@pytest.mark.parametrize("example", IN_ORDER, ids=lambda example: example.code)
def test_what_is_in_order_is_left_alone(example: Example) -> None:
    assert of(example.code, example.account()) == []


def test_a_reason_for_several_items_may_explain_one_or_all_of_them() -> None:
    given = {"年初预算": {"2010601": "1560.05", "2010608": "450.52"}}
    both = ["2010601", "2010608"]
    for text in ("减少48.16万元", "减少49.17万元"):
        facts = {**given, "预决算差异原因": [{"用于": both, "原因": text}]}
        assert of("REASON-AMOUNTS", with_facts(putuo(), facts)) == []


def test_every_rule_that_is_no_identity_has_an_example() -> None:
    assert {example.code for example in EXAMPLES} <= set(RULES)
    assert not of("REASON-AMOUNTS", zhuzhou())
