"""Footnotes and endnotes of a Word file, by the paragraphs that refer to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from narrator.review.word_xml import elements, local, value

NOTE_PARTS = ("word/footnotes.xml", "word/endnotes.xml")
_KINDS = ("footnote", "endnote")


class Notes:
    """The notes of a file by kind and id; the lines that separate notes from text are none."""

    def __init__(self, *parts: Any) -> None:
        self._notes = {
            (local(note), value(note, "id")): note
            for part in parts
            if part is not None
            for note in elements(part)
            if value(note, "type") in ("", "normal")
        }

    def of(self, paragraph: Any) -> Iterator[Any]:
        """The paragraphs of the notes that a paragraph refers to, in order."""
        for element in paragraph.iter():
            kind = (local(element) if isinstance(element.tag, str) else "").removesuffix("Reference")
            if kind in _KINDS and (note := self._notes.get((kind, value(element, "id")))) is not None:
                yield from elements(note, "p")
