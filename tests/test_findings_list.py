"""问题清单.xlsx and the list on the terminal: every finding with its place, as text, with links into the sheets."""

import io
import json
import ntpath
import os
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from narrator.cli import main
from narrator.cli.grouped import lines, total
from narrator.finding import Finding, Level, Place
from narrator.read import read
from narrator.write.findings_list import COLUMNS, findings_list

UNIT = Path(__file__).parents[1] / "inputs" / "株洲市教育技术装备所-2020"
CELL = Place(file="公开表.xlsx", sheet="1 '总'表", cell="C7")
OTHER = Place(file="公开表.xlsx", sheet="3 支出", cell="D2")
FOUND = (
    Finding(code="ONE", level=Level.ERROR, message="=HYPERLINK(0)", where=(CELL, OTHER, CELL)),
    Finding(code="TWO", level=Level.NOTICE, message="+1+1", where=(Place(file="填报.yaml", line=7),)),
    Finding(code="THREE", level=Level.MISSING, message="缺", where=()),
)
BASE, OUT = Path("/data/某所"), Path("/data/清单/问题清单.xlsx")


def written(findings: tuple[Finding, ...] = FOUND, out: Path = OUT) -> bytes:
    return findings_list(findings, BASE, out)


def test_a_list_on_another_drive_leads_to_the_whole_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "relpath", ntpath.relpath)  # as on Windows, where no way leads from D: to C:
    made = findings_list(FOUND, Path("C:/某所"), Path("D:/问题清单.xlsx"))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        links = unquote(archive.read("xl/worksheets/_rels/sheet1.xml.rels").decode())
    assert f"{Path('C:/某所').absolute()}/公开表.xlsx" in links.replace("\\", "/")


def test_each_finding_is_a_row_with_level_message_place_and_code() -> None:
    sheet = load_workbook(io.BytesIO(written()))["问题清单"]
    rows = list(sheet.values)
    assert rows[0][0] == "问题清单：错误1条、待填1条、提示1条。下一步：先改正错误、补齐待填，保存后再检查一次。"
    assert rows[1] == tuple(COLUMNS)
    assert rows[2] == (1, "错误", "=HYPERLINK(0)", "1 '总'表!C7、3 支出!D2", "1 '总'表!C7", "3 支出!D2", "", "ONE")
    assert rows[3][:4] == (2, "提示", "+1+1", "填报.yaml:7")
    assert rows[4][:4] == (3, "待填", "缺", "")


def test_the_list_says_whose_it_is_and_does_not_write_out_dozens_of_cells() -> None:
    cells = tuple(Place(file="公开表.xlsx", sheet="表", cell=f"C{row}") for row in range(1, 33))
    found = (Finding(code="X", level=Level.NOTICE, message="某", where=cells),)
    sheet = load_workbook(io.BytesIO(findings_list(found, BASE, OUT, "某所2020年度")))["问题清单"]
    assert str(sheet["A1"].value).startswith("某所2020年度问题清单：提示1条。下一步：提示看过")
    assert sheet["D3"].value == "表!C1、表!C2、表!C3等32处"


def test_a_list_left_beside_the_input_is_not_taken_for_an_input(tmp_path: Path) -> None:
    for name in ("公开表.xlsx", "填报.yaml"):
        (tmp_path / name).write_bytes((UNIT / name).read_bytes())
    (tmp_path / "问题清单.xlsx").write_bytes(written())
    assert "READ-EXTRA-FILE" not in {finding.code for finding in read(tmp_path).findings}


def test_the_list_on_the_terminal_goes_through_a_sheet_row_by_row_and_ends_with_the_total() -> None:
    cells = {"C12": Level.ERROR, "AA3": Level.NOTICE, "D3": Level.NOTICE, "C3": Level.MISSING}
    found = [
        Finding(code=cell, level=level, message="某", where=(Place(file="填报.xlsx", sheet="人员", cell=cell),))
        for cell, level in cells.items()
    ]
    assert [line.split()[0] for line in lines(found)][1:] == ["C3", "D3", "AA3", "C12"]
    assert (
        total(found, Path("某所"))
        == "共4条：错误1条、待填1条、提示2条。下一步：先改正错误、补齐待填，保存后再检查一次。"
    )
    assert "--final" not in total(found, Path("某所"))
    assert "narrator build 某所 -o outputs --final" in total(found[1:3], Path("某所"))
    assert total([], Path("某所")).startswith("没有发现问题。下一步：")


def test_text_that_looks_like_a_formula_stays_text() -> None:
    with zipfile.ZipFile(io.BytesIO(written())) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet
        assert b"=HYPERLINK(0)" in archive.read("xl/sharedStrings.xml")


