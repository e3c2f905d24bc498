"""How the workbook looks: fonts, fills, number formats and widths."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from narrator.workbook.fields import Kind
from narrator.workbook.form import STATE
from narrator.write.growing_sheet import lines

WIDTHS = {0: 4, 1: 34, 2: 52, 3: 12, 4: 10, 5: 40, 6: 44}
LINE_HEIGHT, BAND_HEIGHT = 16.5, 24
_BASE = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_BOX = {"border": 1, "border_color": "#BFBFBF"}
_LOOKS: dict[str, dict[str, Any]] = {
    "题": {"font_name": "黑体", "font_size": 16},
    "说明": {"font_color": "#595959"},
    "正文": {"text_wrap": True},
    "段": {"font_name": "黑体", "bg_color": "#DDE7EE", "top": 1, "bottom": 1, "border_color": "#8EA9BC"},
    "段注": {"font_size": 10, "bg_color": "#DDE7EE", "top": 1, "bottom": 1, "border_color": "#8EA9BC",
            "font_color": "#44546A", "text_wrap": True},
    "表头": {**_BOX, "bg_color": "#F2F2F2", "align": "center", "text_wrap": True, "font_size": 10},
    "问": {**_BOX, "text_wrap": True},
    "注": {**_BOX, "text_wrap": True, "font_size": 10, "font_color": "#595959"},
    "中": {**_BOX, "align": "center", "text_wrap": True},
    "态": {**_BOX, "align": "center", "font_size": 10},
    "链": {**_BOX, "font_color": "#1F4E79", "underline": 1},
}  # fmt: skip
_ANSWER = {**_BOX, "locked": False, "text_wrap": True, "bg_color": "#FFFEF5"}
_NUMBER = {"align": "right", "num_format": "#,##0.00##########"}
_BY_KIND: dict[Kind, dict[str, Any]] = {
    "文字": {"num_format": "@"},
    "选择": {"align": "center", "num_format": "@"},
    "金额": _NUMBER,
    "得分": {"align": "right", "num_format": "0.00##"},
    "百分数": {"align": "right", "num_format": "0.00##"},
    "个数": {"align": "right", "num_format": "#,##0"},
    "年份": {"align": "center", "num_format": "0"},
}
STATES = {  # fill and ink of the states that want attention
    "待填": ("#FCE4D6", "#833C0B"),
    "请核对": ("#FFF2CC", "#7F6000"),
    "已填": ("#FFFFFF", "#548235"),
    "已核对": ("#FFFFFF", "#548235"),
}


class Looks:
    """The formats of one workbook by name, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[str, Format] = {}

    def __getitem__(self, name: str) -> Format:
        return self._format(name, {**_BASE, **_LOOKS[name]})

    def answer(self, kind: Kind) -> Format:
        """The look of a cell to be filled in."""
        return self._format(f"答{kind}", {**_BASE, **_ANSWER, **_BY_KIND[kind]})

    def open_state(self) -> Format:
        """The look of a state that a person sets."""
        return self._format("态改", {**_BASE, **_LOOKS["态"], "locked": False})

    def state(self, word: str) -> Format:
        """The colours of a state."""
        fill, ink = STATES[word]
        return self._format(f"色{word}", {"bg_color": fill, "font_color": ink})

    def _format(self, name: str, look: dict[str, Any]) -> Format:
        if name not in self._made:
            self._made[name] = self._book.add_format(look)
        return self._made[name]


def _room(column: int) -> float:
    """How many narrow letters a column takes; those after the state are printed smaller."""
    return WIDTHS[column] * (1.08 if column > STATE else 0.97)


def height(texts: dict[int, str], size: float = LINE_HEIGHT) -> float:
    """The height of a row that shows these texts by column, wrapped; Excel takes 409 at most."""
    return min(400.0, size * max([1, *(lines(text, _room(at)) for at, text in texts.items())]) + 4)
