"""A department's input from its units: amounts, bounds, provenance, transfers, facts, and what is refused."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from narrator import amount, verbs
from narrator.account import Account, Cell, Table
from narrator.account.spending import Procurement
from narrator.check import check
from narrator.cli import main
from narrator.department.added import added
from narrator.department.rollup import RolledUp
from narrator.errors import UnusableInput
from narrator.finding import Level
from tests.accounts import accounts
from tests.real_units import with_change, zhuzhou

UNIT = Path(__file__).parents[1] / "inputs" / "株洲市教育技术装备所-2020"
DEPARTMENT = """\
单位: 株洲市教育装备系统
年度: 2020
版式: hunan/2020
单位构成:
  - 输入: 本级
    名称: 装备所本级
  - 输入: 下属
    名称: 装备所服务部
    备注: 二级预算单位
"""
TRANSFER = """\
内部往来:
  - 种类: 上级补助
    付方: 装备所本级
    收方: 装备所服务部
    金额: 12.50
    支出科目: 2050299
    收入科目: 2050299
"""


ROWS = ("合计", "205", "20502", "2050299")


def received(income: str) -> list[tuple[str, str, str, str]]:
    """The cells that count what a unit got from another, the money kept to the year's end."""
    return [
        *(("T2", row, column, "") for row in ROWS for column in (income, "本年收入合计")),
        *(("T1", row, "决算数", "收入") for row in (income, "本年收入合计", "总计")),
        *(("T1", row, "决算数", "支出") for row in ("年末结转和结余", "总计")),
    ]


def spent(expenditure: str) -> list[tuple[str, str, str, str]]:
    """The cells that count what a unit paid to another, out of the money left from the year before."""
    return [
        *(("T3", row, column, "") for row in ROWS for column in (expenditure, "本年支出合计")),
        *(("T1", row, "决算数", "支出") for row in ("教育支出", "本年支出合计", "总计")),
        *(("T1", row, "决算数", "收入") for row in ("年初结转和结余", "总计")),
    ]


def run(*words: Any) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A department of two units, each with the tables and facts of the real unit."""
    for name in ("本级", "下属"):
        shutil.copytree(UNIT, tmp_path / name)
    (tmp_path / "部门.yaml").write_text(DEPARTMENT, "utf-8")
    return tmp_path


def paid(folder: Path, expenditure: str = "对附属单位补助支出", income: str = "上级补助收入") -> None:
    """Adds 12.50 that 本级 paid to 下属 to both units' exported tables, in every cell that counts it."""
    for unit, changes in (("本级", spent(expenditure)), ("下属", received(income))):
        path = folder / unit / "公开表.xlsx"
        account = verbs.read(path)
        for table, row, column, side in changes:
            account = with_change(account, table, row, column, side, "12.50")  # type: ignore[arg-type]
        facts = verbs.read(folder / unit).facts
        (folder / unit / "公开表.xlsx").unlink()
        (folder / unit / "填报.yaml").unlink()
        full = account.model_copy(update={"facts": facts, "unit": facts.unit, "year": 2020, "findings": ()})
        (folder / unit / "account.json").write_text(full.model_dump_json(by_alias=True), "utf-8")
    text = DEPARTMENT.replace("输入: 本级", "输入: 本级/account.json").replace("输入: 下属", "输入: 下属/account.json")
    (folder / "部门.yaml").write_text(text, "utf-8")


def cell(account: Account, table: Any, row: str, column: str, side: Any = "") -> Cell:
    found = account.tables[table].cell(row, column, side)
    assert found is not None
    return found


def test_every_amount_is_the_sum_of_the_units_amounts_with_their_bounds(folder: Path) -> None:
    department = verbs.rollup(folder / "部门.yaml", folder / "部门").account
    for id, table in zhuzhou().tables.items():
        for row in table.rows:
            for column, one in row.cells.items():
                both = cell(department, id, row.code or row.name, column, row.side)
                assert both.amount == 2 * one.amount
                assert both.bound == 2 * one.bound
    assert cell(department, "T1", "总计", "决算数", "收入").amount == Decimal("935.26")


