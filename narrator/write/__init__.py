"""A document in each output format: a writer is a function chosen by the format's name."""

from __future__ import annotations

from collections.abc import Callable

from narrator.document import Document
from narrator.phrasebook.page_style import PageStyle
from narrator.write import docx, html, json, text

Writer = Callable[[Document, PageStyle], bytes]

WRITERS: dict[str, Writer] = {"docx": docx.write, "html": html.write, "text": text.write, "json": json.write}

__all__ = ["WRITERS", "PageStyle", "Writer"]
