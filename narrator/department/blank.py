"""A new 部门.xlsx: the department, its units and the transfers between them, to be filled in."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from narrator import outputs
from narrator.department.listed import DEPARTMENT, TRANSFERS, UNITS
from narrator.department.transfers import COLUMNS
from narrator.phrasebook.library import library
from narrator.workbook.looks import Looks
from narrator.workbook.new import free

_NO_DATE = datetime(2000, 1, 1)  # equal departments give equal bytes
_LINES = 200  # units and transfers that have a line ready
_SHEETS: dict[str, tuple[str, dict[str, int]]] = {
    UNITS: (
        "一行一个单位，第一行是部门本级。“输入”是单位文件夹（或文件）的路径，从本文件所在的文件夹起；“名称”空着就用输入里的单位名称。",
        {"输入": 50, "名称": 36, "备注": 30},
    ),
    TRANSFERS: (
        "单位之间的收付，一行一笔；汇总时从付方的支出和收方的收入里各减一次。没有就空着。金额单位：万元；科目写7位项级编码。",
        {"种类": 16, "付方": 36, "收方": 36, "金额": 14, "支出科目": 14, "收入科目": 14},
    ),
}


def new_department(unit: str, out: Path | str, *, year: int, edition: str, phrasebook: Path | None = None) -> str:
    """Write the workbook in which a department lists its units; gives its path.

    Raises Refusal where `out` exists already, PhrasebookError for an edition that there is not.
    """
    out = free(Path(out))
    library(phrasebook).load(edition)
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": DEPARTMENT, "created": _NO_DATE})
        looks = Looks(book)
        _cover(book.add_worksheet(DEPARTMENT), looks, {"单位": unit, "年度": str(year), "版式": edition})
        for name, (about, columns) in _SHEETS.items():
            _list(book.add_worksheet(name), looks, about, columns)
    outputs.write(out, buffer.getvalue())
    return str(out)


def _cover(sheet: Any, looks: Looks, answers: dict[str, str]) -> None:
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 60)
    for row, (label, value) in enumerate(answers.items()):
        sheet.write_string(row, 0, label, looks["问"])
        sheet.write_string(row, 1, value, looks.answer("文字"))


def _list(sheet: Any, looks: Looks, about: str, columns: dict[str, int]) -> None:
    sheet.write_string(0, 0, about, looks["说明"])
    for column, (name, width) in enumerate(columns.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, name, looks["表头"])
        for row in range(2, _LINES):
            sheet.write_blank(row, column, None, looks.answer("金额" if name == "金额" else "文字"))
    if "种类" in columns:
        sheet.data_validation(2, 0, _LINES, 0, {"validate": "list", "source": list(COLUMNS)})
    sheet.freeze_panes(2, 0)