def test_every_cell_says_from_which_cells_of_the_units_it_comes(folder: Path) -> None:
    verbs.rollup(folder / "部门.yaml", folder / "部门")
    _, figure = verbs.trace(folder / "部门", "收支总计")
    parts = [(part.label, part.value, str(part.place)) for part in figure.operands]
    place = zhuzhou().tables["T1"].place(cell(zhuzhou(), "T1", "总计", "决算数", "收入"))
    assert parts == [
        ("装备所本级 收支总计", Decimal("467.63"), f"本级/公开表.xlsx {place}"),
        ("装备所服务部 收支总计", Decimal("467.63"), f"下属/公开表.xlsx {place}"),
    ]


def test_the_result_is_an_ordinary_input_without_errors(folder: Path) -> None:
    assert run("rollup", folder / "部门.yaml", "-o", folder / "部门").exit_code == 0
    draft = verbs.check(folder / "部门")
    assert draft.account.unit == "株洲市教育装备系统"
    assert [finding.message for finding in draft.findings if finding.level == Level.ERROR] == []
    assert run("build", folder / "部门", "-o", folder / "out").exit_code == 0
    assert (folder / "out" / "株洲市教育装备系统-2020.docx").exists()


def test_the_units_are_listed_and_counts_are_added(folder: Path) -> None:
    facts = verbs.rollup(folder / "部门.yaml", folder / "部门").account.facts
    assert [(member.name, member.note) for member in facts.profile.members or ()] == [
        ("装备所本级", ""),
        ("装备所服务部", "二级预算单位"),
    ]
    assert (facts.staff.establishment, facts.staff.on_post, facts.staff.retired) == (26, 24, 20)
    assert facts.three_public.hospitality.persons == 66
    assert facts.initial_budget["2050299"] == Decimal("687.10")
    assert facts.last_year["收支总计"] == Decimal("1036.78")
    assert len(facts.projects.items) == 26


def test_parts_of_a_money_source_with_one_name_are_one_part(folder: Path) -> None:
    unit = verbs.read(folder / "本级").facts.projects.sources
    facts = verbs.rollup(folder / "部门.yaml", folder / "部门").account.facts
    assert [(part.name, part.amount) for source in facts.projects.sources for part in source.parts] == [
        (part.name, part.amount * 2) for source in unit for part in source.parts
    ]


def test_gathered_reasons_are_to_be_checked_in_the_workbook(folder: Path) -> None:
    verbs.rollup(folder / "部门.yaml", folder / "部门")
    draft = verbs.check(folder / "部门")
    told = [finding for finding in draft.findings if finding.code == "READ-CARRIED-REASON"]
    assert told and all(finding.level == Level.MISSING for finding in told)
    assert all("从上年或下属单位带来" in finding.message for finding in told)
    assert not [finding for finding in draft.findings if "决算单位" in finding.message]
    assert draft.account.facts.staff.on_post == 24


def test_different_reasons_name_their_units(folder: Path) -> None:
    path = folder / "下属" / "填报.yaml"
    text = path.read_text("utf-8")
    reason = next(line for line in text.splitlines() if line.strip().startswith("原因:"))
    path.write_text(text.replace(reason, f"{reason.split('原因:')[0]}原因: 新开了两个窗口", 1), "utf-8")
    facts = verbs.rollup(folder / "部门.yaml", folder / "部门.json").account.facts
    assert "装备所服务部新开了两个窗口" in facts.change_reasons[0].reason
    assert facts.change_reasons[0].reason.startswith("装备所本级")


def test_a_number_that_a_unit_did_not_give_is_not_added_and_told(folder: Path) -> None:
    path = folder / "下属" / "填报.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.strip().startswith("在职:")), "utf-8")
    made = verbs.rollup(folder / "部门.yaml", folder / "部门.json")
    assert made.account.facts.staff.on_post is None
    (told,) = [finding for finding in made.findings if finding.code == "ROLLUP-LACKING"]
    assert "年末在职人数" in told.message and "装备所服务部" in told.message


