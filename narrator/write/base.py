"""Writes what a document says as its base: JSON that travels in the Word file and lies beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import to_json

from narrator import __version__
from narrator.document import Document, Paragraph, Run, TableBlock
from narrator.last import kept_for_last
from narrator.write.grid import slots


@dataclass(frozen=True, slots=True)
class Before:
    """Texts that come back where the changes of a refresh are rejected: paragraphs by id, cells by table and place.

    `former` has by id the numbers of older data that a paragraph still has, with the labels of their figures.
    """

    paragraphs: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    former: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


NOTHING = Before()


@kept_for_last
def base(document: Document) -> str:
    """The base as JSON on one line."""
    return base_after(document, NOTHING)


def base_after(document: Document, before: Before) -> str:
    """The base of a refreshed document, with what comes back where its changes are rejected."""
    blocks = tuple(document.blocks())
    data = {
        "version": 1,
        "program": __version__,
        "unit": document.unit,
        "year": document.year,
        "edition": document.edition,
        "input": document.input,
        "paragraphs": [_paragraph(block, before) for block in blocks if isinstance(block, Paragraph)],
        "tables": [_table(block, before) for block in blocks if isinstance(block, TableBlock)],
    }
    return to_json(data).decode()


def table_texts(table: TableBlock) -> Iterator[tuple[str, ...]]:
    """The texts of a table's rows, one for each cell that Word has."""
    rows = (*table.header, *table.rows)
    if any([cell.rows > 1 for row in rows for cell in row]):
        return (tuple([cell.text if begins else "" for _, cell, begins in row]) for row in slots(table))
    return (tuple([cell.text for cell in row]) for row in rows)


def _paragraph(paragraph: Paragraph, before: Before) -> dict[str, Any]:
    says: dict[str, Any] = {"id": paragraph.id, "runs": [_run(run) for run in paragraph.runs]}
    if paragraph.id in before.former:
        says["former"] = before.former[paragraph.id]
    was = before.paragraphs.get(paragraph.id)
    return says if was is None or was == paragraph.text else {**says, "before": was}


def _table(table: TableBlock, before: Before) -> dict[str, Any]:
    says: dict[str, Any] = {"id": table.id, "rows": list(table_texts(table))}
    return {**says, "before": before.tables[table.id]} if table.id in before.tables else says


def _run(run: Run) -> dict[str, Any]:
    if run.figure:
        value = run.figure.value
        return {"text": run.text, "figure": run.figure.label, "value": None if value is None else format(value, "f")}
    return {"text": run.text, "placeholder": True} if run.placeholder else {"text": run.text}
