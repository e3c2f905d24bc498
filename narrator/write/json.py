"""Writes a document as JSON: its sections and blocks, and by label every figure that it prints."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from narrator.document import Block, Chart, Contents, Document, Paragraph, Run, Section, TableBlock, TableCell
from narrator.figures.figure import Figure
from narrator.phrasebook.page_style import PageStyle


def write(document: Document, style: PageStyle) -> bytes:
    """The document as UTF-8 JSON; values of figures are exact, as texts, `null` where not known."""
    data = {
        "version": 1,
        "title": document.title,
        "unit": document.unit,
        "year": document.year,
        "edition": document.edition,
        "sections": [_section(section) for section in document.sections],
        "figures": {figure.label: _figure(figure) for figure in _figures(document)},
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _section(section: Section) -> dict[str, Any]:
    return {
        "landscape": section.landscape,
        "numbered": section.numbered,
        "first_number": section.first_number,
        "blocks": [_block(block) for block in section.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        says = {"kind": "paragraph", "id": block.id, "style": block.style, "level": block.level, "listed": block.listed}
        return {**says, "new_page": block.new_page, "runs": _runs(block.runs)}
    if isinstance(block, Contents):
        entries = [{"level": e.level, "text": e.text, "target": e.target, "page": e.page} for e in block.entries]
        return {"kind": "contents", "entries": entries}
    if isinstance(block, Chart):
        return _chart(block)
    return {
        "kind": "table",
        "id": block.id,
        "title": block.title,
        "description": block.description,
        "widths": list(block.widths),
        "header": [[_cell(cell) for cell in row] for row in block.header],
        "rows": [[_cell(cell) for cell in row] for row in block.rows],
    }


def _chart(chart: Chart) -> dict[str, Any]:
    says = {"kind": "chart", "id": chart.id, "title": chart.title, "look": chart.kind, "unit": chart.unit}
    series = [{"name": series.name, "values": _runs(series.values)} for series in chart.series]
    return {**says, "categories": list(chart.categories), "series": series, "shares": _runs(chart.shares)}


def _cell(cell: TableCell) -> dict[str, Any]:
    says = {"style": cell.style, "columns": cell.columns, "rows": cell.rows, "bold": cell.bold}
    return {**says, "runs": _runs(cell.runs)}


def _runs(runs: Iterable[Run]) -> list[dict[str, Any]]:
    """A run's figure is named by its label; what a run does not have is left out."""
    return [
        {"text": run.text}
        | ({"figure": run.figure.label} if run.figure else {})
        | ({"placeholder": True} if run.placeholder else {})
        for run in runs
    ]


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "id": figure.id,
        "value": None if figure.value is None else format(figure.value, "f"),
        "unit": figure.unit,
        "formula": figure.formula,
        "reference": figure.reference,
        "operands": [operand.label for operand in figure.operands],
        "place": figure.place.to_json() if figure.place else None,
    }


def _figures(document: Document) -> Iterator[Figure]:
    """The figures printed, in reading order; one printed twice comes twice."""
    for block in document.blocks():
        if isinstance(block, Paragraph | Chart):
            yield from (run.figure for run in block.runs if run.figure)
        elif isinstance(block, TableBlock):
            cells = (cell for row in (*block.header, *block.rows) for cell in row)
            yield from (run.figure for cell in cells for run in cell.runs if run.figure)