def changed(folder: Path, **changes: Any) -> RolledUp:
    """The department once the facts of 下属 have other parts, `None` for one that it did not give at all."""
    path = folder / "下属" / "填报.yaml"
    facts = {**yaml.safe_load(path.read_text("utf-8")), **changes}
    path.write_text(yaml.safe_dump({key: facts[key] for key in facts if facts[key] is not None}), "utf-8")
    return verbs.rollup(folder / "部门.yaml", folder / "部门.json")


def lacking(made: RolledUp) -> str:
    return "".join(finding.message for finding in made.findings if finding.code == "ROLLUP-LACKING")


def test_a_whole_part_that_a_unit_did_not_give_is_not_taken_for_zeros(folder: Path) -> None:
    made = changed(folder, 人员=None)
    assert made.account.facts.staff.on_post is None
    assert "“编制人数”：装备所服务部没有填" in lacking(made) and "“年末在职人数”：装备所服务部没有填" in lacking(made)


def test_what_was_not_given_is_called_as_the_form_asks_for_it(folder: Path) -> None:
    path = folder / "本级" / "填报.yaml"
    path.write_text(path.read_text("utf-8") + "\n预算绩效管理:\n  绩效目标: {项目数: 3}\n", "utf-8")
    assert "“编报绩效目标的项目数”：装备所服务部没有填" in lacking(verbs.rollup(folder / "部门.yaml", folder / "部门"))


def test_procurement_that_a_unit_did_not_give_is_not_taken_for_none(folder: Path) -> None:
    made = changed(folder, 政府采购=None)
    assert made.account.facts.procurement is None and "政府采购" in lacking(made)


def test_procurement_of_the_others_counts_where_a_unit_says_that_it_had_none(folder: Path) -> None:
    made = changed(folder, 政府采购="无")
    assert isinstance(made.account.facts.procurement, Procurement) and lacking(made) == ""
    assert made.account.facts.procurement.total == Decimal("24.76")


def test_a_list_that_a_unit_did_not_give_is_told_and_none_only_where_all_say_so(folder: Path) -> None:
    made = changed(folder, 会议=None, 培训=None)
    assert made.account.facts.training is None
    assert [meeting.persons for meeting in made.account.facts.meetings or ()] == [35]
    assert "“会议，一行一次”" in lacking(made) and "“培训，一行一次”" in lacking(made)
    verbs.rollup(folder / "部门.yaml", folder / "部门")
    carried = [finding for finding in verbs.check(folder / "部门").findings if finding.code == "READ-CARRIED"]
    assert any("会议" in finding.message for finding in carried)


def test_a_budget_that_a_unit_did_not_give_for_an_item_is_not_added_for_this_item(folder: Path) -> None:
    made = changed(folder, 年初预算={"2050201": "10"})
    assert made.account.facts.initial_budget == {"2050201": Decimal(10)}
    assert "“2050299的年初预算”：装备所服务部没有填" in lacking(made)


def with_last_year(folder: Path) -> None:
    for unit in ("本级", "下属"):
        (folder / unit / "上年").mkdir()
        shutil.copy(UNIT / "公开表.xlsx", folder / unit / "上年" / "公开表.xlsx")


def test_last_years_table_that_a_unit_lacks_is_not_added(folder: Path) -> None:
    with_last_year(folder)
    without_table(folder / "下属" / "上年" / "公开表.xlsx", "三公经费支出决算表")
    made = verbs.rollup(folder / "部门.yaml", folder / "部门.json")
    assert "T7" not in made.account.last_year
    total = made.account.last_year["T1"].cell("总计", "决算数", "收入")
    assert total is not None and total.amount == Decimal("935.26")
    assert [part.place.file for part in total.parts] == ["本级/上年/公开表.xlsx", "下属/上年/公开表.xlsx"]
    assert "“上年公开07表”：装备所服务部没有" in lacking(made)


