"""CPU time of writing one report as a Word file, beside docxtpl with the same content and beside the floor."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate

from narrator.document import Block, Document, Paragraph, Run, TableBlock, TableCell
from narrator.draft import draft
from narrator.phrasebook.library import library
from narrator.read import read
from narrator.write import WRITERS
from narrator.write.package import DYNAMIC, appended
from narrator.write.shell import shell

INPUT = Path(__file__).parents[1] / "inputs" / "株洲市教育技术装备所-2020"


def milliseconds(work: Callable[[], object], seconds: float = 2.0) -> float:
    """The least CPU time of a run among those that fit into so many seconds, the first not counted."""
    work()
    best, until = float("inf"), time.perf_counter() + seconds
    while time.perf_counter() < until:
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best * 1000


def template_of(document: Document) -> tuple[Document, dict[str, Any]]:
    """The document as a docxtpl template, a loop over the rows of each table, and the context that fills it."""
    context: dict[str, Any] = {"texts": [], "tables": []}

    def block(this: Block) -> Block:
        if isinstance(this, Paragraph):
            context["texts"].append(this.text)
            return replace(this, runs=(Run(f"{{{{ texts[{len(context['texts']) - 1}] }}}}"),))
        if not isinstance(this, TableBlock):
            return this
        plain = [row for row in this.rows if len(row) == len(this.widths)] or [this.rows[0]]
        context["tables"].append([[cell.text for cell in row] for row in plain])
        return replace(this, rows=looped(plain[0], len(context["tables"]) - 1))

    sections = tuple(replace(part, blocks=tuple(map(block, part.blocks))) for part in document.sections)
    return replace(document, sections=sections), context


def looped(row: tuple[TableCell, ...], table: int) -> tuple[tuple[TableCell, ...], ...]:
    """Three rows: the loop's beginning, the row that is repeated, the loop's end."""

    def across(text: str) -> tuple[TableCell, ...]:
        return (TableCell((Run(text),), columns=sum(cell.columns for cell in row)),)

    repeated = tuple(cell._replace(runs=(Run(f"{{{{ row[{n}] }}}}"),)) for n, cell in enumerate(row))
    return across(f"{{%tr for row in tables[{table}] %}}"), repeated, across("{%tr endfor %}")


def rendered(template: DocxTemplate, context: dict[str, Any]) -> bytes:
    template.render(context)
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def main() -> None:
    found = draft(read(INPUT), library())
    document = found.document
    assert document is not None and found.edition is not None
    style = found.edition.page
    written = WRITERS["docx"](document, style)
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        parts = {name: archive.read(name) for name in DYNAMIC}
    template, context = template_of(document)
    blank = WRITERS["docx"](template, style)
    reused = DocxTemplate(io.BytesIO(blank))
    kept = shell(style.model_dump_json())
    times = {
        "narrator": milliseconds(lambda: WRITERS["docx"](document, style)),
        "docxtpl, its template read each time": milliseconds(
            lambda: rendered(DocxTemplate(io.BytesIO(blank)), context)
        ),
        "docxtpl, one template used again": milliseconds(lambda: rendered(reused, context)),
        "floor: deflate and zip of the finished XML": milliseconds(lambda: appended(kept, parts)),
    }
    for name, taken in times.items():
        print(f"{taken:9.2f} ms  {taken / times['narrator']:7.2f} x  {name}")


if __name__ == "__main__":
    main()
