"""Writes what a document says as its base: JSON that travels in the Word file and lies beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from narrator import __version__
from narrator.document import Document, Paragraph, Run, TableBlock
from narrator.write.grid import slots


def base(document: Document, before: Mapping[str, str] | None = None) -> str:
    """The base as JSON on one line; `before` gives texts that come back where changes are rejected, by paragraph id."""
    blocks = tuple(document.blocks())
    earlier = before or {}
    data = {
        "version": 1,
        "program": __version__,
        "unit": document.unit,
        "year": document.year,
        "edition": document.edition,
        "input": document.input,
        "paragraphs": [_paragraph(block, earlier.get(block.id)) for block in blocks if isinstance(block, Paragraph)],
        "tables": [
            {"id": block.id, "rows": list(table_texts(block))} for block in blocks if isinstance(block, TableBlock)
        ],
    }
    return json.dumps(data, ensure_ascii=False)


def table_texts(table: TableBlock) -> Iterator[tuple[str, ...]]:
    """The texts of a table's rows, one for each cell that Word has."""
    rows = (*table.header, *table.rows)
    if all(cell.rows == 1 for row in rows for cell in row):
        return (tuple(cell.text for cell in row) for row in rows)
    return (tuple(cell.text if begins else "" for _, cell, begins in row) for row in slots(table))


def _paragraph(paragraph: Paragraph, before: str | None) -> dict[str, Any]:
    says: dict[str, Any] = {"id": paragraph.id, "runs": [_run(run) for run in paragraph.runs]}
    return says if before is None else {**says, "before": before}


def _run(run: Run) -> dict[str, Any]:
    if run.figure:
        value = run.figure.value
        return {"text": run.text, "figure": run.figure.label, "value": None if value is None else format(value, "f")}
    return {"text": run.text, "placeholder": True} if run.placeholder else {"text": run.text}
