import inspect
import random
import re
from dataclasses import replace
from typing import Any

import pytest
from real_units import place, putuo, with_change, with_facts, zhuzhou
from rule_examples import EXAMPLES

from narrator.account import Account, Facts, Side, TableId
from narrator.check import MODULES, RULES, check, within
from narrator.check.prose import prose
from narrator.check.rule import rule
from narrator.finding import Finding, Level, Place

BROKEN_CELLS: list[tuple[str, TableId, str, str, Side, str]] = [
    ("LINES-SUBTOTAL", "T1", "事业收入", "决算数", "收入", "1"),
    ("LINES-SUBTOTAL", "T1", "教育支出", "决算数", "支出", "1"),
    ("LINES-SUBTOTAL", "T4", "教育支出", "政府性基金预算财政拨款", "支出", "1"),
    ("LINES-GRAND-TOTAL", "T1", "年初结转和结余", "决算数", "收入", "1"),
    ("LINES-GRAND-TOTAL", "T4", "年末财政拨款结转和结余", "合计", "支出", "-1"),
    ("LINES-BALANCE", "T1", "总计", "决算数", "支出", "0.02"),
    ("LINES-BALANCE", "T4", "总计", "合计", "支出", "0.02"),
    ("ROW-COLUMNS", "T2", "2050299", "其他收入", "", "1"),
    ("ROW-COLUMNS", "T3", "合计", "项目支出", "", "0.03"),
    ("ROW-COLUMNS", "T8", "合计", "基本支出", "", "1"),
    ("CLASS-PARTS", "T3", "20502", "基本支出", "", "1"),
    ("CLASS-PARTS", "T5", "合计", "项目支出", "", "1"),
    ("CLASS-PARTS", "T6", "30101", "决算数", "", "0.09"),
    ("ROW-CARRY-OVER", "T8", "合计", "年末结转和结余", "", "1"),
    ("FUND-OPENING", "T4", "年初政府性基金预算财政拨款", "决算数", "收入", "1"),
    ("FUND-BALANCE", "T4", "国有资本经营预算财政拨款", "决算数", "收入", "1"),
    ("ECONOMIC-TOTALS", "T6", "310", "决算数", "", "1"),
    ("ECONOMIC-TOTALS", "T6", "人员经费合计", "决算数", "", "0.02"),
    ("THREE-PUBLIC-SUM", "T7", "预算数", "公务接待费", "", "1"),
    ("THREE-PUBLIC-SUM", "T7", "决算数", "公务用车购置费", "", "1"),
    ("INCOME-TOTAL", "T2", "合计", "本年收入合计", "", "1"),
    ("INCOME-LINES", "T2", "合计", "经营收入", "", "1"),
    ("EXPENDITURE-TOTAL", "T3", "合计", "本年支出合计", "", "0.02"),
    ("EXPENDITURE-LINES", "T3", "205", "本年支出合计", "", "1"),
    ("APPROPRIATION-INCOME", "T4", "政府性基金预算财政拨款", "决算数", "收入", "1"),
    ("APPROPRIATION-TOTALS", "T9", "合计", "本年支出", "", "1"),
    ("APPROPRIATION-LINES", "T5", "205", "合计", "", "1"),
    ("GENERAL-BUDGET-PART", "T5", "2050299", "基本支出", "", "1"),
    ("BASIC-EXPENDITURE", "T6", "公用经费合计", "决算数", "", "1"),
    ("THREE-PUBLIC-PART", "T6", "30217", "决算数", "", "1"),
    ("THREE-PUBLIC-WHOLE", "T7", "决算数", "合计", "", "466"),
]

ITEM = {"名称": "电费", "金额": "113.75", "来源": "市级", "项目": "机房"}
PROJECTS: dict[str, Any] = {
    "资金来源": [{"名称": "市级", "构成": [{"名称": "当年", "金额": "113.75"}]}],
    "明细": [ITEM],
    "项目": [{"名称": "机房"}],
}

