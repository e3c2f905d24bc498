"""Which units a batch has: those below a folder, those in a list, and what is refused before anything is written."""

from pathlib import Path
from typing import Any

import pytest
from batch_units import account, inputs
from openpyxl import Workbook

from narrator.batch.listed import units_listed
from narrator.batch.units import Unit, units_below
from narrator.errors import UnusableInput
from narrator.finding import Finding
from narrator.phrasebook.library import library
from narrator.verbs import batch


def keys(folder: Path) -> list[str]:
    return [unit.key for unit in units_below(folder, folder / "输出")]


def listed(path: Path) -> list[Unit | Finding]:
    return list(units_listed(path, library()))


def csv(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / "清单.csv"
    path.write_text("\n".join(lines) + "\n", encoding)
    return path


def workbook(folder: Path, *rows: list[Any]) -> Path:
    """A list as a workbook with one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(folder / "清单.xlsx")
    return folder / "清单.xlsx"


def refused(source: Path, out: Path) -> tuple[Finding, ...]:
    with pytest.raises(UnusableInput) as error:
        batch(source, out)
    assert [path.name for path in out.iterdir()] == ["批次记录.sqlite"]
    return error.value.findings


def test_a_folder_with_a_units_own_files_is_one_unit_and_other_files_are_one_each(tmp_path: Path) -> None:
    for file in ("甲区/一所/公开表.xlsx", "甲区/一所/上年/公开表.xlsx", "甲区/二所.json", "三所/填报.yaml"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).touch()
    assert keys(tmp_path) == ["三所", "甲区/一所", "甲区/二所"]


def test_a_unit_inside_the_folder_of_another_is_a_unit_too_but_last_year_is_not(tmp_path: Path) -> None:
    for file in (
        "局/公开表.xlsx",
        "局/上年/公开表.xlsx",
        "局/一所/填报.xlsx",
        "局/一所/二所/公开表.xlsx",
        "局/附件/说明.xlsx",
    ):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).touch()
    assert keys(tmp_path) == ["局", "局/一所", "局/一所/二所"]


def test_what_is_open_hidden_or_of_another_kind_is_no_unit(tmp_path: Path) -> None:
    for file in ("一所.json", "~$一所.xlsx", ".一所.json", "说明.docx"):
        (tmp_path / file).touch()
    assert keys(tmp_path) == ["一所"]


def test_a_folder_without_any_input_is_a_unit_so_that_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "一所").mkdir()
    (tmp_path / "二所").mkdir()
    (tmp_path / "二所" / "说明.docx").touch()
    assert keys(tmp_path) == ["一所", "二所"]


def test_the_output_folder_is_not_read_as_input(tmp_path: Path) -> None:
    for file in ("一所.json", "输出/一所/一所-2020.findings.json"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).touch()
    assert keys(tmp_path) == ["一所"]


@pytest.mark.parametrize("out", [".", "城关区"])
def test_an_output_folder_that_holds_units_is_refused_and_left_as_it_was(tmp_path: Path, out: str) -> None:
    inputs(tmp_path, "一所")
    inputs(tmp_path / "城关区", "二所")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UnusableInput) as refusal:
        batch(tmp_path, tmp_path / out)
    assert [finding.code for finding in refusal.value.findings] == ["BATCH-OUT"]
    assert sorted(tmp_path.rglob("*")) == before


def test_what_another_batch_wrote_is_not_taken_for_units(tmp_path: Path) -> None:
    inputs(tmp_path, "一所")
    batch(tmp_path, tmp_path / "去年", workers=1, formats=["text"])
    batch(tmp_path, tmp_path / "去年", workers=1, formats=["text"])
    (found,) = refused(tmp_path, tmp_path / "今年")
    assert found.code == "BATCH-OUT-INSIDE" and "去年" in found.message


def test_a_summary_among_the_input_is_refused_as_it_would_be_a_unit_next_time(tmp_path: Path) -> None:
    source, out = inputs(tmp_path / "in", "一所"), tmp_path / "in" / "输出"
    with pytest.raises(UnusableInput) as refusal:
        batch(source, out, summary=source / "汇总.xlsx")
    assert refusal.value.findings[0].code == "BATCH-SUMMARY" and not out.exists()
    batch(source, out, workers=1, formats=["text"], summary=out / "汇总.xlsx")
    assert (out / "汇总.xlsx").is_file()


def test_a_summary_is_not_written_over_the_list(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["编号", "路径"], ["1", "甲"])
    before = path.read_bytes()
    with pytest.raises(UnusableInput) as refusal:
        batch(path, tmp_path / "out", workers=1, summary=path)
    assert refusal.value.findings[0].code == "BATCH-SUMMARY"
    assert path.read_bytes() == before


def test_a_folder_that_leads_back_to_itself_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "一所.json").touch()
    (tmp_path / "圈").symlink_to(tmp_path, target_is_directory=True)
    assert keys(tmp_path) == ["一所", "圈"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_list_names_units_editions_and_years(tmp_path: Path, encoding: str) -> None:
    lines = ("编号,单位,路径,版式,年度", "001,一所,输入/甲,hunan/2020,2020", "002,二所,乙.json,,")
    path = csv(tmp_path, *lines, encoding=encoding)
    first, second = listed(path)
    assert first == Unit("001", str(tmp_path / "输入/甲"), "清单.csv:2", "hunan/2020", 2020)
    assert second == Unit("002", str(tmp_path / "乙.json"), "清单.csv:3")


def test_lines_without_text_are_no_units(tmp_path: Path) -> None:
    path = csv(tmp_path, "编号,路径", "001,甲", ",", "", "  , ", "002,乙")
    assert [unit.key for unit in listed(path) if isinstance(unit, Unit)] == ["001", "002"]


def test_a_path_may_be_whole_or_written_as_windows_writes_it(tmp_path: Path) -> None:
    path = csv(tmp_path, "编号,路径", f"1,{tmp_path}/甲.json", "2,.\\市直\\乙.json", "3,../丙")
    paths = [unit.input for unit in listed(path) if isinstance(unit, Unit)]
    assert paths == [str(tmp_path / "甲.json"), str(tmp_path / "市直" / "乙.json"), str(tmp_path.parent / "丙")]


def test_a_workbook_lists_units_below_its_header_and_whole_numbers_are_texts(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["市直单位名单"], ["编号", "路径", "年度"], [101, "甲", 2020], ["乙-2", "乙.json", None])
    first, second = listed(path)
    assert first == Unit("101", str(tmp_path / "甲"), "清单.xlsx Sheet!A3", None, 2020)
    assert isinstance(second, Unit) and (second.key, second.year) == ("乙-2", None)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (",甲,,", "LIST-NO-KEY"),
        ("../../etc,甲,,", "LIST-KEY"),
        ("CON,甲,,", "LIST-KEY"),
        ("1,,,", "LIST-NO-PATH"),
        ("1,甲,湖南省,", "LIST-EDITION"),
        ("1,甲,,二〇二〇", "LIST-YEAR"),
        ("1,甲,,20", "LIST-YEAR"),
    ],
)
def test_a_wrong_line_is_told_with_its_number(tmp_path: Path, line: str, code: str) -> None:
    path = csv(tmp_path, "编号,路径,版式,年度", "0,乙,,", line)
    (found,) = refused(path, tmp_path / "out")
    assert (found.code, found.where[0].file, found.where[0].line) == (code, "清单.csv", 3)


def test_a_wrong_cell_is_told_with_its_address(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["编号", "路径"], ["a/b", "甲"])
    (found,) = refused(path, tmp_path / "out")
    assert found.code == "LIST-KEY" and str(found.where[0]) == "Sheet!A2"


def test_a_second_sheet_with_a_list_is_not_passed_over(tmp_path: Path) -> None:
    book = Workbook()
    for name, unit in (("城关区", "甲"), ("渡口区", "乙")):
        sheet = book.create_sheet(name)
        sheet.append(["编号", "路径"])
        sheet.append([unit, unit])
    book["渡口区"].sheet_state = "hidden"
    book.save(tmp_path / "清单.xlsx")
    (found,) = refused(tmp_path / "清单.xlsx", tmp_path / "out")
    assert found.code == "LIST-SHEETS" and "“城关区”“渡口区”" in found.message


def test_a_column_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    (found,) = refused(csv(tmp_path, "编号,路径,路径", "1,甲,乙"), tmp_path / "out")
    assert found.code == "LIST-COLUMN-TWICE" and "“路径”" in found.message
    path = workbook(tmp_path, ["编号", "路径", "路 径"], ["1", "甲", "乙"])
    (found,) = refused(path, tmp_path / "out")
    assert found.code == "LIST-COLUMN-TWICE"


def test_a_formula_that_was_never_computed_is_told_as_that_and_not_as_a_blank(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["编号", "路径"], ['="00"&1', "甲"], ["2", "乙"])
    found, unit = listed(path)
    assert isinstance(found, Finding) and isinstance(unit, Unit)
    assert (found.code, str(found.where[0])) == ("READ-FORMULA-NOT-COMPUTED", "Sheet!A2")


def test_a_formula_in_a_column_that_is_not_read_is_not_looked_at(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["序号", "编号", "路径"], ["=ROW()-1", "1", "甲"])
    assert [unit.key for unit in listed(path) if isinstance(unit, Unit)] == ["1"]


def test_a_list_without_the_two_columns_says_which_it_needs(tmp_path: Path) -> None:
    (found,) = refused(csv(tmp_path, "序号,单位", "1,甲"), tmp_path / "out")
    assert found.code == "LIST-NO-COLUMN" and "编号" in found.message and "路径" in found.message


def test_two_lines_with_one_number_are_refused_whatever_their_case(tmp_path: Path) -> None:
    (found,) = refused(csv(tmp_path, "编号,路径", "A1,甲", "B1,乙", "a1,丙"), tmp_path / "out")
    assert found.code == "BATCH-TWICE" and "清单.csv:2" in found.message and "清单.csv:4" in found.message


def test_one_input_listed_twice_is_refused_unless_in_two_editions(tmp_path: Path) -> None:
    lines = ("编号,路径,版式", "1,甲,", "2,乙,", "3,./甲,", "4,甲,hunan/2020", "5,甲,")
    first, second = refused(csv(tmp_path, *lines), tmp_path / "out")
    assert first.code == second.code == "BATCH-DOUBLE"
    assert "清单.csv:2 与 清单.csv:4" in first.message and "清单.csv:2 与 清单.csv:6" in second.message


def test_a_number_that_windows_keeps_for_a_device_is_told_as_such(tmp_path: Path) -> None:
    (found,) = refused(csv(tmp_path, "编号,路径", "com1,甲"), tmp_path / "out")
    assert found.code == "LIST-KEY" and "Windows" in found.message


def test_two_inputs_with_one_folder_are_refused(tmp_path: Path) -> None:
    inputs(tmp_path / "in", "一所", "二所")
    (tmp_path / "in" / "一所").mkdir()
    (tmp_path / "in" / "一所" / "填报.yaml").touch()
    (found,) = refused(tmp_path / "in", tmp_path / "out")
    assert found.code == "BATCH-TWICE" and "一所.json" in found.message


@pytest.mark.parametrize("name", ["公开表.xlsx", "说明.docx"])
def test_one_units_folder_is_not_a_batch(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).touch()
    (found,) = refused(tmp_path / "in", tmp_path / "out")
    assert found.code == "BATCH-EMPTY" and "narrator build" in found.message


def test_a_list_takes_units_from_anywhere_with_its_own_years(tmp_path: Path) -> None:
    (tmp_path / "甲.json").write_bytes(account("一所"))
    path = csv(tmp_path, "编号,路径,年度,版式", "001,甲.json,2022,hunan/2022")
    done = batch(path, tmp_path / "out", workers=1, formats=["text"])
    (entry,) = done.units()
    assert entry.outcome is not None
    assert (entry.outcome.unit, entry.outcome.year, entry.outcome.edition) == ("一所", 2022, "hunan/2022")
    assert (tmp_path / "out" / "001" / "一所-2022.text").is_file()
