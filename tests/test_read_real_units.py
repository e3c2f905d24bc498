"""Both real units read into the account with every cell equal to the published tables."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from narrator.account import Table
from narrator.finding import Level
from narrator.read import read

DATA = Path(__file__).parent / "data"
HUNAN = DATA / "株洲市教育技术装备所-2020"
SHANGHAI = DATA / "上海市普陀区财政局-2024"


def rows(table: Table) -> list[tuple[str, str, str, dict[str, Decimal | None]]]:
    """Rows as the published tables list them: T6 line by line, whatever block a line stands in."""
    return [
        (row.side, row.code, row.label, {column: cell.value for column, cell in row.cells.items()})
        for row in table.rows
    ]


@pytest.mark.parametrize("folder", [HUNAN, SHANGHAI], ids=["湖南2020", "上海2024"])
@pytest.mark.parametrize("id", [f"T{number}" for number in range(1, 10)])
def test_every_cell_equals_the_published_table(folder, id):
    expected = json.loads((folder / "expected.json").read_text("utf-8"))[id]
    table = read(folder / "公开表.xlsx").tables[id]
    published = [
        (side, code, label, {column: value and Decimal(value) for column, value in cells.items()})
        for side, code, label, cells in expected["rows"]
    ]
    assert (table.title, table.form_number) == (expected["title"], expected["form_number"])
    if id == "T6":
        assert sorted(rows(table), key=str) == sorted(published, key=str)
    else:
        assert rows(table) == published


@pytest.mark.parametrize("folder", [HUNAN, SHANGHAI], ids=["湖南2020", "上海2024"])
def test_nothing_about_the_tables_is_noticed_and_the_year_comes_from_the_folder(folder):
    account = read(folder)
    assert [finding.code for finding in account.findings] == ["READ-NO-FACTS", "READ-YEAR-FROM-NAME"]
    assert account.findings[1].level is Level.NOTICE
    assert f"{account.unit}-{account.year}" == folder.name


def test_cells_know_their_address_and_bound():
    table = read(HUNAN / "公开表.xlsx").tables["T6"]
    cell = table.cell("公用经费合计", "决算数")
    assert (cell.value, cell.bound, cell.at) == (Decimal("34.62"), Decimal("0.005"), "I34")
    assert str(table.place(cell)) == "6 一般公共预算财政拨款基本支出决算表!I34"
    assert table.cell("30202", "决算数").bound == 0
    blank = read(SHANGHAI / "公开表.xlsx").tables["T1"].cell("外交支出", "决算数", "支出")
    assert (blank.value, blank.bound, blank.at) == (None, 0, "D7")


def test_lines_of_table_6_stand_block_by_block_and_its_totals_last():
    names = [row.code or row.name for row in read(HUNAN / "公开表.xlsx").tables["T6"].rows]
    assert names[0] == "301"
    assert names.index("30399") < names.index("302") < names.index("30299") < names.index("307")
    assert names[-2:] == ["人员经费合计", "公用经费合计"]


@pytest.mark.parametrize("folder", [HUNAN, SHANGHAI], ids=["湖南2020", "上海2024"])
def test_lines_have_one_name_in_every_form(folder):
    tables = read(folder / "公开表.xlsx").tables
    income = {row.name for row in tables["T4"].rows if row.side == "收入"}
    funds = {"一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"}
    assert income == funds | {f"年初{fund}" for fund in funds} | {"本年收入合计", "年初财政拨款结转和结余", "总计"}
    assert tables["T1"].row("使用非财政拨款结余", "收入") is not None
    assert tables["T5"].cell("合计", "合计").value is not None