BROKEN_FACTS: list[tuple[str, Level, str, dict[str, Any]]] = [
    ("BUDGET-TOTAL", Level.ERROR, "年初预算合计", {"年初预算": {"2050299": "343.55"}, "年初预算合计": "344"}),
    ("LAST-YEAR-PARTS", Level.ERROR, "上年数.公务用车费", {"上年数": {"收支总计": "518.39", "公务用车费": "600"}}),
    (
        "LAST-YEAR-PARTS",
        Level.ERROR,
        "上年数.公务用车费",
        {"上年数": {"收支总计": "518.39", "一般公共预算支出": "2.14", "公务用车费": "518.39"}},
    ),
    ("FULL-BUDGET-TOTAL", Level.ERROR, "全年预算合计", {"全年预算": {"2050299": "343.55"}, "全年预算合计": "344"}),
    ("PROCUREMENT-SUM", Level.ERROR, "政府采购.总额", {"政府采购": {"总额": "25", "服务": "24.76"}}),
    (
        "DEPARTMENT-BUDGET",
        Level.ERROR,
        "部门年初预算合计",
        {"部门年初预算合计": "300", "年初预算": {"2050299": "343.55"}},
    ),
    ("PROCUREMENT-SHARES", Level.ERROR, "政府采购.中小企业", {"政府采购": {"总额": "24.76", "中小企业": "30"}}),
    ("PROCUREMENT-SHARES", Level.ERROR, "政府采购.小微企业", {"政府采购": {"中小企业": "1", "小微企业": "2"}}),
    (
        "PROCUREMENT-AWARDS",
        Level.ERROR,
        "政府采购.总额",
        {"政府采购": {"总额": "21.07", "中小企业预留成交": "21.07", "其他项目中小企业成交": "21.07"}},
    ),
    (
        "PERFORMANCE-GRADES",
        Level.ERROR,
        "预算绩效管理.绩效自评.优",
        {"预算绩效管理": {"绩效自评": {"项目数": 4, "优": 3, "良": 0, "合格": 0, "不合格": 0}}},
    ),
    (
        "PERFORMANCE-PROBLEMS",
        Level.ERROR,
        "预算绩效管理.问题.发现",
        {"预算绩效管理": {"问题": {"发现": 1, "已整改": 1, "整改中": 1}}},
    ),
    (
        "VEHICLES-SUM",
        Level.ERROR,
        "国有资产.车辆",
        {"国有资产": {"车辆": 2, "车辆用途": [{"种类": "其他", "数量": 1}]}},
    ),
    (
        "VEHICLES-HELD",
        Level.ERROR,
        "三公经费.公务用车.保有量",
        {"国有资产": {"车辆": 1}, "三公经费": {"公务用车": {"保有量": 2}}},
    ),
    ("THREE-PUBLIC-COUNTS", Level.NOTICE, "三公经费.因公出国.团组", {"三公经费": {"因公出国": {"团组": 1}}}),
    ("THREE-PUBLIC-COUNTS", Level.NOTICE, "三公经费.公务接待.人次", {"三公经费": {"公务接待": {"人次": 0}}}),
    ("MEETINGS", Level.ERROR, "会议.0.金额", {"会议": [{"金额": "0.5"}]}),
    ("MEETINGS", Level.ERROR, "会议", {"会议": "无"}),
    ("PROJECT-ITEMS-SUM", Level.ERROR, "项目支出.明细.0.金额", {"项目支出": {"明细": [{**ITEM, "金额": "113.77"}]}}),
    ("PROJECT-ITEMS-SUM", Level.NOTICE, "项目支出.明细.0.金额", {"项目支出": {"明细": [{**ITEM, "金额": "100"}]}}),
    (
        "PROJECT-ITEM-SOURCE",
        Level.ERROR,
        "项目支出.明细.0.来源",
        {"项目支出": {**PROJECTS, "明细": [{**ITEM, "来源": "省级"}]}},
    ),
    (
        "PROJECT-ITEM-PROJECT",
        Level.ERROR,
        "项目支出.明细.0.项目",
        {"项目支出": {**PROJECTS, "明细": [{**ITEM, "项目": "网络"}]}},
    ),
    (
        "PROJECT-SOURCE-PARTS",
        Level.ERROR,
        "项目支出.明细.0.金额",
        {"项目支出": {**PROJECTS, "明细": [{**ITEM, "金额": "113.76"}]}},
    ),
    ("LIST-OMITS", Level.NOTICE, "主要包括.人员经费", {"主要包括": {"人员经费": ["基本工资"]}}),
    ("LIST-UNKNOWN", Level.ERROR, "主要包括.公用经费", {"主要包括": {"公用经费": ["办公费", "咨询费"]}}),
]
BROKEN_OTHERWISE = {"TRAINING", "LAST-YEAR"}


