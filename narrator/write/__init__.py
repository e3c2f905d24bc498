"""A document in each output format: a writer is a function chosen by the format's name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module

from narrator.document import Document
from narrator.phrasebook.page_style import PageStyle
from narrator.write import docx
from narrator.write.package import FAST

Writer = Callable[[Document, PageStyle], bytes]


def _other(module: str, document: Document, style: PageStyle) -> bytes:
    """What a module's writer writes, loaded when first asked for: a Word file does not need the others."""
    written: bytes = import_module(f"narrator.write.{module}").write(document, style)
    return written


WRITERS: dict[str, Writer] = {"docx": docx.write, **{name: partial(_other, name) for name in ("html", "text", "json")}}
FAST_WRITERS = WRITERS | {"docx": partial(docx.write, level=FAST)}
"""The same, for those who look at many reports once: larger files in less time."""

__all__ = ["FAST_WRITERS", "WRITERS", "PageStyle", "Writer"]
