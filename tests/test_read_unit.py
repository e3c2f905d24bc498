"""A unit's folder becomes one account: which files count, whose account it is, and what is said about it."""

import shutil
from pathlib import Path

import pytest
from changed_workbook import FACTS, SEED, codes
from openpyxl import load_workbook

from narrator.errors import UnusableInput
from narrator.finding import Level
from narrator.read import read


def refused(path: Path) -> list[str]:
    with pytest.raises(UnusableInput) as caught:
        read(path)
    return [finding.code for finding in caught.value.findings]


def other_unit(path: Path, name: str) -> None:
    book = load_workbook(SEED)
    for sheet in book.worksheets:
        sheet["A3"] = f"部门：{name}"
    book.save(path)


def test_a_complete_folder_is_one_account_without_findings(folder):
    account = read(folder)
    assert (account.unit, account.year, account.edition) == ("株洲市教育技术装备所", 2020, "hunan/2020")
    assert (len(account.tables), account.facts.staff.establishment, account.findings) == (9, 13, ())
    assert account.tables["T1"].file == "公开表.xlsx"


def test_last_years_workbook_is_read_beside_it(folder):
    (folder / "上年").mkdir()
    shutil.copy(SEED, folder / "上年" / "公开表.xlsx")
    account = read(folder)
    assert (list(account.last_year), account.findings) == (list(account.tables), ())
    assert account.last_year["T1"].file == "上年/公开表.xlsx"


def test_last_years_workbook_may_lack_tables_but_not_belong_to_another_unit(folder):
    (folder / "上年").mkdir()
    other_unit(folder / "上年" / "公开表.xlsx", "另一所")
    (finding,) = read(folder).findings
    assert (finding.code, finding.level) == ("READ-UNIT-DIFFERS", Level.NOTICE)
    assert "另一所" in finding.message and "上年/公开表.xlsx" in finding.message


def test_a_broken_workbook_of_last_year_does_not_lose_this_year(folder):
    (folder / "上年").mkdir()
    (folder / "上年" / "公开表.xlsx").write_text("x")
    account = read(folder)
    assert (codes(account), account.findings[0].level) == (["READ-WRONG-KIND"], Level.ERROR)
    assert account.findings[0].where[0].file == "上年/公开表.xlsx"
    assert len(account.tables) == 9


def test_the_only_workbook_counts_whatever_its_name(folder):
    (folder / "公开表.xlsx").rename(folder / "导出2019.xlsx")
    account = read(folder)
    assert (len(account.tables), account.year, codes(account)) == (9, 2020, ["READ-YEAR-IN-NAME"])


def test_of_several_workbooks_the_one_with_tables_counts_and_the_others_are_told(folder):
    (folder / "公开表.xlsx").rename(folder / "导出.xlsx")
    load = load_workbook(SEED)
    for sheet in load.worksheets:
        sheet["A1"] = None
    load.save(folder / "工资.xlsx")
    account = read(folder)
    assert (len(account.tables), codes(account)) == (9, ["READ-EXTRA-FILE"])
    assert "工资.xlsx" in account.findings[0].message


def test_two_workbooks_with_tables_and_no_known_name_are_refused(folder):
    shutil.copy(SEED, folder / "一.xlsx")
    (folder / "公开表.xlsx").rename(folder / "二.xlsx")
    assert refused(folder) == ["READ-AMBIGUOUS"]


def test_lock_files_and_hidden_files_are_not_read_but_an_open_workbook_is_said(folder):
    (folder / ".旧.xlsx").write_text("x")
    (folder / "~$别的.xlsx").write_text("x")
    assert read(folder).findings == ()
    (folder / "~$公开表.xlsx").write_text("x")
    assert codes(read(folder)) == ["READ-OPEN-ELSEWHERE"]


def test_facts_in_a_workbook_and_in_yaml_side_by_side_are_refused(folder):
    shutil.copy(SEED, folder / "填报.xlsx")
    assert refused(folder) == ["READ-AMBIGUOUS"]


def test_tables_without_facts_and_facts_without_tables_are_read_and_the_rest_is_asked_for(folder):
    (folder / "填报.yaml").unlink()
    assert codes(read(folder, year=2020)) == ["READ-NO-FACTS"]
    (folder / "填报.yaml").write_text(FACTS, "utf-8")
    (folder / "公开表.xlsx").unlink()
    account = read(folder)
    assert (codes(account), account.findings[0].level) == (["READ-NO-WORKBOOK"], Level.MISSING)
    assert account.facts.staff.establishment == 13


def test_an_empty_file_of_facts_is_as_none(folder):
    (folder / "填报.yaml").write_text("单位:\n")
    assert codes(read(folder, year=2020)) == ["READ-NO-FACTS"]


def test_a_broken_workbook_and_broken_facts_are_refused_together(folder):
    (folder / "公开表.xlsx").write_text("x")
    (folder / "填报.yaml").write_text("单位: [")
    assert refused(folder) == ["READ-WRONG-KIND", "READ-YAML"]


