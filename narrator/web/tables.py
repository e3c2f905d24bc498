"""The tables of a unit as the form prints them, problem cells marked, findings beside."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from narrator.document import Block, Contents, Document, TableBlock
from narrator.web.findings import links
from narrator.web.request import desk_of, standing, unit_of, unit_page
from narrator.web.sheet import Shown, marked


def tables(request: Request) -> Response:
    """All tables with what is wrong in them."""
    unit = unit_of(request)
    known = standing(desk_of(request), unit)
    found = links(known)
    marks = marked(known.draft.findings, found.spots)
    markup = Shown(unit.id, marks)
    shown = [
        {
            "id": id,
            "title": next(block.title for block in blocks if isinstance(block, TableBlock)),
            "html": Markup("".join(html for block in blocks for html in markup.block(block))),  # escaped there
            "findings": [(found.told(finding), cells) for finding, cells in marks.tables.get(id, ())],
        }
        for id, blocks in _sheets(whole(known.draft.document))
    ]
    return unit_page(request, "tables.html", "表格", known, tables=shown)


def whole(document: Document | None) -> Document:
    """The document of a unit; 404 where no edition serves it."""
    if document is None:
        raise HTTPException(404)
    return document


def _sheets(document: Document) -> Iterator[tuple[str, list[Block]]]:
    """The blocks of each of the form's tables, by its id."""
    blocks = (block for section in document.sections if section.landscape for block in section.blocks)
    for id, group in groupby(blocks, _table_of):
        held = list(group)
        if any(isinstance(block, TableBlock) for block in held) and id[:1] == "T":
            yield id, held


def _table_of(block: Block) -> str:
    """The id of the table that a block belongs to: that before its hyphen (T1-标题)."""
    return "" if isinstance(block, Contents) else block.id.partition("-")[0]
