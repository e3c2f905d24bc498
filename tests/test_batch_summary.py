"""The summary of a batch: a row a unit, all findings, links to its files, and every text a text."""

import warnings
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from batch_units import account, inputs
from openpyxl import load_workbook

from narrator.batch import summary
from narrator.batch.ledger import Entry
from narrator.batch.record import Outcome, Record, State
from narrator.batch.summary import FINDING_COLUMNS, FINDINGS, UNIT_COLUMNS, UNITS, write_summary
from narrator.batch.units import Unit
from narrator.finding import Finding, Level, Place
from narrator.verbs import batch

FORMULA = "=cmd|' /C calc'!A1"


def entry(key: str, *findings: Finding, files: tuple[str, ...] = (), state: State = State.WRITTEN) -> Entry:
    outcome = Outcome(
        unit=key, year=2020, edition="hunan/2020", totals={"收支总计": "467.63"}, findings=findings, outputs=files
    )
    return Entry(Unit(key, key, key), Record(state, levels=outcome.levels()), outcome)


def book(tmp_path: Path, *entries: Entry) -> Any:
    path = tmp_path / "汇总" / "汇总.xlsx"
    write_summary(entries, tmp_path / "out", path, 2)
    return load_workbook(path)


def row(sheet: Any, number: int) -> dict[str, Any]:
    return dict(zip((cell.value for cell in sheet[1]), (cell.value for cell in sheet[number]), strict=True))


def test_each_unit_has_a_row_with_totals_counts_what_is_wanted_and_links(tmp_path: Path) -> None:
    source = inputs(tmp_path / "in", "一所", "二所")
    (source / "三所.json").write_bytes(account("三所").replace(b'"467.63"', b'"567.63"', 1))
    (source / "坏的.json").write_bytes(b"{")
    (source / "没交").mkdir()
    done = batch(source, tmp_path / "out", workers=1, summary=tmp_path / "汇总.xlsx", formats=["docx", "text"])
    assert done.tally.states == {State.WRITTEN: 3, State.UNUSABLE: 2} and done.tally.exit_code == 2
    opened = load_workbook(tmp_path / "汇总.xlsx")
    units, findings = opened[UNITS], opened[FINDINGS]
    rows = {row(units, number)["编号"]: row(units, number) for number in range(2, 7)}
    assert list(rows) == ["一所", "三所", "二所", "坏的", "没交"]
    first = rows["一所"]
    assert (first["单位"], first["年度"], first["版式"], first["状态"]) == ("一所", 2020, "hunan/2020", "已写出")
    assert (first["收支总计"], first["本年基本支出"], first["三公经费支出"]) == (467.63, 353.88, 2.31)
    assert first["待填"] == len(first["待填的内容"].split("、缺少“")) == 39
    assert [first[f"文件{number}"] for number in (1, 2, 3)] == [
        f"一所-2020.{end}" for end in ("docx", "text", "findings.json")
    ]
    link = units.cell(2, list(row(units, 2)).index("文件1") + 1).hyperlink
    assert (tmp_path / link.target.replace("\\", "/")).is_file()  # as Excel writes paths
    assert rows["三所"]["错误"] > 0
    assert (rows["坏的"]["状态"], rows["坏的"]["错误"], rows["坏的"]["收支总计"]) == ("输入不能用", 1, None)
    told = list(findings.iter_rows(min_row=2, values_only=True))
    assert len(told) == sum(unit[str(level)] for unit in rows.values() for level in Level)
    assert {line[0] for line in told if line[2] == "错误"} == {"三所", "没交", "坏的"}


def test_links_lead_to_files_whatever_they_are_called(tmp_path: Path) -> None:
    sheet = book(tmp_path, entry("a#1 100%", files=("甲 %20.docx",)))[UNITS]
    link = sheet.cell(2, len(UNIT_COLUMNS) + 1).hyperlink
    assert unquote(link.target) == "..\\out\\a#1 100%\\甲 %20.docx" and "#" not in link.target


def test_what_is_printed_ends_with_the_last_column(tmp_path: Path) -> None:
    sheet = book(tmp_path, entry("甲"))[UNITS]
    assert sheet.print_area == f"'各单位'!$A$1:${sheet.cell(1, sheet.max_column).column_letter}$2"


def test_no_text_becomes_a_formula(tmp_path: Path) -> None:
    place = Place(file=FORMULA)
    found = Finding(code="X", level=Level.MISSING, message=FORMULA, where=(place,))
    opened = book(tmp_path, entry(FORMULA, found, files=(f"{FORMULA}.docx",)))
    cells = [cell for sheet in opened for line in sheet.iter_rows(min_row=2) for cell in line if cell.value is not None]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert sum(FORMULA in str(cell.value) for cell in cells) == 7


def test_units_not_done_and_outputs_kept_stand_out(tmp_path: Path) -> None:
    waiting = Entry(Unit("甲", "甲", "甲"), Record(State.WAITING), None)
    sheet = book(tmp_path, waiting, entry("乙", state=State.KEPT), entry("丙"))[UNITS]
    column = list(UNIT_COLUMNS).index("状态") + 1
    shown = [(sheet.cell(line, column).value, sheet.cell(line, column).fill.fgColor.rgb) for line in (2, 3, 4)]
    assert shown == [("还没有做", "FFFFE699"), ("有人改过，未覆盖", "FFFFE699"), ("已写出", "00000000")]


def test_what_does_not_fit_into_a_sheet_goes_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summary, "MOST_ROWS", 3)
    monkeypatch.setattr(summary, "MOST_LINKS", 1)
    found = [Finding(code=f"X{number}", level=Level.NOTICE, message="某") for number in range(7)]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        opened = book(tmp_path, entry("甲", *found, files=("a.docx", "b.docx")))
    assert opened.sheetnames == [UNITS, "问题", "问题2", "问题3"]
    codes = [
        [line[-1] for line in opened[name].iter_rows(min_row=2, values_only=True)] for name in opened.sheetnames[1:]
    ]
    assert codes == [["X0", "X1", "X2"], ["X3", "X4", "X5"], ["X6"]]
    first, second = opened[UNITS].cell(2, len(UNIT_COLUMNS) + 1), opened[UNITS].cell(2, len(UNIT_COLUMNS) + 2)
    assert first.hyperlink and not second.hyperlink and second.value == "甲/b.docx"


def test_without_findings_the_list_has_its_header(tmp_path: Path) -> None:
    assert [cell.value for cell in book(tmp_path, entry("甲"))[FINDINGS][1]] == list(FINDING_COLUMNS)


def test_equal_batches_give_equal_bytes(tmp_path: Path) -> None:
    paths = [tmp_path / "甲.xlsx", tmp_path / "乙.xlsx"]
    for path in paths:
        write_summary([entry("甲", files=("a.docx",))], tmp_path, path, 1)
    assert paths[0].read_bytes() == paths[1].read_bytes()
