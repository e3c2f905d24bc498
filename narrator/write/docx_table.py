"""Tables in WordprocessingML: fixed layout, spans, header rows that repeat."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from narrator.document import TableBlock
from narrator.phrasebook.page_style import PageStyle
from narrator.write.docx_text import run_xml, runs_xml
from narrator.write.grid import Slot, slots, twips
from narrator.write.lines import row_heights
from narrator.write.xml import escaped

_CLOSED = "</w:p></w:tc>"
_LOOK = '<w:tblLook w:val="0020" w:firstRow="1" w:noHBand="1" w:noVBand="1"/>'


def table_xml(table: TableBlock, style: PageStyle, anchor: str = "") -> str:
    """The table as `w:tbl`, with its anchor in the first cell; raises NarratorError where cells do not fit the grid."""
    rows, widths = slots(table), twips(table)
    cells = _Cells(widths, style)
    heights = row_heights(table, style)
    heads = len(table.header)
    lines = (_row([cells.xml(slot) for slot in row], heights[n], n < heads) for n, row in enumerate(rows))
    body = "".join(lines).replace("</w:pPr>", f"</w:pPr>{anchor}", 1)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl>{_properties(table, sum(widths))}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def _properties(table: TableBlock, width: int) -> str:
    return (
        f'<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/>{_LOOK}<w:tblCaption w:val="{escaped(table.title)}"/>'
        f'<w:tblDescription w:val="{escaped(table.description)}"/></w:tblPr>'
    )


def _row(cells: Iterable[str], height: int, heading: bool) -> str:
    properties = f'<w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>{"<w:tblHeader/>" if heading else ""}'
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


class _Cells:
    """Writes the cells of one table; what comes before a cell's text is the same for most and kept."""

    def __init__(self, widths: list[int], style: PageStyle) -> None:
        self._widths, self._style = widths, style
        self._opened: dict[tuple[int, int, int, bool, str], str] = {}

    def xml(self, slot: Slot) -> str:
        column, (runs, style, columns, rows, bold, _), begins = slot
        key = (column, columns, rows, begins, style)
        opened = self._opened.get(key)
        if opened is None:
            opened = self._opened[key] = self._open(slot)
        if begins and len(runs) == 1:
            text, _, marked = runs[0]
            return _cell(opened, text, bold, marked)
        return f"{opened}{runs_xml(runs, bold) if begins else ''}{_CLOSED}"

    def _open(self, slot: Slot) -> str:
        column, cell, begins = slot
        width = sum(self._widths[column : column + cell.columns])
        merge = ("restart" if begins else "continue") if cell.rows > 1 else ""
        return _opened(width, cell.columns, merge, self._style.style_id(cell.style))


@lru_cache(maxsize=2048)
def _cell(opened: str, text: str, bold: bool, marked: bool) -> str:
    """A cell of one run: a few texts fill most cells of a table."""
    return f"{opened}{run_xml(text, bold, marked)}{_CLOSED}"


@lru_cache(maxsize=1024)
def _opened(width: int, columns: int, merge: str, style: str) -> str:
    spans = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    spans += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{escaped(style)}"/></w:pPr>'
    )