def of(code: str, account: Account) -> list[Finding]:
    return list(RULES[code].findings(account))


def errors(account: Account) -> list[Finding]:
    return [finding for finding in check(account) if finding.level == Level.ERROR]


def test_neither_real_unit_has_errors_in_its_tables() -> None:
    assert errors(zhuzhou()) == []
    assert errors(putuo()) == []


def test_rounding_of_the_seed_is_a_notice_with_its_cells() -> None:
    (classes,) = of("CLASS-PARTS", zhuzhou())
    assert classes.level == Level.NOTICE
    for code in ("301", "302", "303", "30101", "30201", "30302"):
        assert place(zhuzhou(), "T6", code, "决算数") in classes.where
    assert "265.88" in classes.message and "265.86，相差0.02（允许0.065）" in classes.message
    assert "24.96，相差0.01" in classes.message and "53.38，相差0.01" in classes.message

    (basic,) = of("BASIC-EXPENDITURE", zhuzhou())
    assert basic.level == Level.NOTICE
    assert "353.88" in basic.message and "353.89" in basic.message and "允许0.015" in basic.message


@pytest.mark.parametrize(("code", "table", "row", "column", "side", "change"), BROKEN_CELLS)
def test_a_cell_beyond_its_bounds_is_an_error_that_names_it(
    code: str, table: TableId, row: str, column: str, side: Side, change: str
) -> None:
    wrong = with_change(zhuzhou(), table, row, column, side, change)
    named = [finding for finding in of(code, wrong) if place(wrong, table, row, column, side) in finding.where]
    assert [finding.level for finding in named if finding.level == Level.ERROR]
    assert all(finding.message.startswith(RULES[code].sentence) for finding in named)


@pytest.mark.parametrize(("code", "level", "path", "given"), BROKEN_FACTS)
def test_facts_that_contradict_are_found_where_they_stand(
    code: str, level: Level, path: str, given: dict[str, Any]
) -> None:
    (finding,) = of(code, with_facts(zhuzhou(), given, path))
    assert finding.level == level
    assert Place(file="填报.yaml", line=1) in finding.where


def test_training_below_the_table_is_an_error() -> None:
    trained = with_change(zhuzhou(), "T6", "30216", "决算数", "", "3")
    (finding,) = of("TRAINING", with_facts(trained, {"培训": [{"金额": "2"}]}, "培训"))
    assert finding.level == Level.ERROR
    assert place(trained, "T6", "30216", "决算数") in finding.where


def test_last_year_that_differs_from_its_tables_is_a_notice() -> None:
    account = zhuzhou().model_copy(update={"last_year": zhuzhou().tables})
    assert of("LAST-YEAR", with_facts(account, {"上年数": {"收支总计": "467.63"}})) == []
    (finding,) = of("LAST-YEAR", with_facts(account, {"上年数": {"收支总计": "518.39"}}, "上年数.收支总计"))
    assert finding.level == Level.NOTICE
    assert "518.39" in finding.message and "467.63" in finding.message


def test_facts_that_agree_raise_nothing() -> None:
    given = {
        "年初预算": {"2050299": "343.55"},
        "年初预算合计": "343.55",
        "部门年初预算合计": "343.55",
        "政府采购": {"总额": "24.76", "货物": "24.76", "中小企业": "24.76", "小微企业": "24.76"},
        "国有资产": {"车辆": 1, "车辆用途": [{"种类": "其他用车", "数量": 1}]},
        "三公经费": {
            "因公出国": {"团组": 0, "人次": 0},
            "公务接待": {"批次": 3, "人次": 33},
            "公务用车": {"保有量": 1, "购置数": 0},
        },
        "会议": [{"金额": "0.66"}],
        "培训": "无",
        "项目支出": PROJECTS,
    }
    assert check(with_facts(zhuzhou(), given)) == check(zhuzhou())


def test_every_rule_has_a_case_that_breaks_it() -> None:
    broken = {case[0] for case in BROKEN_CELLS} | {case[0] for case in BROKEN_FACTS} | BROKEN_OTHERWISE
    broken |= {example.code for example in EXAMPLES}
    assert broken == set(RULES)