def test_last_years_amounts_that_no_table_has_are_not_lost_where_there_are_last_years_tables(folder: Path) -> None:
    with_last_year(folder)
    for unit in ("本级", "下属"):
        path = folder / unit / "填报.yaml"
        path.write_text(path.read_text("utf-8").replace("上年数:\n", "上年数:\n  机关运行经费: 3.5\n"), "utf-8")
    made = verbs.rollup(folder / "部门.yaml", folder / "部门.json")
    assert made.account.facts.last_year["机关运行经费"] == Decimal(7)


def test_transfers_of_last_year_are_told_as_nothing_takes_them_out(folder: Path) -> None:
    paid(folder)
    for unit in ("本级", "下属"):
        path = folder / unit / "account.json"
        account = json.loads(path.read_text("utf-8"))
        account["last_year"] = account["tables"]
        path.write_text(json.dumps(account, ensure_ascii=False), "utf-8")
    with (folder / "部门.yaml").open("a", encoding="utf-8") as file:
        file.write(TRANSFER)
    made = verbs.rollup(folder / "部门.yaml", folder / "部门.json")
    told = [finding.message for finding in made.findings if finding.code == "ROLLUP-LAST-YEAR"]
    assert len(told) == 1 and "对附属单位补助支出共 12.50 万元" in told[0]


def test_what_units_say_of_one_item_is_put_together(folder: Path) -> None:
    path = folder / "本级" / "填报.yaml"
    path.write_text(path.read_text("utf-8") + "\n科目用途:\n  2050299: 教育城域网的运行\n", "utf-8")
    made = changed(folder, 科目用途={"2050299": "实验教学的设备"})
    assert made.account.facts.uses == {"2050299": "教育城域网的运行；实验教学的设备"}


def test_a_declared_transfer_is_taken_out_of_both_sides(folder: Path) -> None:
    paid(folder)
    before = verbs.rollup(folder / "部门.yaml", folder / "含往来.json")
    assert [finding.code for finding in before.findings] == ["ROLLUP-UNDECLARED"]
    with (folder / "部门.yaml").open("a", encoding="utf-8") as file:
        file.write(TRANSFER)
    after = verbs.rollup(folder / "部门.yaml", folder / "部门.json")
    assert after.findings == ()
    for account, left in ((before.account, "12.50"), (after.account, "0.00")):
        assert cell(account, "T2", "合计", "上级补助收入").amount == Decimal(left)
        assert cell(account, "T3", "2050299", "对附属单位补助支出").amount == Decimal(left)
        assert cell(account, "T1", "上级补助收入", "决算数", "收入").amount == Decimal(left)
    assert cell(after.account, "T1", "本年支出合计", "决算数", "支出").amount == Decimal("935.26")
    assert not [finding for finding in check(after.account) if finding.level == Level.ERROR]
    taken = cell(after.account, "T2", "合计", "上级补助收入").parts[-1]
    assert (taken.unit, taken.value, taken.place.line) == ("内部往来抵销", Decimal("-12.50"), 11)


