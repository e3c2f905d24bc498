"""New paragraphs: generated now and not before, each inserted behind the one that it follows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from narrator.document import Document, Paragraph
from narrator.phrasebook.page_style import PageStyle
from narrator.review.anchors import PREFIX
from narrator.review.refresh.names import ID, MARK_END, MARK_START, NAME
from narrator.review.refresh.tracked import Tracker
from narrator.write.docx_text import Texts
from narrator.write.xml import W


class Inserter:
    """Writes new paragraphs of a document into an edited file."""

    def __init__(self, root: Any, style: PageStyle, document: Document, tracker: Tracker) -> None:
        self._taken = {start.get(NAME) for start in root.iter(MARK_START)}
        self._texts, self._document, self._tracker = Texts(style, document), document, tracker

    def insert(self, new: set[str], places: Mapping[str, Any]) -> None:
        """Insert the paragraphs with these ids; `places` has the elements of the blocks that are there."""
        last = None
        for section in self._document.sections:
            for block in section.blocks:
                id = getattr(block, "id", "")
                if id in new and isinstance(block, Paragraph) and last is not None:
                    made = self._made(block, section.landscape)
                    last.addnext(made)
                    last = made
                last = places.get(id, last)

    def _made(self, paragraph: Paragraph, landscape: bool) -> Any:
        """The paragraph as an insertion of ours, with its anchors under free numbers."""
        made = parsed(self._texts.paragraph(paragraph, landscape, "", breaks=True))
        kept = {}
        for mark in list(made.iter(MARK_START, MARK_END)):
            name = mark.get(NAME) or ""
            if name.startswith(PREFIX) and name not in self._taken:
                kept[mark.get(ID)] = self._tracker.number()
            if mark.get(ID) in kept:
                mark.set(ID, kept[mark.get(ID)])
            else:
                mark.getparent().remove(mark)
        self._tracker.insert_paragraph(made)
        return made


def parsed(xml: str) -> Any:
    """The first element of generated XML."""
    return etree.fromstring(f'<w:x xmlns:w="{W}">{xml}</w:x>')[0]
