"""Writes a document as plain text: a paragraph a line, tables and the numbers of charts with tabs between columns."""

from __future__ import annotations

from collections.abc import Iterator

from narrator.document import Block, Chart, Contents, Document, TableBlock
from narrator.phrasebook.page_style import PageStyle
from narrator.write.grid import slots


def write(document: Document, style: PageStyle) -> bytes:
    """The text as UTF-8, a blank line between sections; looks do not matter here."""
    sections = ("\n".join(line for block in section.blocks for line in _lines(block)) for section in document.sections)
    return ("\n\n".join(sections) + "\n").encode()


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, TableBlock):
        yield from _rows(block)
    elif isinstance(block, Contents):
        for entry in block.entries:
            page = "" if entry.page is None else f"\t{entry.page}"
            yield "　" * (entry.level - 1) + entry.text + page
    elif isinstance(block, Chart):
        yield from _numbers(block)
    else:
        yield block.text


def _numbers(chart: Chart) -> Iterator[str]:
    """The chart's numbers as a table: its categories down, its series and the shares across."""
    yield "\t".join(("", *(f"{series.name}（{chart.unit}）" for series in chart.series)))
    runs = (*(series.values for series in chart.series), *([chart.shares] if chart.shares else []))
    columns = (chart.categories, *([run.text for run in column] for column in runs))
    yield from map("\t".join, zip(*columns, strict=True))


def _rows(table: TableBlock) -> Iterator[str]:
    """A merged cell has its text in its first column and row, the rest of it stays blank."""
    for row in slots(table):
        cells: list[str] = []
        for _, cell, begins in row:
            cells += [cell.text if begins else "", *[""] * (cell.columns - 1)]
        yield "\t".join(cells)
