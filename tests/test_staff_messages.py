"""What staff are told when a file is not what it should be: the cause, the cell that they typed, and what to do."""

import re
from pathlib import Path

import pytest
from changed_workbook import SEED, T3
from filled_workbook import ZHUZHOU, changed, filled, put, row_of
from openpyxl import Workbook, load_workbook
from read_examples import form
from real_units import with_facts, zhuzhou

import narrator
from narrator.check import check
from narrator.errors import NarratorError, UnusableInput
from narrator.figures import Figures
from narrator.figures.names import unknown_names
from narrator.finding import Finding, Level
from narrator.read import read

UNIT = "株洲市教育技术装备所"


def unit(folder: Path, data: bytes) -> Path:
    """The real unit with this 填报.xlsx."""
    at = folder / "某所-2020"
    at.mkdir()
    (at / "公开表.xlsx").write_bytes((ZHUZHOU / "公开表.xlsx").read_bytes())
    (at / "填报.xlsx").write_bytes(data)
    return at


def only(code: str, at: Path) -> Finding:
    (finding,) = [finding for finding in narrator.check(at).findings if finding.code == code]
    return finding


def test_a_name_of_no_edition_is_told_at_its_cell(tmp_path: Path) -> None:
    nearest = unit(tmp_path, changed(filled(ZHUZHOU), put("基本情况", "版式", "hunan/2099")))
    assert str(only("EDITION-NEAREST", nearest).where[0]) == "基本情况!C8"


def test_a_count_beside_money_is_told_at_the_cell_of_the_count(tmp_path: Path) -> None:
    data = changed(filled(ZHUZHOU), put("三公与会议", "三公经费.公务接待.人次", 0))
    finding = only("THREE-PUBLIC-COUNTS", unit(tmp_path, data))
    assert str(finding.where[0]) == "三公与会议!C9" and finding.where[1].cell == "L7"


def test_a_copied_sheet_is_one_finding(tmp_path: Path) -> None:
    found = form(lambda book: book.copy_worksheet(book["基本情况"]))(tmp_path)
    (finding,) = [finding for finding in found if finding.code == "READ-DOUBLE-KEY"]
    assert "“编制人数”（基本情况!C" in finding.message


def test_a_folder_of_units_is_refused_with_the_names_of_units_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit(tmp_path, filled(ZHUZHOU))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UnusableInput, match=f"“{tmp_path.name}”里没有.*“某所-2020”.*narrator batch"):
        read(".")


@pytest.mark.parametrize("given", ["", "填报.xlsx"])
def test_this_years_answers_are_no_last_years(tmp_path: Path, given: str) -> None:
    at = unit(tmp_path, filled(ZHUZHOU))
    with pytest.raises(NarratorError, match=r"2020年度的（基本情况!C7）.*请给出2019年度"):
        narrator.new(UNIT, tmp_path / "新.xlsx", year=2020, edition="hunan/2020", last_year=at / given)
    assert not (tmp_path / "新.xlsx").exists()


