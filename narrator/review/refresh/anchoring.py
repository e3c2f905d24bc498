"""Anchors renewed: each paragraph and number of the new base in its bookmark, also where it was lost or renamed."""

from __future__ import annotations

from typing import Any

from lxml import etree

from narrator.document import Paragraph
from narrator.review import anchors
from narrator.review.refresh.cutting import stretch
from narrator.review.refresh.names import ID, MARK_END, MARK_START, NAME, P_PROPERTIES, P
from narrator.review.refresh.passages import Passage
from narrator.review.refresh.reading import NEW, text_of
from narrator.review.refresh.slots import slots
from narrator.review.refresh.tracked import Tracker


class Anchorer:
    """Renews anchors in one document; `count` says how many were set."""

    def __init__(self, root: Any, tracker: Tracker) -> None:
        self._tracker = tracker
        self._starts = {start.get(NAME): start for start in root.iter(MARK_START)}
        self._ends = {end.get(ID): end for end in root.iter(MARK_END)}
        self.count = 0

    def renew(self, passage: Passage, old: str, new: Paragraph, *, changed: bool) -> None:
        """Anchor a paragraph under its new id; its numbers, too, where the passage has changed."""
        name, lost = anchors.name(new.id), anchors.name(old) not in self._starts
        if lost:
            self._enclose(passage, name)
        if changed or lost or old != new.id:
            self.rename(old, new.id)
            if len(passage.paragraphs) == 1:
                self._number(passage.paragraphs[0], new, name)

    def rename(self, old: str, new: str | None) -> None:
        """Give the anchor of a paragraph its new name (`None`: take it away) and take away those of its numbers."""
        name = anchors.name(old)
        for mark in [mark for mark in self._starts if mark and mark.startswith(f"{name}_")]:
            self._drop(mark)
        if new is None:
            self._drop(name)
        elif new != old and name in self._starts:
            self._starts[name].set(NAME, anchors.name(new))
            self.count += 1

    def renew_table(self, table: Any, id: str) -> None:
        """Anchor a table that has lost its anchor, in its first cell."""
        first = next(table.iter(P), None)
        if anchors.name(id) not in self._starts and first is not None:
            first.extend(self._pair(anchors.name(id)))

    def _enclose(self, passage: Passage, name: str) -> None:
        start, end = self._pair(name)
        first = passage.paragraphs[0]
        first.insert(1 if first.find(P_PROPERTIES) is not None else 0, start)
        passage.paragraphs[-1].append(end)

    def _number(self, paragraph: Any, new: Paragraph, name: str) -> None:
        """Anchor the numbers and placeholders that the paragraph has as they were generated."""
        for slot in slots(text_of(paragraph), new):
            found = stretch(paragraph, slot.start, slot.end)
            start, end = self._pair(anchors.slot_name(name, slot.number))
            _edge(found.pieces[0].run, 0).addprevious(start)
            _edge(found.pieces[-1].run, -1).addnext(end)

    def _pair(self, name: str) -> tuple[Any, Any]:
        number = self._tracker.number()
        self.count += 1
        return etree.Element(MARK_START, {ID: number, NAME: name}), etree.Element(MARK_END, {ID: number})

    def _drop(self, name: str) -> None:
        start = self._starts.pop(name, None)
        end = None if start is None else self._ends.pop(start.get(ID), None)
        for mark in (start, end):
            if mark is not None and mark.getparent() is not None:
                mark.getparent().remove(mark)
                self.count += 1


def _edge(run: Any, at: int) -> Any:
    """The run, or the tracked change that it begins (`at` 0) or ends (-1)."""
    host = run.getparent()
    return host if host.tag in NEW and host[at] is run else run
