import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from real_units import DATA, putuo, with_change, zhuzhou

from narrator.account import Account, Table
from narrator.compose.tables import compose_tables
from narrator.data_file import load
from narrator.document import Paragraph, TableBlock
from narrator.errors import PhrasebookError
from narrator.paths import phrasebook_folder
from narrator.phrasebook.library import library
from narrator.phrasebook.table_layout import TablesLayout

LAYOUT = phrasebook_folder() / "national/2024/tables.yaml"


def layout() -> TablesLayout:
    return library().load("hunan/2020").tables


def printed(account: Account, table_id: str) -> TableBlock:
    blocks = compose_tables(account, layout())
    return next(block for block in blocks if isinstance(block, TableBlock) and block.id == table_id)


def notes(account: Account, table_id: str) -> list[str]:
    blocks = compose_tables(account, layout())
    return [b.text for b in blocks if isinstance(b, Paragraph) and b.style == "表注" and b.id.startswith(table_id)]


def fold(text: str) -> str:
    return re.sub(r"[\s“”]", "", unicodedata.normalize("NFKC", text)).replace("。", "，").replace(",", "，")


def published_rows(workbook: Path) -> list[list[list[str]]]:
    """Per sheet, the non-empty texts of each row from row 4 on, without notes."""
    sheets = []
    for sheet in openpyxl.load_workbook(workbook, data_only=True):
        rows = [
            [
                f"{value:.2f}" if isinstance(value, (int, float)) else fold(str(value))
                for value in row
                if value is not None
            ]
            for row in sheet.iter_rows(min_row=4, values_only=True)
        ]
        sheets.append([row for row in rows if row and not row[0].startswith(("注", "本单位"))])
    return sheets


def test_every_row_of_the_published_form_is_printed_cell_for_cell() -> None:
    tables = [block for block in compose_tables(zhuzhou(), layout()) if isinstance(block, TableBlock)]
    published = published_rows(DATA / "株洲市教育技术装备所-2020" / "公开表.xlsx")
    assert sum(map(len, published)) == 133
    for table, rows in zip(tables, published, strict=True):
        ours = [[text for cell in row if (text := fold(cell.text))] for row in table.header + table.rows]
        assert [row for row in rows if row not in ours] == []


def test_no_row_of_another_region_is_lost() -> None:
    for table_id, table in putuo().tables.items():
        texts = {cell.text for row in printed(putuo(), table_id).rows for cell in row}
        if table_id != "T7":
            assert {row.label for row in table.rows} <= texts
            assert {row.code for row in table.rows} <= texts | {""}


def test_a_line_that_the_layout_does_not_know_stands_among_the_body_lines() -> None:
    table = zhuzhou().tables["T1"]
    line = next(row for row in table.rows if row.name == "其他支出")
    extra = replace(line, name="新设支出", label="二十七、新设支出")
    longer = Table.model_validate({**table.model_dump(), "rows": [*table.rows, extra]})
    rows = printed(zhuzhou().model_copy(update={"tables": {"T1": longer}}), "T1").rows
    assert [cell.text for cell in rows[26]] == ["", "27", "", "二十七、新设支出", "59", "0.00"]
    assert [cell.text for cell in rows[-1]] == ["总计", "32", "467.63", "总计", "64", "467.63"]


def test_unknown_economic_classes_stand_in_the_last_block() -> None:
    table = zhuzhou().tables["T6"]
    row = next(row for row in table.rows if row.code == "399")
    extra = replace(row, code="398", name="新类", label="新类")
    longer = Table.model_validate({**table.model_dump(), "rows": [extra, *table.rows]})
    rows = printed(zhuzhou().model_copy(update={"tables": {"T6": longer}}), "T6").rows
    assert [cell.text for cell in rows[25]][6:] == ["398", "新类", "0.00"]


def test_every_row_fills_the_width_of_its_table() -> None:
    for account in (zhuzhou(), putuo(), Account()):
        for table in compose_tables(account, layout()):
            if isinstance(table, TableBlock):
                assert {sum(cell.columns for cell in row) for row in table.rows} == {len(table.widths)}
                assert sum(table.widths) == 257


def test_blank_stays_blank_and_zero_is_printed() -> None:
    assert [cell.text for cell in printed(putuo(), "T1").rows[1]][2] == ""
    assert [cell.text for cell in printed(zhuzhou(), "T1").rows[1]][2] == "0.00"


def test_yuan_is_rounded_once_when_printed() -> None:
    account = with_change(zhuzhou(), "T2", "合计", "其他收入", "", "0.005")
    assert printed(account, "T2").rows[0][-1].text == "0.01"


def test_styles_and_bold_follow_the_kind_of_cell() -> None:
    rows = printed(zhuzhou(), "T1").rows
    assert [cell.style for cell in rows[0]] == ["表格文字", "表格居中", "表格数字"] * 2
    assert [cell.bold for cell in rows[-1]] == [True, False, True] * 2
    assert not any(cell.bold for cell in rows[0])


def test_a_table_without_amounts_says_so() -> None:
    assert notes(zhuzhou(), "T8")[-1].endswith("故本表无数据。")
    spent = with_change(zhuzhou(), "T8", "合计", "本年支出", "", "1")
    assert not any("无数据" in note for note in notes(spent, "T8"))


def test_a_missing_table_is_printed_with_its_header_and_asked_for() -> None:
    block = printed(Account(), "T3")
    ((cell,),) = block.rows
    assert len(block.header) == 3
    assert cell.runs[0].placeholder and cell.text == "【待填：公开03表 支出决算表】"


def test_each_table_begins_with_title_number_and_unit_line() -> None:
    blocks = compose_tables(zhuzhou(), layout())
    titles = [block for block in blocks if isinstance(block, Paragraph) and block.style == "表标题"]
    assert [title.new_page for title in titles] == [False] + [True] * 8
    assert all(title.level == 2 and title.listed for title in titles)
    assert [block.text for block in blocks[:3] if isinstance(block, Paragraph)] == [
        "收入支出决算总表",
        "公开01表",
        "部门：株洲市教育技术装备所\t金额单位：万元",
    ]
    ids = [block.id for block in blocks if isinstance(block, (Paragraph, TableBlock))]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("title: 收入决算表", "titel: 收入决算表", "title", "缺少的键"),
        ("    form_number: 公开01表", "    form_number: 公开01表\n    colour: 红", "colour", "不认识的键"),
        ("[82, 12, 34.5, 82, 12, 34.5]", "[82, 12, 34.5]", "T1", "不一致"),
        ("[82, 12, 34.5, 82, 12, 34.5]", "[82, 12, 34.5, 82, 12, 84.5]", "T1", "257"),
    ],
)
def test_a_fault_in_the_layout_is_told_with_file_and_line(
    tmp_path: Path, old: str, new: str, line: str, reason: str
) -> None:
    file = tmp_path / "tables.yaml"
    file.write_text(LAYOUT.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(PhrasebookError, match=rf"tables\.yaml:\d+：.*{line}.*{reason}"):
        load(file, TablesLayout)


def test_thousands_and_decimals_are_the_editions() -> None:
    look = layout().model_copy(update={"thousands": True, "decimals": 1})
    blocks = compose_tables(putuo(), look)
    table = next(block for block in blocks if isinstance(block, TableBlock))
    assert table.rows[0][2].text == "2,940.1"
