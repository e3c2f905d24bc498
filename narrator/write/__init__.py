"""A document in each output format: a writer is a function chosen by the format's name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from narrator.document import Document
from narrator.phrasebook.page_style import PageStyle
from narrator.write import docx, html, json, text
from narrator.write.package import FAST

Writer = Callable[[Document, PageStyle], bytes]

WRITERS: dict[str, Writer] = {"docx": docx.write, "html": html.write, "text": text.write, "json": json.write}
FAST_WRITERS = WRITERS | {"docx": partial(docx.write, level=FAST)}
"""The same, for those who look at many reports once: larger files in less time."""

__all__ = ["FAST_WRITERS", "WRITERS", "PageStyle", "Writer"]
