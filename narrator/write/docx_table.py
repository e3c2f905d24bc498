"""Tables in WordprocessingML: fixed layout, spans, header rows that repeat."""

from __future__ import annotations

from narrator.document import TableBlock
from narrator.write.docx_text import runs_xml
from narrator.write.grid import Slot, slots, twips
from narrator.write.lines import row_heights
from narrator.write.style import PageStyle
from narrator.write.xml import escaped

_LOOK = '<w:tblLook w:val="0020" w:firstRow="1" w:noHBand="1" w:noVBand="1"/>'


def table_xml(table: TableBlock, style: PageStyle) -> str:
    """The table as `w:tbl`; raises NarratorError where its cells do not fit its grid."""
    widths, heads = twips(table), len(table.header)
    rows = zip(slots(table), row_heights(table, style), strict=True)
    body = (_row(row, height, number < heads, widths, style) for number, (row, height) in enumerate(rows))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl>{_properties(table, sum(widths))}<w:tblGrid>{grid}</w:tblGrid>{''.join(body)}</w:tbl>"


def _properties(table: TableBlock, width: int) -> str:
    return (
        f'<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/>{_LOOK}<w:tblCaption w:val="{escaped(table.title)}"/>'
        f'<w:tblDescription w:val="{escaped(table.description)}"/></w:tblPr>'
    )


def _row(row: list[Slot], height: int, heading: bool, widths: list[int], style: PageStyle) -> str:
    repeated = "<w:tblHeader/>" if heading else ""
    cells = "".join([_cell(slot, widths, style) for slot in row])
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>{repeated}</w:trPr>{cells}</w:tr>'
    )


def _cell(slot: Slot, widths: list[int], style: PageStyle) -> str:
    column, cell, begins = slot
    if cell.columns == 1:
        spans, width = "", widths[column]
    else:
        spans, width = f'<w:gridSpan w:val="{cell.columns}"/>', sum(widths[column : column + cell.columns])
    if cell.rows > 1:
        spans += '<w:vMerge w:val="restart"/>' if begins else '<w:vMerge w:val="continue"/>'
    text = runs_xml(cell.runs, cell.bold) if begins and cell.runs else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style.style_id(cell.style)}"/></w:pPr>{text}</w:p></w:tc>'
    )