@pytest.mark.parametrize("half", [0, 2])
def test_a_form_that_was_not_saved_to_its_end_is_not_to_be_exported_again(tmp_path: Path, half: int) -> None:
    data = filled(ZHUZHOU)
    with pytest.raises(UnusableInput, match=r"没有存完：.*备份.*narrator new") as refused:
        read(unit(tmp_path, data[: len(data) // half] if half else b""))
    assert "财务软件" not in str(refused.value)


def test_a_form_with_macros_is_refused_wherever_it_is_given(tmp_path: Path) -> None:
    at = unit(tmp_path, filled(ZHUZHOU))
    (at / "填报.xlsx").rename(at / "填报.xlsm")
    for given in (at, at / "填报.xlsm"):
        with pytest.raises(UnusableInput, match=r"不是 .xlsx"):
            read(given)


def test_a_blank_cell_is_quoted_as_blank(tmp_path: Path) -> None:
    book = load_workbook(SEED)
    book[T3]["C7"].value = None
    book.save(tmp_path / "公开表.xlsx")
    (finding,) = [finding for finding in check(read(tmp_path / "公开表.xlsx")) if finding.level == Level.ERROR]
    assert finding.code == "ONE-CELL" and finding.where[0].cell == "C7"
    assert "C7 空白（应是467.63）" in finding.message
    assert "合计 本年支出合计 空白" in finding.message and "本年支出合计 0.00" not in finding.message


@pytest.mark.parametrize(
    ("sheet", "key", "label"),
    [("基本情况", "人员.在职", "年末在职人数"), ("上年数与年初预算", "上年数.收支总计", "上年决算数 收支总计")],
)
def test_a_faulty_answer_is_one_finding_called_by_its_question(
    tmp_path: Path, sheet: str, key: str, label: str
) -> None:
    found = new_findings(unit(tmp_path, changed(filled(ZHUZHOU), put(sheet, key, "十二"))))
    assert [finding.code for finding in found] == ["READ-BAD-FACT"]
    assert f"“{label}”的值“十二”不是" in found[0].message and key not in found[0].message


def new_findings(at: Path) -> list[Finding]:
    """What is told of a unit beyond what is told of the real one."""
    before = {finding.message for finding in narrator.check(ZHUZHOU).findings if finding.code != "FACT-OPTIONAL"}
    return [one for one in narrator.check(at).findings if one.message not in before and one.code != "FACT-OPTIONAL"]


def test_a_number_below_zero_is_told_as_that(tmp_path: Path) -> None:
    (finding,) = new_findings(unit(tmp_path, changed(filled(ZHUZHOU), put("三公与会议", "三公经费.公务接待.人次", -3))))
    assert "“公务接待人次”的值“-3”是负数，这里不能小于 0" in finding.message


def test_a_project_without_items_is_one_finding_that_is_to_be_mended(tmp_path: Path) -> None:
    def add(book: Workbook) -> None:
        page = book["项目与绩效"]
        at = row_of(page, "项目支出.项目")
        page.insert_rows(at + 1)
        page[f"B{at + 1}"].value, page[f"F{at + 1}"].value = "某新项目", "已经建成"

    (finding,) = new_findings(unit(tmp_path, changed(filled(ZHUZHOU), add)))
    assert (finding.code, finding.level) == ("PROJECT-UNUSED", Level.MISSING)
    assert "“某新项目”" in finding.message and finding.where[0].sheet == "项目与绩效"


@pytest.mark.parametrize(
    ("sheet", "key", "value", "column"),
    [
        ("上年数与年初预算", "上年数.收支总计", 5183900, "C"),
        ("上年数与年初预算", "上年数.公务用车费", 21400, "C"),
        ("上年数与年初预算", "上年数.因公出国费", 50000, "C"),
        ("上年数与年初预算", "年初预算.2050299", 3435500, "C"),
        ("上年数与年初预算", "部门年初预算合计", 3435500, "C"),
        ("采购与资产", "政府采购.总额", 247600, "C"),
        ("项目与绩效", "项目支出.明细", 160000, "D"),
    ],
)
def test_an_amount_typed_in_yuan_is_an_error_at_its_cell(
    tmp_path: Path, sheet: str, key: str, value: int, column: str
) -> None:
    data = changed(filled(ZHUZHOU), put(sheet, key, value, column))
    finding = only("AMOUNT-UNIT", unit(tmp_path, data))
    assert finding.level == Level.ERROR and "有1个填报的数" in finding.message
    assert finding.where[0].sheet == sheet and (finding.where[0].cell or "").startswith(column)


def test_a_name_of_no_figure_is_told_once_with_the_name_that_is_printed(tmp_path: Path) -> None:
    def add(book: Workbook) -> None:
        page = book["增减原因"]
        at = row_of(page, "增减原因")
        page[f"B{at}"].value, page[f"C{at}"].value = "收支合计", "教育经费有所减少"

    (finding,) = new_findings(unit(tmp_path, changed(filled(ZHUZHOU), add)))
    assert finding.code == "FACT-NAME" and "是不是“收支总计”？" in finding.message
    assert "narrator" not in finding.message


@pytest.mark.parametrize(("key", "told"), [("增减原因.收支总计", True), ("预决算差异原因.2050299", False)])
def test_because_is_one_word_too_many_only_where_the_sentence_says_it(tmp_path: Path, key: str, told: bool) -> None:
    """主要是因为… and 主要原因是：… in the edition of the seed."""
    found = new_findings(unit(tmp_path, changed(filled(ZHUZHOU), put("增减原因", key, "由于教育经费调整"))))
    assert ("TEXT-LEAD-IN" in {finding.code for finding in found}) == told


def test_a_list_under_another_name_is_told_with_the_right_one() -> None:
    account = with_facts(zhuzhou(), {"单位": UNIT, "版式": "hunan/2020", "主要包括": {"人员经费合计": ["基本工资"]}})
    (finding,) = unknown_names(Figures(account))
    assert "只有“人员经费”、“公用经费”两个清单，没有“人员经费合计”" in finding.message
    assert "是不是“人员经费”？" in finding.message


def test_a_place_of_the_report_is_named_by_its_headings(tmp_path: Path) -> None:
    (tmp_path / "公开表.xlsx").write_bytes((ZHUZHOU / "公开表.xlsx").read_bytes())
    lines = {finding.message.split("”")[0]: finding.line() for finding in narrator.check(tmp_path, year=2020).findings}
    assert "、第三部分 七（二）“三公”经费财政拨款支出决算具体情况说明）" in lines["缺少“公务接待批次"]
    assert "、第一部分 一、部门职责、第五部分 一（一）主要职责）" in lines["缺少“主要职责"]
    assert "、第五部分 2020年度部门整体支出绩效评价报告）" in lines["缺少“绩效评价依据的文件"]
    assert not [line for line in lines.values() if re.search(r"\d\.\d+\.", line)]


def test_a_question_whose_row_was_deleted_is_not_asked_for_at_another_ones_cell(tmp_path: Path) -> None:
    def delete(book: Workbook) -> None:
        book["基本情况"].delete_rows(row_of(book["基本情况"], "人员.编制"))

    found = narrator.check(unit(tmp_path, changed(filled(ZHUZHOU), delete))).findings
    (finding,) = [one for one in found if one.code == "FACT-MISSING"]
    assert "缺少“编制人数”" in finding.message and "填报.xlsx 里没有这一问" in finding.message
    assert not [place for place in finding.where if place.cell]
