"""How many lines a text takes and how tall table rows are, worked out from the page style alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from unicodedata import east_asian_width

from narrator.document import TableBlock
from narrator.phrasebook.page_style import PageStyle, ParagraphLook
from narrator.write.grid import Slot, slots, twips

_TOGETHER = re.compile(r"[（“《]*(?:[!-~]+|.)[，。；：、）”》？！]*")  # what no line break goes through
_RUN = re.compile(r"[（“《]*(?:[!-~]+|[^\W\d_A-Za-z]+|.)[，。；：、）”》？！]*")  # Chinese characters together
# Where Word sets a quarter space; a range of all Chinese characters would take two milliseconds to compile.
_MEET = re.compile(r"(?<=[^\W\d_A-Za-z])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[^\W\d_A-Za-z])")
_QUARTER = "\u2005"
_NARROW = {_QUARTER: 0.25, ".": 0.25, ",": 0.25, ":": 0.28, "-": 0.33, "%": 0.83, " ": 0.25}
_CHINESE_PUNCTUATION = "“”‘’—…"


def line_count(text: str, look: ParagraphLook, width: int) -> int:
    """The lines a text takes in this width (twips), at least one."""
    room = width - look.left
    if (len(text) + look.indent) * look.size <= room and "\n" not in text:
        return 1
    return sum(_broken(part, look, room) for part in text.split("\n"))


def _broken(text: str, look: ParagraphLook, width: int) -> int:
    size, spacing = look.size, look.spacing
    lines, filled = 1, float(look.indent * size)
    for run in _RUN.findall(_MEET.sub(_QUARTER, text)):
        taken = _width(run) * size + len(run) * spacing
        if filled + taken <= width:
            filled += taken
            continue
        for cluster in _TOGETHER.findall(run):
            taken = _width(cluster) * size + len(cluster) * spacing
            if filled + taken > width and filled:
                lines, filled = lines + 1, 0.0
            filled += taken
    return lines


@lru_cache(maxsize=4096)
def _width(run: str) -> float:
    return sum(map(_character, run))


def _character(character: str) -> float:
    """Width in em: 1 for Chinese and its punctuation, about half for Latin letters and digits."""
    if east_asian_width(character) in "WF" or character in _CHINESE_PUNCTUATION:
        return 1.0
    return _NARROW.get(character, 0.5)


def row_heights(table: TableBlock, style: PageStyle) -> Sequence[int]:
    """The heights of a table's rows in twips, worked out already or now: as tall as the page style has room for."""
    if table.heights:
        return table.heights
    cells = _Cells(twips(table), style)
    content = [cells.height(row) for row in slots(table)]
    room, heights = style.table.room, style.table.heights
    options = ([max(height, row) for row in content] for height in heights)
    return next((option for option in options if sum(option) <= room), [max(heights[0], row) for row in content])


class _Cells:
    """What the cells of one table need; most need one line, and how long a text of one line may be is kept."""

    def __init__(self, widths: list[int], style: PageStyle) -> None:
        self._widths, self._style = widths, style
        self._kept: dict[tuple[int, int, str], tuple[int, ParagraphLook, int, int]] = {}

    def height(self, row: list[Slot]) -> int:
        """What the text of a row needs; a cell that spans rows is taken to find room in them."""
        tallest = 0
        for column, cell, _ in row:
            _, name, columns, rows, _, _ = cell
            if rows == 1:
                key = (column, columns, name)
                longest, look, width, pitch = self._kept.get(key) or self._looked(key)
                text = cell.text
                if len(text) > longest or "\n" in text:
                    pitch *= line_count(text, look, width)
                if pitch > tallest:
                    tallest = pitch
        return tallest + self._style.table.border

    def _looked(self, key: tuple[int, int, str]) -> tuple[int, ParagraphLook, int, int]:
        """The length of a text that certainly takes one line, and look, width and pitch of lines."""
        column, columns, name = key
        look = self._style.styles[name]
        width = sum(self._widths[column : column + columns]) - 2 * self._style.table.padding
        found = self._kept[key] = ((width - look.left) // look.size - look.indent, look, width, look.pitch)
        return found
