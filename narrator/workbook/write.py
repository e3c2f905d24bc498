"""The form as an .xlsx file: question sheets after a cover, protected but for the answers, the same bytes each time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from narrator.workbook.cover import write_cover
from narrator.workbook.form import (
    ANSWER,
    CARRIED,
    CARRIED_MARK,
    CHECKED,
    FIRST,
    HINT,
    KEY,
    KEY_HEADER,
    STATE,
    TITLE_MARK,
    UNIT,
    WHERE,
    Answer,
    Block,
    Form,
    Line,
    Sheet,
)
from narrator.workbook.layout import TOP, Layout, laid_out
from narrator.workbook.looks import BAND_HEIGHT, STATES, WIDTHS, Looks, height
from narrator.workbook.states import comparison, is_carried, state
from narrator.write.growing_sheet import GrowingSheet

_LONGEST_CHOICES = 255  # characters that Excel takes
_MADE = datetime(2000, 1, 1)  # a fixed date, so that the same form gives the same bytes
_PROTECTED = {
    allowed: True for allowed in ("insert_rows", "delete_rows", "format_rows", "format_columns", "format_cells")
}
_NUMBERS: Mapping[str, dict[str, Any]] = {
    "金额": {"validate": "decimal", "criteria": "between", "minimum": -1e13, "maximum": 1e13},
    "得分": {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100},
    "百分数": {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100},
    "个数": {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 10**9},
    "年份": {"validate": "integer", "criteria": "between", "minimum": 1990, "maximum": 2100},
}


def written(form: Form) -> bytes:
    """The workbook of a form."""
    layout, file = laid_out(form), BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": f"{form.unit}{form.year or ''}年度部门决算公开填报", "created": _MADE})
    looks = Looks(book)
    counts = write_cover(book, layout, looks)
    for sheet in form.sheets:
        states = _SheetWriter(book.add_worksheet(sheet.name, GrowingSheet), sheet, layout, looks).write()
        counts.add(sheet, states)
    counts.write()
    book.close()
    return file.getvalue()


class _SheetWriter:
    def __init__(self, page: Worksheet, sheet: Sheet, layout: Layout, looks: Looks) -> None:
        self.page = page
        self.sheet = sheet
        self.layout = layout
        self.looks = looks
        self.states: list[str] = []

    def write(self) -> list[str]:
        """Write the sheet; what comes back is the state of each question."""
        self._set_up()
        self.page.write_string(0, FIRST, self.sheet.name, self.looks["题"])
        self.page.set_row(0, 30)
        self.page.write_string(1, FIRST, self.sheet.about, self.looks["说明"])
        for row, block in self.layout.blocks[self.sheet.name]:
            self._block(row, block)
        return self.states

    def _set_up(self) -> None:
        for column, width in WIDTHS.items():
            self.page.set_column(column, column, width, None, {"hidden": column == KEY})
        self.page.hide_gridlines(2)
        self.page.freeze_panes(TOP - 1, 0)
        self.page.set_landscape()
        self.page.set_paper(9)
        self.page.fit_to_pages(1, 0)
        self.page.set_margins(0.4, 0.4, 0.6, 0.6)
        self.page.set_footer("&C&A　第 &P 页，共 &N 页")
        self.page.protect("", _PROTECTED)
        for word in STATES:
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": self.looks.state(word)}
            self.page.conditional_format(TOP, STATE, 2000, STATE, rule)

    def _block(self, row: int, block: Block) -> None:
        self.page.set_row(row, max(BAND_HEIGHT, height({HINT: block.hint, WHERE: block.where}, 14)))
        texts = {FIRST: block.title, ANSWER: "", UNIT: "", STATE: "", HINT: block.hint, WHERE: block.where}
        self.page.write_string(row, KEY, TITLE_MARK, self.looks["说明"])
        for column, text in texts.items():
            self.page.write_string(row, column, text, self.looks["段" if column < HINT else "段注"])
        self.page.write_string(row + 1, KEY, KEY_HEADER, self.looks["说明"])
        for column, text in {UNIT: "", **block.headers}.items():
            self.page.write_string(row + 1, column, text, self.looks["表头"])
        self.page.set_row(row + 1, height(block.headers, 14))
        mark = ""
        for i, line in enumerate(block.lines):
            lines = list(block.lines[i : i + (line.state.lines if line.state else 1)])
            if line.state or line.key != block.lines[i - 1].key:
                mark = CARRIED_MARK if is_carried(line, lines) else ""
            self._line(row + 2 + i, line, block, lines, mark)

    def _line(self, row: int, line: Line, block: Block, lines: list[Line], mark: str) -> None:
        self.page.write_string(row, KEY, line.key + mark, self.looks["说明"])
        shown = dict(line.shown)
        for column in {UNIT: "", **block.headers}:
            if column in line.answers:
                self._answer(row, column, line.answers[column], block)
                shown[column] = str(line.answers[column].value or "")
            elif column == STATE:
                self._state(row, line, lines)
            elif column == HINT and line.state and line.state.comparison:
                self._comparison(row, line)
            else:
                look = "中" if column == UNIT else "注" if column > STATE else "问"
                self.page.write_string(row, column, line.shown.get(column, ""), self.looks[look])
        self.page.set_row(row, height(shown))

    def _state(self, row: int, line: Line, lines: list[Line]) -> None:
        if line.state is None:
            self.page.write_blank(row, STATE, None, self.looks["态"])
            return
        found = state(line, lines, row, self.layout)
        self.states.append(found.value)
        if found.text:
            self.page.write_formula(row, STATE, found.text, self.looks["态"], found.value)
        else:
            self.page.write_string(row, STATE, CARRIED, self.looks.open_state())
            told = {
                "input_title": "请核对",
                "input_message": "左边是从上年或下属单位带来的：看过，改好后在这里选“已核对”。",
            }
            self.page.data_validation(
                row, STATE, row, STATE, {"validate": "list", "source": [CARRIED, CHECKED], **told}
            )

    def _comparison(self, row: int, line: Line) -> None:
        assert line.state and line.state.comparison
        found = comparison(line.state.comparison, self.layout)
        if found.text:
            self.page.write_formula(row, HINT, found.text, self.looks["注"], found.value)
        else:
            self.page.write_string(row, HINT, "", self.looks["注"])

    def _answer(self, row: int, column: int, answer: Answer, block: Block) -> None:
        look, value = self.looks.answer(answer.kind), answer.value
        if value is None:
            self.page.write_blank(row, column, None, look)
        elif isinstance(value, (int, Decimal)) and _fits(Decimal(value)):
            self.page.write_number(row, column, float(value), look)
        else:
            self.page.write_string(row, column, str(value), look)
        if rule := _validation(answer):
            self.page.data_validation(row, column, row, column, rule)


def _fits(value: Decimal) -> bool:
    """Whether a number of a workbook, which keeps 15 digits, holds this value."""
    return Decimal(format(float(value), ".15g")) == value


def _validation(answer: Answer) -> dict[str, Any]:
    if answer.choices and len(",".join(answer.choices)) <= _LONGEST_CHOICES:
        return {"validate": "list", "source": list(answer.choices), "error_title": "请从下拉单里选"}
    if answer.kind not in _NUMBERS:
        return {}
    unit = f"，单位：{answer.unit}" if answer.unit else ""
    asked = {"input_title": answer.kind, "input_message": f"填数字{unit}。没有的填 0，不知道的空着。"}
    warned = {"error_type": "warning", "error_title": "不像数字", "error_message": f"这里应填数字{unit}。"}
    return {**_NUMBERS[answer.kind], **asked, **warned}