@pytest.mark.parametrize("names", [[], ["~$公开表.xlsx"], ["~$填报.xlsx"], ["说明.txt"]])
def test_a_folder_with_nothing_to_read_is_refused(tmp_path, names):
    for name in names:
        (tmp_path / name).write_text("x")
    assert refused(tmp_path) == ["READ-EMPTY"]


def test_an_old_workbook_in_a_folder_is_told_to_be_saved_anew(folder):
    (folder / "公开表.xlsx").unlink()
    (folder / "公开表.xls").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    assert refused(folder) == ["READ-WRONG-KIND"]


def test_paths_that_cannot_be_inputs_are_refused(tmp_path):
    (tmp_path / "说明.docx").write_text("x")
    assert refused(tmp_path / "没有") == ["READ-NOT-FOUND"]
    assert refused(tmp_path / "没有.xlsx") == ["READ-NOT-FOUND"]
    assert refused(tmp_path / "说明.docx") == ["READ-WRONG-KIND"]
    assert refused(tmp_path / ("长" * 500)) == ["READ-NOT-READABLE"]


def test_facts_of_another_unit_are_an_error_naming_both(folder):
    other_unit(folder / "公开表.xlsx", "另一所")
    account = read(folder)
    (finding,) = account.findings
    assert (finding.code, finding.level, account.unit) == ("READ-UNIT-DIFFERS", Level.ERROR, "株洲市教育技术装备所")
    assert "“株洲市教育技术装备所”（填报.yaml:1）" in finding.message
    assert "“另一所”（公开表.xlsx 1 收入支出决算总表!A3）" in finding.message


@pytest.mark.parametrize(
    ("name", "year", "code"),
    [
        ("某所-2020", 2020, "READ-YEAR-FROM-NAME"),
        ("2020与2021", None, "READ-NO-YEAR"),
        ("文号120201", None, "READ-NO-YEAR"),
        ("某所", None, "READ-NO-YEAR"),
    ],
)
def test_the_year_comes_from_a_name_only_where_it_is_plain(tmp_path, name, year, code):
    (tmp_path / name).mkdir()
    shutil.copy(SEED, tmp_path / name / "公开表.xlsx")
    account = read(tmp_path / name)
    assert (account.year, codes(account)) == (year, ["READ-NO-FACTS", code])


def test_the_call_overrules_the_facts_and_says_so(folder):
    account = read(folder, year=2021, edition="shanghai/2024")
    assert (account.year, account.edition) == (2021, "shanghai/2024")
    assert [(finding.code, finding.level) for finding in account.findings] == [("READ-OVERRULED", Level.NOTICE)] * 2
    assert [str(finding.where[0]) for finding in account.findings] == ["填报.yaml:2", "填报.yaml:3"]
    assert codes(read(folder, year=2020, edition="hunan/2020")) == []


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (["填报(1).xlsx"], "“填报(1).xlsx”像是填报，但名称不对，没有读。请改名为“填报.xlsx”"),
        (["填报 (2).xlsx"], "请改名为“填报.xlsx”"),
        (["填报.XLSX"], "请改名为“填报.xlsx”"),
        (["填报.xls"], "“填报.xls”像是填报，但不是 .xlsx，没有读。请用 Excel 或 WPS 打开，另存为“填报.xlsx”"),
        (["填报.et"], "另存为“填报.xlsx”"),
        (["填报.ods"], "另存为“填报.xlsx”"),
        (["填报.yml"], "请改名为“填报.yaml”"),
        (["填报(1).xlsx", "填报最终.xlsx"], "有几个像是填报的文件：“填报(1).xlsx”、“填报最终.xlsx”，不知道读哪个"),
    ],
)
def test_answers_under_another_name_are_refused_at_once(folder, names, says):
    (folder / "填报.yaml").unlink()
    for name in names:
        (folder / name).write_bytes(SEED.read_bytes())
    with pytest.raises(UnusableInput) as caught:
        read(folder)
    (finding,) = caught.value.findings
    assert (finding.code, finding.level) == ("READ-FACTS-NAME", "错误")
    assert says in finding.message


def test_a_copy_beside_the_answers_is_told(folder):
    (folder / "填报(1).xlsx").write_bytes(SEED.read_bytes())
    (finding,) = [finding for finding in read(folder).findings if finding.code == "READ-EXTRA-FILE"]
    assert "“填报(1).xlsx”" in finding.message or "填报(1).xlsx" in finding.message


@pytest.mark.parametrize("name", ["公开表.csv", "公开表.pdf", "收入决算表.csv", "填报.docx"])
def test_what_is_there_in_another_kind_of_file_is_told(folder, name):
    (folder / "公开表.xlsx").unlink()
    (folder / name).write_bytes(b"1")
    (finding,) = [finding for finding in read(folder).findings if finding.code == "READ-EXTRA-FILE"]
    assert [str(place) for place in finding.where] == [name] and "另存为 .xlsx" in finding.message


def test_other_files_in_the_folder_are_nobodys_input(folder):
    for name in ("某所决算公开.docx", "填报说明.docx", "公开表截图.png", "说明.txt"):
        (folder / name).write_bytes(b"1")
    assert "READ-EXTRA-FILE" not in codes(read(folder))