def test_money_handed_up_is_taken_out_of_its_own_columns(folder: Path) -> None:
    paid(folder, "上缴上级支出", "附属单位上缴收入")
    with (folder / "部门.yaml").open("a", encoding="utf-8") as file:
        file.write(TRANSFER.replace("上级补助", "附属单位上缴"))
    made = verbs.rollup(folder / "部门.yaml", folder / "部门.json")
    assert made.findings == ()
    for table, row, column, side in (
        ("T2", "合计", "附属单位上缴收入", ""),
        ("T3", "2050299", "上缴上级支出", ""),
        ("T1", "附属单位上缴收入", "决算数", "收入"),
    ):
        assert cell(made.account, table, row, column, side).amount == Decimal("0.00")
    assert cell(made.account, "T1", "本年支出合计", "决算数", "支出").amount == Decimal("935.26")
    assert not [finding for finding in check(made.account) if finding.level == Level.ERROR]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("金额: 12.50", "金额: 12.51", "要抵销 12.51 万元"),
        ("收方: 装备所服务部", "收方: 服务部", "没有“服务部”这个单位"),
        ("种类: 上级补助", "种类: 补助", "只能是上级补助、附属单位上缴"),
        ("支出科目: 2050299", "支出科目: 205", "不是项级科目编码"),
        ("金额: 12.50", "金额: 0", "应大于 0"),
    ],
)
def test_a_transfer_that_cannot_be_taken_out_is_refused_with_its_line(
    folder: Path, old: str, new: str, told: str
) -> None:
    paid(folder)
    with (folder / "部门.yaml").open("a", encoding="utf-8") as file:
        file.write(TRANSFER.replace(old, new))
    with pytest.raises(UnusableInput) as refused:
        verbs.rollup(folder / "部门.yaml", folder / "部门.json")
    assert told in str(refused.value)
    assert refused.value.findings[0].where[0].line
    assert not (folder / "部门.json").exists()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("输入: 下属", "输入: 没有", "找不到"),
        ("名称: 装备所服务部", "名称: 装备所本级", "列了两次"),
        ("输入: 下属", "输入: ./本级", "已经列过，相加会重复"),
        ("年度: 2020", "年度: 2021", "是 2020 年度的，部门是 2021 年度"),
        ("单位构成:", "单位组成:", "没有“单位组成”这个键"),
        ("版式: hunan/2020", "版式: hunan/1020", "hunan/1020"),
    ],
)
def test_a_department_that_cannot_be_added_up_is_refused(folder: Path, old: str, new: str, told: str) -> None:
    (folder / "部门.yaml").write_text(DEPARTMENT.replace(old, new), "utf-8")
    result = run("rollup", folder / "部门.yaml", "-o", folder / "部门", "--json")
    assert result.exit_code == 2
    assert told in "".join(finding["message"] for finding in json.loads(result.stdout)["findings"])


def test_a_path_may_be_written_as_windows_writes_it(folder: Path) -> None:
    (folder / "部门.yaml").write_text(DEPARTMENT.replace("输入: 下属", r"输入: .\下属\公开表.xlsx"), "utf-8")
    department = verbs.rollup(folder / "部门.yaml", folder / "部门.json").account
    assert str(cell(department, "T1", "总计", "决算数", "收入").parts[1].place).startswith("./下属/公开表.xlsx")


def without_table(path: Path, title: str) -> None:
    """Takes out of a workbook the sheet whose name ends so."""
    book = load_workbook(path)
    del book[next(name for name in book.sheetnames if name.endswith(title))]
    book.save(path)


def test_a_table_that_a_unit_lacks_is_told_and_stays_to_be_mended(folder: Path) -> None:
    without_table(folder / "下属" / "公开表.xlsx", "三公经费支出决算表")
    made = verbs.rollup(folder / "部门.yaml", folder / "部门")
    assert cell(made.account, "T7", "决算数", "合计").amount == Decimal("2.31")
    (told,) = [finding for finding in made.findings if finding.level != Level.NOTICE]
    assert (told.code, told.level) == ("ROLLUP-TABLE", Level.MISSING)
    assert "“装备所服务部”" in told.message and "公开07表" in told.message
    assert told in verbs.check(folder / "部门").findings
    with_one_more = DEPARTMENT.replace("输入: 本级", "输入: 部门").replace("输入: 下属", "输入: 本级")
    (folder / "上级.yaml").write_text(with_one_more, "utf-8")
    assert told in verbs.rollup(folder / "上级.yaml", folder / "上级").findings


def test_a_unit_that_is_a_part_of_another_one_too_is_told(folder: Path) -> None:
    verbs.rollup(folder / "部门.yaml", folder / "部门")
    again = DEPARTMENT.replace("输入: 本级", "输入: 部门").replace("名称: 装备所本级", "名称: 装备系统")
    (folder / "上级.yaml").write_text(again, "utf-8")
    (told,) = verbs.rollup(folder / "上级.yaml", folder / "上级").findings
    assert told.code == "ROLLUP-INSIDE" and "“装备系统”" in told.message and "“装备所服务部”" in told.message


