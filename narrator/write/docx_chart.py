"""Charts in a Word file: the paragraphs that they stand in, and their parts with the relationships to them."""

from __future__ import annotations

from typing import Any

from narrator.document import Chart, Document
from narrator.phrasebook.page_style import PageStyle
from narrator.write.chart_part import A, C, DrawnChart
from narrator.write.xml import R, escaped

PART = "word/charts/chart{}.xml"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_EMU = 635  # English metric units in a twip


def charts(document: Document) -> tuple[Chart, ...]:
    """The charts of a document; the first is of number 1."""
    return tuple(block for block in document.blocks() if isinstance(block, Chart))


def add_chart_parts(document: Any, count: int) -> None:
    """Adds the parts, still blank, with their relationships to a python-docx document."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    for number in range(1, count + 1):
        part = Part(PackURI(f"/{PART.format(number)}"), _TYPE, b"", document.part.package)
        document.part.rels.add_relationship(f"{R}/chart", part, _key(number))


def chart_parts(document: Document, style: PageStyle) -> dict[str, str]:
    """The XML of every chart's part by its name."""
    return {PART.format(n): DrawnChart(chart, style).xml() for n, chart in enumerate(charts(document), 1)}


def chart_xml(chart: Chart, number: int, style: PageStyle, anchor: str, inside: str) -> str:
    """The paragraph of the chart of this number, with its anchor; `inside` are the section's properties, if any."""
    look = style.chart
    properties = (
        '<w:keepNext/><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        f'<w:ind w:firstLine="0" w:firstLineChars="0"/><w:jc w:val="center"/>{inside}'
    )
    return (
        f'<w:p><w:pPr>{properties}</w:pPr>{anchor}<w:r><w:rPr><w:sz w:val="2"/></w:rPr><w:drawing>'
        f'<wp:inline xmlns:wp="{DRAWING}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{look.width * _EMU}" cy="{look.height * _EMU}"/>'
        f'<wp:docPr id="{number}" name="图 {number}" descr="{escaped(chart.description)}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{C}"><c:chart xmlns:c="{C}" r:id="{_key(number)}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def _key(number: int) -> str:
    return f"rChart{number}"
