"""The tables of shanghai/2024, against the real unit's workbook."""

from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from real_units import DATA, putuo, with_change

from narrator.account import Account
from narrator.compose.tables import compose_tables
from narrator.document import Paragraph, TableBlock
from narrator.phrasebook.library import library
from narrator.phrasebook.table_layout import TablesLayout
from narrator.write.grid import slots

WORKBOOK = DATA / "上海市普陀区财政局-2024" / "公开表.xlsx"
CODE_PARTS = ("类", "款", "项")
HEADER_TEXTS = {
    *("项目", "收入", "支出功能分类", "支出功能分类科目编码", "科目编码", "类", "经济分类"),
    *("财政拨款“三公”经费", "合计", "预算数"),
}


def layout() -> TablesLayout:
    return library().load("shanghai/2024").tables


def printed(account: Account) -> list[TableBlock]:
    return [block for block in compose_tables(account, layout()) if isinstance(block, TableBlock)]


def notes(account: Account, table_id: str) -> list[str]:
    blocks = [block for block in compose_tables(account, layout()) if isinstance(block, Paragraph)]
    return [block.text for block in blocks if block.style == "表注" and block.id.startswith(table_id)]


def sheets(workbook: Path) -> list[Worksheet]:
    return list(openpyxl.load_workbook(workbook))


def is_header(sheet: Worksheet, row: int) -> bool:
    texts = [cell.value for cell in sheet[row]]
    return row >= 4 and (texts[0] in HEADER_TEXTS or "小计" in texts)


def filled_rows(sheet: Worksheet) -> list[list[str]]:
    """The texts of every body row, amounts with two decimals and thousands, blanks left out."""
    header = max(row for row in range(4, sheet.max_row + 1) if is_header(sheet, row))
    rows = (
        [f"{value:,.2f}" if isinstance(value, float | int) else str(value) for value in row if value is not None]
        for row in sheet.iter_rows(min_row=header + 1, values_only=True)
    )
    return [row for row in rows if row]


def our_rows(table: TableBlock) -> list[list[str]]:
    """The texts of our body rows, the parts of a code put together again."""
    rows = []
    for row in table.rows:
        texts: list[str] = []
        for cell, before in zip(row, ("", *(cell.text for cell in row)), strict=False):
            if cell.text.isdigit() and before.isdigit():
                texts[-1] += cell.text
            elif cell.text:
                texts.append(cell.text)
        rows.append(texts)
    return rows


def test_every_row_of_the_real_workbook_is_printed_cell_for_cell() -> None:
    published = [filled_rows(sheet) for sheet in sheets(WORKBOOK)]
    assert sum(map(len, published)) == 164
    for table, rows in zip(printed(putuo()), published, strict=True):
        assert [row for row in our_rows(table) if row] == rows


def our_headers(table: TableBlock) -> list[str]:
    """What stands above each column, from top to bottom, without 类, 款 and 项; of a code's columns, the first."""
    paths: list[list[str]] = [[] for _ in table.widths]
    below: list[str] = [""] * len(table.widths)
    for row in slots(table)[: len(table.header)]:
        for column, cell, begins in row:
            for covered in range(column, column + cell.columns):
                if begins and cell.text not in CODE_PARTS:
                    paths[covered].append(cell.text)
                below[covered] = cell.text
    return ["".join(path) for path, text in zip(paths, below, strict=True) if text not in CODE_PARTS[1:]]


def their_headers(sheet: Worksheet) -> list[str]:
    """The same of the workbook, merged cells filled."""
    headers = [row for row in range(4, sheet.max_row + 1) if is_header(sheet, row)]
    across = {
        (area.min_row, column): sheet.cell(area.min_row, area.min_col).value
        for area in sheet.merged_cells.ranges
        for column in range(area.min_col, area.max_col + 1)
    }
    texts = (
        [across.get((row, column)) or sheet.cell(row, column).value for row in headers]
        for column in range(1, sheet.max_column + 1)
    )
    return ["".join(str(text) for text in path if text and text not in CODE_PARTS) for path in texts]


def test_every_header_of_the_real_workbook_is_printed() -> None:
    for table, sheet in zip(printed(putuo()), sheets(WORKBOOK), strict=True):
        assert our_headers(table) == their_headers(sheet), table.title


def test_no_table_has_a_number_and_the_unit_line_has_the_money_unit_alone() -> None:
    blocks = [block for block in compose_tables(putuo(), layout()) if isinstance(block, Paragraph)]
    assert not [block for block in blocks if block.style == "表号"]
    assert {block.text for block in blocks if block.style == "表头信息"} == {"\t单位：万元"}


def test_a_table_without_amounts_names_the_unit() -> None:
    assert notes(putuo(), "T8")[-1].startswith("说明：上海市普陀区财政局本年度没有政府性基金")
    assert notes(Account(), "T8") == ["注：本表反映部门本年度政府性基金预算财政拨款收入支出及结转和结余情况。"]
    nameless = putuo().model_copy(update={"unit": None})
    assert notes(nameless, "T9")[-1].startswith("说明：【待填：单位】本年度没有国有资本")
    spent = with_change(putuo(), "T8", "合计", "本年支出", "", "1")
    assert len(notes(spent, "T8")) == 1


def test_every_row_fills_the_width_of_its_table() -> None:
    for account in (putuo(), Account()):
        for table in printed(account):
            assert {sum(cell.columns for cell in row) for row in table.rows} == {len(table.widths)}
            assert sum(map(Decimal, map(str, table.widths))) == 257


def test_a_missing_table_is_asked_for_by_its_title() -> None:
    assert printed(Account())[2].rows[0][0].text == "【待填：支出决算表】"


def test_budget_and_final_alternate_in_table_7() -> None:
    table = printed(with_change(putuo(), "T7", "决算数", "公务接待费", "", "0.5"))[6]
    assert [cell.text for cell in table.rows[0]] == ["0.95", *[""] * 9, "0.95", "0.50"]
    assert [cell.columns for cell in table.header[1]] == [2, 2, 6, 2]