def test_tables_that_two_units_have_alike_are_told_as_one_may_be_a_copy(folder: Path) -> None:
    (told,) = verbs.rollup(folder / "部门.yaml", folder / "部门").findings
    assert (told.code, told.level) == ("ROLLUP-SAME", Level.NOTICE)
    assert "“装备所本级”和“装备所服务部”" in told.message
    assert [place.file for place in told.where] == ["本级/公开表.xlsx", "下属/公开表.xlsx"]
    paid(folder)
    assert "ROLLUP-SAME" not in [one.code for one in verbs.rollup(folder / "部门.yaml", folder / "部门").findings]


@pytest.mark.parametrize("out", ["下属", "某所/公开表.json", "某所"])
def test_a_units_own_input_is_never_written_over(folder: Path, out: str) -> None:
    (folder / "某所").mkdir()
    (folder / "某所" / "公开表.json").write_text(verbs.read(UNIT).model_dump_json(by_alias=True), "utf-8")
    with (folder / "部门.yaml").open("a", encoding="utf-8") as file:
        file.write("  - 输入: 某所/公开表.json\n    名称: 某所\n")
    before = (folder / "某所" / "公开表.json").read_bytes()
    with pytest.raises(UnusableInput) as refused:
        verbs.rollup(folder / "部门.yaml", folder / out)
    assert [finding.code for finding in refused.value.findings] == ["ROLLUP-OUT"]
    assert (folder / "某所" / "公开表.json").read_bytes() == before
    assert {path.name for path in (folder / "下属").iterdir()} == {"公开表.xlsx", "填报.yaml"}


def test_a_transfer_of_a_class_that_the_payers_first_table_lacks_is_refused(folder: Path) -> None:
    paid(folder)
    path = folder / "本级" / "account.json"
    account = json.loads(path.read_text("utf-8"))
    account["tables"]["T1"]["rows"] = [row for row in account["tables"]["T1"]["rows"] if row["name"] != "教育支出"]
    path.write_text(json.dumps(account, ensure_ascii=False), "utf-8")
    with (folder / "部门.yaml").open("a", encoding="utf-8") as file:
        file.write(TRANSFER)
    result = run("rollup", folder / "部门.yaml", "-o", folder / "部门")
    assert result.exit_code == 2
    assert "“装备所本级”的公开01表" in result.stderr and "205" in result.stderr


def test_a_units_own_errors_are_told(folder: Path) -> None:
    book = load_workbook(folder / "下属" / "公开表.xlsx")
    total = cell(zhuzhou(), "T1", "本年收入合计", "决算数", "收入")
    book[zhuzhou().tables["T1"].sheet][total.at] = 999
    book.save(folder / "下属" / "公开表.xlsx")
    result = run("rollup", folder / "部门.yaml", "-o", folder / "部门")
    assert result.exit_code == 1
    assert "“装备所服务部”自己的输入还有" in result.stderr


def test_answers_that_people_gave_are_not_overwritten(folder: Path) -> None:
    verbs.rollup(folder / "部门.yaml", folder / "部门")
    before = (folder / "部门" / "填报.xlsx").read_bytes()
    (folder / "下属" / "填报.yaml").unlink()
    made = verbs.rollup(folder / "部门.yaml", folder / "部门")
    assert (folder / "部门" / "填报.xlsx").read_bytes() == before
    assert "ROLLUP-KEPT" in [finding.code for finding in made.findings]


def test_the_department_can_be_listed_in_a_workbook(folder: Path) -> None:
    path = folder / "部门.xlsx"
    done = run("new", "株洲市教育装备系统", "--department", "--year", 2020, "--edition", "hunan/2020", "-o", path)
    assert done.exit_code == 0, done.output
    book = load_workbook(path)
    for row, unit in enumerate((("本级", "装备所本级", None), ("下属", "装备所服务部", "二级预算单位")), 3):
        for column, value in enumerate(unit, 1):
            book["单位构成"].cell(row, column, value)
    book.save(path)
    from_workbook = verbs.rollup(path, folder / "甲.json").account
    assert from_workbook == verbs.rollup(folder / "部门.yaml", folder / "乙.json").account


