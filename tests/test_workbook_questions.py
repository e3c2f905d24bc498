"""What the workbook asks: what the edition uses and the tables do not say, worded and placed."""

from pathlib import Path

import pytest
from filled_workbook import PUTUO, UNITS, ZHUZHOU, account, blank_form, lines

from narrator.phrasebook.library import library
from narrator.workbook.answers import answers_of
from narrator.workbook.fields import fields
from narrator.workbook.form import FIRST, HINT, WHERE
from narrator.workbook.plan import begins, load_plan
from narrator.workbook.usage import usage


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_every_fact_that_a_real_unit_gave_is_asked_for(unit: Path) -> None:
    asked = set(lines(blank_form(unit)))
    given = answers_of(account(unit).facts)
    printed_only_if_money_was_spent = {"三公经费.公务用车.购置数"}
    assert [path for path in given if path not in asked | printed_only_if_money_was_spent] == []


def test_a_fact_that_no_phrase_of_the_edition_uses_is_not_asked_for() -> None:
    hunan, shanghai = lines(blank_form(ZHUZHOU)), lines(blank_form(PUTUO))
    for path in ("预算绩效管理.工作机制", "国有资产.百万元设备", "三公经费.公务接待.外宾金额", "科目用途.2050299"):
        assert path not in hunan
    for path in ("项目支出.明细", "人员.编制", "自称", "国有资产.通用设备", "绩效评价.评价结论"):
        assert path not in shanghai
    assert "备注" not in str(hunan["单位概况.决算单位"].answers)


def test_what_the_tables_rule_out_is_not_asked_for() -> None:
    asked = lines(blank_form(PUTUO))  # its tables have no three-public money at all
    assert [path for path in asked if path.startswith("三公经费.")] == []
    assert "三公经费.公务接待.事由" in lines(blank_form(PUTUO, tables=False))


def test_every_item_of_table_5_has_a_line_for_its_initial_budget() -> None:
    asked = lines(blank_form(PUTUO))
    items = [row for row in account(PUTUO).tables["T5"].rows if len(row.code) == 7]
    assert len(items) == 11
    for row in items:
        line = asked[f"年初预算.{row.code}"]
        assert line.shown[FIRST] == f"{row.code} {row.name}"
        assert line.shown[HINT] == f"{row.cells['合计'].amount:.2f} 万元"


def test_without_tables_the_lines_for_items_are_blank() -> None:
    asked = lines(blank_form(PUTUO, tables=False))
    assert "年初预算" in asked and "科目用途" in asked
    assert not any(path.startswith("年初预算.") for path in asked)


def test_a_question_says_where_its_answer_appears() -> None:
    asked = lines(blank_form(ZHUZHOU))
    assert asked["机关运行经费"].shown[WHERE] == "第三部分 十、机关运行经费支出说明"
    assert asked["上年数.收支总计"].shown[WHERE] == "第三部分 一、收入支出决算总体情况说明"
    assert asked["人员.在职"].shown[WHERE] == "第五部分 一 （二） 1、机构设置；第五部分 一 （二） 2、人员情况"


def test_what_the_report_can_do_without_is_optional() -> None:
    asked = lines(blank_form(ZHUZHOU))
    needed = {path: line.state.needed for path, line in asked.items() if line.state}
    assert [needed[path] for path in ("人员.编制", "单位性质", "会议", "项目支出.明细")] == [True] * 4
    optional = ("人员.退休", "自称", "上年数.公务用车费", "政府采购.货物", "名词解释", "年初预算合计")
    assert [path for path in optional if needed[path]] == []


def test_a_column_says_whether_it_may_be_left_blank() -> None:
    form = blank_form(ZHUZHOU)
    headers = {block.lines[0].key: set(block.headers.values()) for sheet in form.sheets for block in sheet.blocks}
    assert {"内容", "人数（人）", "金额（万元，可不填）"} <= headers["会议"]
    assert {"名称", "用途（可不填）", "成效"} <= headers["项目支出.项目"]
    assert {"构成：名称", "构成：金额（万元）"} <= headers["项目支出.资金来源"]


def test_reasons_are_asked_for_each_figure_that_prints_one() -> None:
    asked = lines(blank_form(ZHUZHOU))
    reasons = [path for path in asked if path.startswith(("增减原因.", "预决算差异原因."))]
    figures = [
        "收支总计",
        "财政拨款收支总计",
        "一般公共预算支出",
        "因公出国费",
        "公务接待费",
        "公务用车费",
        "机关运行经费",
    ]
    assert sorted(reasons) == sorted([*(f"增减原因.{figure}" for figure in figures), "预决算差异原因.2050299"])


@pytest.mark.parametrize("name", library().names())
def test_every_edition_can_be_surveyed_without_tables(name: str) -> None:
    whole = account(ZHUZHOU).model_copy(update={"tables": {}})
    assert {"单位概况.职责", "上年数.收支总计", "单位性质"} <= set(usage(library().load(name), whole).uses)


def test_the_plan_names_only_facts_that_there_are() -> None:
    plan, known = load_plan(), list(fields())
    named = [
        *plan.carried,
        *plan.words,
        *plan.examples,
        *(root for sheet in plan.sheets.values() for root in sheet.holds),
    ]
    named += [path for pair in plan.needed_as.items() for path in pair]
    named += [path for paths in plan.along.values() for path in paths]
    named += [path for root, by in plan.spared.items() for path in (root, *by)]
    assert [path for path in named if not any(begins(field, path) or begins(path, field) for field in known)] == []


def test_every_fact_has_a_sheet_of_its_subject() -> None:
    plan = load_plan()
    held = [root for sheet in plan.sheets.values() for root in sheet.holds]
    assert [path for path in fields() if not any(begins(path, root) for root in held)] == []