def test_links_lead_from_the_list_to_the_cells() -> None:
    sheet = load_workbook(io.BytesIO(written()))["问题清单"]
    assert sheet["E3"].hyperlink.target == "..\\某所\\公开表.xlsx"
    assert sheet["E3"].hyperlink.location == "'1 ''总''表'!C7"
    assert sheet["F3"].hyperlink.location == "'3 支出'!D2"
    assert sheet["E4"].hyperlink is None
    beside = load_workbook(io.BytesIO(written(out=BASE / "问题清单.xlsx")))["问题清单"]
    assert beside["E3"].hyperlink.target == "公开表.xlsx"


@pytest.mark.parametrize("name", ["a#b.xlsx", "100%.xlsx", "a%20b.xlsx", "空 格[1].xlsx"])
def test_a_link_leads_to_a_file_of_any_name(name: str) -> None:
    odd = Finding(code="X", level=Level.ERROR, message="某", where=(Place(file=name, sheet="表", cell="A1"),))
    link = load_workbook(io.BytesIO(written((odd,))))["问题清单"]["E3"].hyperlink
    assert unquote(link.target) == f"..\\某所\\{name}" and "#" not in link.target
    assert link.location == "'表'!A1"


def test_a_path_that_no_link_can_hold_is_told_without_one() -> None:
    odd = Finding(code="X", level=Level.ERROR, message="某", where=(Place(file="长" * 1000, sheet="表", cell="A1"),))
    sheet = load_workbook(io.BytesIO(written((odd,))))["问题清单"]
    assert sheet["E3"].hyperlink is None and sheet["D3"].value == "表!A1"


def test_a_very_long_message_is_cut_and_nothing_found_is_said() -> None:
    long = Finding(code="X", level=Level.ERROR, message="长" * 40000)
    assert len(load_workbook(io.BytesIO(written((long,))))["问题清单"]["C3"].value) == 32000
    assert load_workbook(io.BytesIO(written(())))["问题清单"]["C3"].value == "没有发现问题"


def test_equal_findings_give_equal_bytes() -> None:
    assert written() == written()


def test_the_terminal_groups_by_sheet_and_puts_the_cell_first() -> None:
    said = list(lines(FOUND))
    assert said[0] == "公开表.xlsx 工作表“1 '总'表”（1条）"
    assert said[1] == "  C7 [错误] =HYPERLINK(0)（另见3 支出!D2） ONE"
    assert said[2:4] == ["填报.yaml（1条）", "  第7行 [提示] +1+1 TWO"]
    assert said[4:] == ["整个输入（1条）", "  [待填] 缺 THREE"]


def test_without_any_facts_the_terminal_says_once_what_is_missing_and_still_counts_it(tmp_path: Path) -> None:
    (tmp_path / "公开表.xlsx").write_bytes((UNIT / "公开表.xlsx").read_bytes())
    result = CliRunner().invoke(main, ["check", str(tmp_path), "--year", "2020", "--json"])
    found = [each["level"] for each in json.loads(result.stdout)["findings"] if each["code"].startswith("FACT-")]
    said = [line for line in result.stderr.splitlines() if "FACT-" in line]
    assert (found.count("待填"), found.count("建议"), len(said)) == (38, 4, 2)
    assert said[0].startswith("  [待填] 没有填报，缺38项：职责、内设机构、决算单位、") and "改进措施；" in said[0]
    assert "narrator new 单位名 --year 年度 --edition 版式 --tables 公开表.xlsx -o 填报.xlsx" in result.stderr
    assert "填报内容（42条）" in result.stderr


def test_check_writes_the_list_and_lists_it_among_the_outputs(tmp_path: Path) -> None:
    out = tmp_path / "问题清单.xlsx"
    result = CliRunner().invoke(main, ["check", str(UNIT), "--report", str(out), "--json"])
    assert result.exit_code == 0
    assert str(out) in result.stdout and "已写出" in result.stderr
    sheet = load_workbook(out)["问题清单"]
    codes = [row[-1] for row in sheet.iter_rows(min_row=3, values_only=True)]
    assert "CLASS-PARTS" in codes and "REASON-AMOUNTS" in codes
    assert any(cell.hyperlink for row in sheet for cell in row)


@pytest.mark.parametrize("name", ["公开表.xlsx", "填报.xlsx", "清单.csv"])
def test_the_list_never_takes_the_place_of_an_input(tmp_path: Path, name: str) -> None:
    result = CliRunner().invoke(main, ["check", str(UNIT), "--report", str(tmp_path / name)])
    assert result.exit_code == 2 and "问题清单.xlsx" in result.stderr
    assert not (tmp_path / name).exists()