@pytest.mark.parametrize("sheet", ["部门", "单位构成", "内部往来"])
def test_a_sheet_that_was_given_another_name_is_not_passed_over(folder: Path, sheet: str) -> None:
    path = folder / "部门.xlsx"
    run("new", "株洲市教育装备系统", "--department", "--year", 2020, "--edition", "hunan/2020", "-o", path)
    book = load_workbook(path)
    book["单位构成"]["A3"] = "本级"
    book[sheet].title = f"{sheet}表"
    book.save(path)
    result = run("rollup", path, "-o", folder / "部门")
    assert result.exit_code == 2 and f"没有工作表“{sheet}”" in result.stderr


def test_a_list_without_units_says_what_is_missing(folder: Path) -> None:
    path = folder / "部门.xlsx"
    run("new", "株洲市教育装备系统", "--department", "--year", 2020, "--edition", "hunan/2020", "-o", path)
    said = run("rollup", path, "-o", folder / "部门").stderr
    assert "[错误] 缺少“单位构成”" in said


def test_a_formula_that_was_never_computed_is_told_with_its_cell(folder: Path) -> None:
    path = folder / "部门.xlsx"
    run("new", "株洲市教育装备系统", "--department", "--year", 2020, "--edition", "hunan/2020", "-o", path)
    book = load_workbook(path)
    book["单位构成"]["A3"] = '="本"&"级"'
    book.save(path)
    with pytest.raises(UnusableInput) as refused:
        verbs.rollup(path, folder / "部门.json")
    (found,) = refused.value.findings
    assert (found.code, str(found.where[0])) == ("READ-FORMULA-NOT-COMPUTED", "单位构成!A3")


def test_tables_with_other_lines_are_joined_in_the_forms_order() -> None:
    def table(*rows: tuple[str, str]) -> dict[Any, Table]:
        cells = {"合计": {"value": "1.00", "bound": "0.005"}}
        listed = [{"code": code, "name": name, "label": name, "cells": cells} for code, name in rows]
        return {"T5": Table.model_validate({"id": "T5", "title": "表", "rows": listed})}

    joined = added(
        [
            ("甲", table(("", "合计"), ("205", "教育"), ("20502", "普通教育"), ("2050299", "其他"))),
            ("乙", table(("", "合计"), ("201", "一般"), ("205", "教育"), ("20501", "管理"), ("208", "社保"))),
        ]
    )["T5"]
    assert [row.code for row in joined.rows] == ["", "201", "205", "20501", "20502", "2050299", "208"]
    assert [row.cells["合计"].amount for row in joined.rows] == [2, 1, 2, 1, 1, 1, 1]


def rounded_apart(account: Account) -> Account:
    """The account as a program exports it that rounds every cell from 元 to 万元 on its own."""
    tables = {}
    for id, table in account.tables.items():
        rows = [
            replace(row, cells={column: _rounded(cell) for column, cell in row.cells.items()}) for row in table.rows
        ]
        tables[id] = Table(id=id, title=table.title, rows=tuple(rows))
    return account.model_copy(update={"tables": tables})


def _rounded(cell: Cell) -> Cell:
    value = amount.rounded(cell.amount, 2)
    return Cell(value=value, bound=Decimal("0.005") if value else Decimal(0))


@given(st.lists(accounts(), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_identities_that_hold_for_the_units_hold_for_the_department(units: list[Account]) -> None:
    exported = [rounded_apart(unit) for unit in units]
    assume(not any(map(_errors, exported)))  # parts that are all printed as 0.00 may have a total of 0.01
    joined = added([(f"单位{n}", unit.tables) for n, unit in enumerate(exported)])
    assert _errors(Account(unit="部门", year=2020, tables=joined)) == []


def _errors(account: Account) -> list[str]:
    bare = Account(unit="部门", year=2020, tables=account.tables)
    return [finding.message for finding in check(bare) if finding.level == Level.ERROR]
