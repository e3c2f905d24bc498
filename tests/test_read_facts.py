"""填报.yaml read strictly: every fault told with its line, and no fault loses the other facts."""

from decimal import Decimal
from pathlib import Path

import pytest

from narrator.account import Account
from narrator.errors import UnusableInput
from narrator.finding import Finding, Level, Place
from narrator.read import read

BESIDES = ("READ-NO-WORKBOOK", "READ-NO-UNIT-NAME", "READ-NO-YEAR")


@pytest.fixture
def write(tmp_path: Path):
    def write(text: str | bytes) -> Path:
        path = tmp_path / "填报.yaml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return write


def told(account: Account) -> list[Finding]:
    """The findings about the facts."""
    return [finding for finding in account.findings if finding.code not in BESIDES]


def test_facts_are_read_and_each_knows_its_line(write):
    account = read(
        write(
            "\ufeff# 填报\n单位: 某所\n年度: 2020\n人员:\n  编制: 13人\n  在职: '１２'\n"
            "年初预算:\n  2050299: 1,343.55\n机关运行经费: 3435500元\n"
            "项目支出:\n  明细:\n    - 名称: 购置\n      金额: 16.8万元\n      来源: 本级\n      项目: 装备\n"
            "单位概况:\n  内设机构: [办公室, 财务室]\n会议: 无\n"
        )
    )
    facts = account.facts
    assert told(account) == []
    assert (account.unit, account.year) == ("某所", 2020)
    assert (facts.staff.establishment, facts.staff.on_post, facts.staff.retired) == (13, 12, None)
    assert facts.initial_budget == {"2050299": Decimal("1343.55")}
    assert facts.agency_operating_funds == Decimal("343.55")
    assert (facts.meetings, facts.training) == ((), None)
    for path, line in {
        "人员.编制": 5,
        "年初预算.2050299": 8,
        "项目支出.明细.0.金额": 13,
        "单位概况.内设机构.1": 17,
    }.items():
        assert account.places[path] == Place(file="填报.yaml", line=line)


@pytest.mark.parametrize("written", ["5台（套）", "5台(套)", "５台", "5"])
def test_counts_may_carry_their_measure_word(write, written):
    assert read(write(f"国有资产:\n  通用设备: {written}\n")).facts.assets.general_equipment == 5


def test_what_is_left_blank_is_not_given(write):
    account = read(
        write(
            "单位: 某所\n年度:\n公开时间: ''\n人员:\n  编制: ~\n"
            "项目支出:\n  明细:\n    - 名称:\n      金额:\n会议:\n  -\n"
        )
    )
    assert told(account) == []
    assert (account.facts.year, account.facts.published, account.facts.staff.establishment) == (None, None, None)
    assert (account.facts.projects.items, account.facts.meetings) == ((), None)
    assert list(account.places) == ["单位"]


def test_blank_items_do_not_move_the_lines_of_those_that_follow(write):
    account = read(write("会议:\n  -\n  - 人数: 50\n"))
    assert account.places["会议.0.人数"].line == 3


