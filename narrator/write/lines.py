"""How many lines a text takes and how tall table rows are, worked out from the page style alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import east_asian_width

from narrator.document import TableBlock
from narrator.write.grid import slots, twips
from narrator.write.style import PageStyle, ParagraphLook

_TOGETHER = re.compile(r"[（“《]*(?:[!-~]+|.)[，。；：、）”》？！]*")  # what no line break goes through
_NARROW = {".": 0.25, ",": 0.25, ":": 0.28, "-": 0.33, "%": 0.83, " ": 0.25}
_CHINESE_PUNCTUATION = "“”‘’—…"


def line_count(text: str, look: ParagraphLook, width: int) -> int:
    """The lines a text takes in this width (twips), at least one."""
    parts = text.split("\n")
    if (len(text) + look.indent) * look.size <= width and len(parts) == 1:
        return 1
    room = width - look.left
    return sum(_broken(part, look, room) for part in parts)


def _broken(text: str, look: ParagraphLook, width: int) -> int:
    lines, filled = 1, float(look.indent * look.size)
    for cluster in _TOGETHER.findall(text):
        taken = _width(cluster) * look.size + len(cluster) * look.spacing
        if filled + taken > width and filled:
            lines, filled = lines + 1, 0.0
        filled += taken
    return lines


@lru_cache(maxsize=4096)
def _width(cluster: str) -> float:
    return sum(map(_character, cluster))


def _character(character: str) -> float:
    """Width in em: 1 for Chinese and its punctuation, about half for Latin letters and digits."""
    if east_asian_width(character) in "WF" or character in _CHINESE_PUNCTUATION:
        return 1.0
    return _NARROW.get(character, 0.5)


def row_heights(table: TableBlock, style: PageStyle) -> list[int]:
    """The heights of a table's rows in twips, header rows first: by the page style as tall as there is room for."""
    content = list(_content_heights(table, style))
    room, heights = style.table.room, style.table.heights
    options = ([max(height, row) for row in content] for height in heights)
    return next((rows for rows in options if sum(rows) <= room), [max(heights[0], row) for row in content])


def _content_heights(table: TableBlock, style: PageStyle) -> Iterator[int]:
    """What the text of each row needs; a cell that spans rows is taken to find room in them."""
    widths, padding = twips(table), 2 * style.table.padding
    for row in slots(table):
        tallest = 0
        for column, cell, begins in row:
            if begins and cell.rows == 1:
                look = style.styles[cell.style]
                width = sum(widths[column : column + cell.columns]) - padding
                tallest = max(tallest, line_count(cell.text, look, width) * look.pitch)
        yield tallest + style.table.border