def test_every_public_function_of_the_rule_modules_is_a_registered_rule_with_a_chinese_sentence() -> None:
    registered = [known.claims for known in RULES.values()]
    for module in MODULES:
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                assert function in registered, f"{module.__name__}.{name} is not registered"
                assert re.search(r"[\u4e00-\u9fff].*。$", function.__doc__ or ""), name
    assert all(re.fullmatch(r"[A-Z]+(-[A-Z]+)*", code) for code in RULES)


def test_a_code_cannot_be_taken_twice_and_a_rule_needs_its_sentence() -> None:
    with pytest.raises(ValueError, match="two rules"):
        rule("ROW-COLUMNS")(within.row_is_sum_of_its_columns)
    with pytest.raises(ValueError, match="no sentence"):
        rule("NEW")(lambda account: iter(()))
    assert "NEW" not in RULES


def test_a_missing_row_gives_one_finding_for_its_parent_over_all_columns() -> None:
    table = putuo().tables["T3"]
    rows = [row for row in table.rows if row.code != "2010608"]
    shorter = type(table).model_validate({**table.model_dump(), "rows": rows})
    account = putuo().model_copy(update={"tables": {**putuo().tables, "T3": shorter}})
    (finding,) = [found for found in errors(account) if found.code == "CLASS-PARTS"]
    assert "20106 财政事务" in finding.message and "449.52" in finding.message


def test_a_class_without_sections_is_no_error() -> None:
    table = zhuzhou().tables["T3"]
    for kept in ({""}, {"", "205"}, {"", "205", "2050299"}):
        rows = [row for row in table.rows if row.code in kept]
        fewer = type(table).model_validate({**table.model_dump(), "rows": rows})
        assert errors(zhuzhou().model_copy(update={"tables": {**zhuzhou().tables, "T3": fewer}})) == []


def test_single_cells_of_wan_may_differ_by_a_cent_and_cells_of_yuan_may_not() -> None:
    off = with_change(zhuzhou(), "T2", "合计", "事业收入", "", "0.01")
    assert [finding.level for finding in of("INCOME-LINES", off)] == [Level.NOTICE]
    exact = {key: table.model_copy(update={"unit": "元"}) for key, table in off.tables.items()}
    off = off.model_copy(update={"tables": exact})
    assert [finding.level for finding in of("INCOME-LINES", off)] == [Level.ERROR]


def test_check_is_silent_about_an_empty_account_and_keeps_what_reading_found() -> None:
    assert check(Account()) == ()
    noticed = Finding(code="READ-X", level=Level.NOTICE, message="先读到的")
    assert check(zhuzhou().model_copy(update={"findings": (noticed,)}))[0] == noticed


def test_check_never_raises_whatever_is_missing() -> None:
    chance = random.Random(2020)
    for _ in range(60):
        tables = {}
        for key, table in putuo().tables.items():
            rows = [
                replace(row, cells={c: v for c, v in row.cells.items() if chance.random() < 0.9})
                for row in table.rows
                if chance.random() < 0.8
            ]
            if chance.random() < 0.8:
                tables[key] = type(table).model_validate({**table.model_dump(), "rows": rows})
        account = putuo().model_copy(update={"tables": tables, "facts": Facts(主要包括={"人员经费": ("基本工资",)})})
        assert all(isinstance(finding, Finding) for finding in check(account))


def test_amounts_in_yuan_are_compared_exactly() -> None:
    given = {"年初预算": {"2050201": "10000元", "2050202": "1元"}, "年初预算合计": "10002元"}
    (finding,) = of("BUDGET-TOTAL", with_facts(zhuzhou(), given))
    assert "相差0.0001（" in finding.message


def test_texts_are_looked_at_one_by_one_also_where_there_are_none_or_one_has_several_lines() -> None:
    assert prose(Account()) == []
    members = [{"名称": "甲所", "备注": "第一行\n第二行，待补充"}, {"名称": "乙所"}]
    account = Account(facts=Facts.model_validate({"单位概况": {"决算单位": members}}))
    texts = [passage.text for passage in prose(account)]
    assert texts == ["甲所", "第一行\n第二行,待补充", "乙所", ""]
    assert check(Account()) == ()