@pytest.mark.parametrize(
    ("text", "code", "line", "says"),
    [
        ("人员:\n  编制数: 3\n", "READ-UNKNOWN-KEY", 2, "“人员”下没有“编制数”这个键，没有读入。是不是“编制”？"),
        ("职责: [做事]\n", "READ-UNKNOWN-KEY", 1, "应写在“单位概况”下面"),
        ("unit: 某所\n", "READ-UNKNOWN-KEY", 1, "填报文件里没有“unit”这个键"),
        ("人员:\n  在职: 1,2\n", "READ-BAD-FACT", 2, "“人员.在职”的值“1,2”不是个数"),
        ("人员:\n  在职: 十三人\n", "READ-BAD-FACT", 2, "“人员.在职”的值“十三人”不是个数"),
        ("人员:\n  在职: -3\n", "READ-BAD-FACT", 2, "是负数，这里不能小于 0"),
        ("人员:\n  在职: " + "9" * 5000 + "\n", "READ-BAD-FACT", 2, "太大"),
        ("机关运行经费: " + "9" * 40 + "\n", "READ-BAD-FACT", 1, "太大"),
        ("人员:\n  在职: [3]\n", "READ-BAD-FACT", 2, "应是一个整数"),
        ("年初预算:\n  2050299: 约三百万\n", "READ-BAD-FACT", 2, "“年初预算.2050299”的值“约三百万”不是金额"),
        ("年初预算:\n  20502990: 3\n", "READ-BAD-FACT", 2, "“年初预算.20502990”不是项级科目编码"),
        ("机关运行经费: {金额: 3}\n", "READ-BAD-FACT", 1, "应是一个金额"),
        ("单位性质: 企业\n", "READ-BAD-FACT", 1, "“企业”不能用，只能是行政、参公、事业"),
        ("年度: 二〇二〇\n", "READ-BAD-FACT", 1, "“年度”的值“二〇二〇”不是年份"),
        ("年度: 20200\n", "READ-BAD-FACT", 1, "不能大于 2100"),
        ("人员: 13\n", "READ-BAD-FACT", 1, "缩进"),
        ("单位概况:\n  职责: 做事\n", "READ-BAD-FACT", 2, "应写成列表"),
        ("公开时间: [2021, 8]\n", "READ-BAD-FACT", 1, "应是一段文字"),
        ("政府采购:\n  总额: 多\n", "READ-BAD-FACT", 2, "“政府采购.总额”的值“多”不是金额"),
        ("政府采购: 有\n", "READ-BAD-FACT", 1, "“政府采购”的值“有”"),
        ("上年数: [1]\n", "READ-BAD-FACT", 1, "缩进"),
        ("会议:\n  - 内容: 年会\n  - 人数: 多\n", "READ-BAD-FACT", 3, "“会议.第2项.人数”的值“多”不是个数"),
        ("人员:\n  编制: 3\n人员:\n  在职: 4\n", "READ-DOUBLE-KEY", 3, "“人员”写了两次，请只留一处；只读了前一处"),
    ],
)
def test_a_faulty_fact_is_told_with_its_line_and_only_it_is_lost(write, text, code, line, says):
    account = read(write(f"{text}自称: 我所\n"))
    (finding,) = told(account)
    assert (finding.code, finding.level) == (code, Level.ERROR)
    assert [(place.file, place.line) for place in finding.where] == [("填报.yaml", line)]
    assert says in finding.message
    assert account.facts.own_name == "我所"


def test_an_item_without_what_it_needs_is_left_out_alone(write):
    item = "    - 名称: {}\n      金额: {}\n      来源: 本级\n      项目: 装备\n"
    account = read(write("项目支出:\n  明细:\n" + item.format("一", 1) + item.format("二", "") + item.format("三", 3)))
    (finding,) = told(account)
    assert (finding.code, finding.where[0].line) == ("READ-KEY-MISSING", 7)
    assert "“项目支出.明细.第2项”缺少“金额”" in finding.message
    assert [item.name for item in account.facts.projects.items] == ["一", "三"]
    assert account.places["项目支出.明细.1.金额"].line == 12


def test_many_faults_are_told_together_in_the_order_of_lines(write):
    account = read(write("年度: x\n人员:\n  编制: y\n  在岗: 3\n单位性质: z\n单位: 某所\n"))
    assert [finding.where[0].line for finding in told(account)] == [1, 3, 4, 5]
    assert account.unit == "某所"


def test_unfit_characters_are_told_with_their_lines(write):
    account = read(write('单位: 某\x07所\n自称: "我\\x01们"\n公开时间: 八\N{ZERO WIDTH SPACE}月\n'))
    refused, invisible = told(account)
    assert (refused.level, [place.line for place in refused.where]) == (Level.ERROR, [1, 2])
    assert (invisible.level, [place.line for place in invisible.where]) == (Level.NOTICE, [3])
    assert (account.unit, account.facts.own_name, account.facts.published) == ("某所", "我们", "八月")


@pytest.mark.parametrize(
    ("text", "code", "line", "says"),
    [
        ("单位: [某所\n年度: 2020\n", "READ-YAML", 2, "不是合法的 YAML"),
        ("单位: 某所\n\t年度: 2020\n", "READ-YAML", 2, "不是合法的 YAML"),
        ("单位：某所\n", "READ-YAML", 1, "半角冒号"),
        ("- 单位\n", "READ-YAML", 1, "半角冒号"),
        ("单位: &a 某所\n自称: *a\n", "READ-YAML", 1, "引用"),
        ("单位: " + "[" * 100_000, "READ-YAML", 1, "层次过深"),
        ("单位: 某所\n".encode("gbk"), "READ-NOT-UTF8", 1, "UTF-8"),
        ("# 无\n", "READ-EMPTY", None, "没有内容"),
        ("", "READ-EMPTY", None, "没有内容"),
        ("单位: " + "长" * 2**20, "READ-TOO-LARGE", None, "超过 2 MB"),
    ],
)
def test_a_file_that_is_no_yaml_mapping_is_refused_with_its_line(write, text, code, line, says):
    with pytest.raises(UnusableInput) as caught:
        read(write(text))
    (finding,) = caught.value.findings
    assert (finding.code, finding.where) == (code, (Place(file="填报.yaml", line=line),))
    assert says in finding.message
