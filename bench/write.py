"""Writing one report as a Word file, beside docxtpl with the same content and beside the floor."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

from docxtpl import DocxTemplate

from bench.measured import least, verdict
from narrator.document import Block, Document, Paragraph, Run, TableBlock, TableCell
from narrator.draft import Draft
from narrator.write import FAST_WRITERS, WRITERS
from narrator.write.package import DYNAMIC, appended
from narrator.write.shell import shell

FLOOR = "floor: deflate and zip of the finished XML by the standard library"
PACKED = "deflate and zip of the finished XML as narrator does it"


def template_of(document: Document) -> tuple[Document, dict[str, Any]]:
    """The document as a docxtpl template, a loop over the rows of each table, and the context that fills it."""
    context: dict[str, Any] = {"texts": [], "tables": []}

    def block(this: Block) -> Block:
        if isinstance(this, Paragraph):
            context["texts"].append(this.text)
            return this._replace(runs=(Run(f"{{{{ texts[{len(context['texts']) - 1}] }}}}"),))
        if not isinstance(this, TableBlock):
            return this
        plain = [row for row in this.rows if len(row) == len(this.widths)] or [this.rows[0]]
        context["tables"].append([[cell.text for cell in row] for row in plain])
        return this._replace(rows=looped(plain[0], len(context["tables"]) - 1), heights=())

    sections = tuple(part._replace(blocks=tuple(map(block, part.blocks))) for part in document.sections)
    return document._replace(sections=sections), context


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


def finished(found: Draft) -> tuple[bytes, dict[str, bytes]]:
    """The package of what does not change, and the finished XML that goes into it."""
    assert found.document is not None and found.edition is not None
    style = found.edition.page
    with zipfile.ZipFile(io.BytesIO(WRITERS["docx"](found.document, style))) as archive:
        return shell(style.model_dump_json()), {name: archive.read(name) for name in DYNAMIC}


def floor(found: Draft) -> Callable[[], bytes]:
    """What everything is measured by, as it is the same whatever narrator does: level 6, with Python's own modules."""
    kept, parts = finished(found)

    def put() -> bytes:
        buffer = io.BytesIO(kept)
        with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        return buffer.getvalue()

    return put


def main(found: Draft, seconds: float) -> None:
    document = found.document
    assert document is not None and found.edition is not None
    style = found.edition.page
    template, context = template_of(document)
    blank = WRITERS["docx"](template, style)
    kept, parts = finished(found)
    reused = DocxTemplate(io.BytesIO(blank))
    times = least(
        {  # copies, as the base of the last document is kept
            FLOOR: floor(found),
            PACKED: lambda: appended(kept, parts),
            "narrator": lambda: WRITERS["docx"](document._replace(), style),
            "narrator --fast": lambda: FAST_WRITERS["docx"](document._replace(), style),
            "docxtpl, its template read each time": lambda: rendered(DocxTemplate(io.BytesIO(blank)), context),
            "docxtpl, one template used again": lambda: rendered(reused, context),
        },
        seconds,
    )
    for name, taken in times.items():
        print(f"{taken:9.2f} ms  {taken / times['narrator']:7.2f} x narrator  {name}")
    floors, peer = times["narrator"] / times[FLOOR], times["docxtpl, its template read each time"] / times["narrator"]
    print(f"writing takes {floors:.2f} floors ({verdict(floors, 2, least=False)})")
    print(f"docxtpl takes {peer:.1f} times as long ({verdict(peer, 35, least=True)})")
