"""Tracked changes of ours: text replaced, paragraphs and table rows inserted and deleted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree

from narrator.review import anchors
from narrator.review.refresh.cutting import Stretch, new_runs, stretch
from narrator.review.refresh.names import (
    AUTHOR,
    DEL,
    DELETED_TEXT,
    ID,
    INS,
    LOOK_CHANGE,
    P_PROPERTIES,
    PARAGRAPH_CHANGE,
    R_PROPERTIES,
    ROW_PROPERTIES,
    SECTION,
    P,
    R,
    T,
)
from narrator.review.refresh.reading import GONE, NEW, Piece, above_in, highest, text_of
from narrator.review.refresh.tokens import Token

_BEHIND_LOOK = (SECTION, PARAGRAPH_CHANGE)


class Tracker:
    """Writes tracked changes into one document, numbered after whatever has numbers there; `count` says how many."""

    def __init__(self, root: Any) -> None:
        self._last = highest(root.iter(), 0)
        self.count = 0

    def number(self) -> str:
        """A number that no bookmark and no change has."""
        self._last += 1
        return str(self._last)

    def number_apart(self, root: Any) -> None:
        """Give changes that have one number, since their run was cut in two, numbers of their own."""
        seen: set[str] = set()
        for change in root.iter(*NEW, *GONE, LOOK_CHANGE, PARAGRAPH_CHANGE):
            if change.get(ID) in seen:
                change.set(ID, self.number())
            seen.add(change.get(ID))

    def bars(self, paragraph: Any, start: int, end: int) -> bool:
        """Whether the text between two offsets cannot be replaced, as that would be inside another's insertion."""
        return _inside_anothers(stretch(paragraph, start, end), paragraph)

    def replace(self, paragraph: Any, start: int, end: int, new: Sequence[Token]) -> bool:
        """Replace text between two offsets; False, and nothing done, where that would be inside another's insertion."""
        old = stretch(paragraph, start, end)
        if _inside_anothers(old, paragraph):
            return False
        if new:
            self._insert(paragraph, old, new)
        for piece in old.pieces:
            self._delete(piece, paragraph)
        return True

    def _insert(self, paragraph: Any, old: Stretch, new: Sequence[Token]) -> None:
        """New text behind the old, else between its neighbours; within an insertion of ours it joins that."""
        near = old.pieces[-1] if old.pieces else old.before or old.after
        runs = new_runs(new, None if near is None else near.run.find(R_PROPERTIES))
        if near is None:
            paragraph.append(self._inserted(runs))
            return
        host = _change(near.run, paragraph)
        if host is not None and _is_ours(host) and (old.pieces or (old.after and near.run.getnext() is not None)):
            for run in reversed(runs):
                near.run.addnext(run)
            self.count += 1
            return
        place = near.run if host is None else host
        (place.addprevious if near is old.after else place.addnext)(self._inserted(runs))

    def _inserted(self, runs: Sequence[Any]) -> Any:
        inserted = self._mark(INS)
        inserted.extend(runs)
        return inserted

    def _mark(self, tag: str) -> Any:
        self.count += 1
        return etree.Element(tag, {ID: self.number(), AUTHOR: anchors.AUTHOR})

    def _delete(self, piece: Piece, paragraph: Any) -> None:
        """Mark a run as deleted, or take it away where it is only a pending insertion of ours."""
        run = piece.run
        host = _change(run, paragraph)
        if host is not None and host.tag == INS and _is_ours(host):
            run.getparent().remove(run)
            if not len(host):
                host.getparent().remove(host)
            self.count += 1
            return
        before = run.getprevious()
        if before is None or before.tag != DEL or not _is_ours(before):
            before = self._mark(DEL)
            run.addprevious(before)
        before.append(run)
        for text in run.iter(T):
            text.tag = DELETED_TEXT

    def insert_paragraph(self, paragraph: Any) -> None:
        """Mark a whole new paragraph as inserted."""
        self._mark_end(paragraph, INS)
        for run in list(paragraph.iter(R)):
            inserted = self._mark(INS)
            run.addprevious(inserted)
            inserted.append(run)

    def delete_paragraph(self, paragraph: Any) -> None:
        """Mark a whole paragraph as deleted, or take away one that is only a pending insertion of ours.

        Its end stays where a section ends with it or no paragraph follows.
        """
        self.delete_text(paragraph)
        if _is_pending(paragraph.find(f"{P_PROPERTIES}/{R_PROPERTIES}/{INS}")) and paragraph.find(f".//{R}") is None:
            paragraph.getparent().remove(paragraph)
            return
        following, properties = paragraph.getnext(), paragraph.find(P_PROPERTIES)
        ends = properties is not None and properties.find(SECTION) is not None
        if following is not None and following.tag == P and not ends:
            self._mark_end(paragraph, DEL)

    def delete_text(self, paragraph: Any) -> None:
        """Mark all text of a paragraph as deleted."""
        for piece in stretch(paragraph, 0, len(text_of(paragraph))).pieces:
            self._delete(piece, paragraph)

    def insert_row(self, row: Any) -> None:
        """Mark a new table row as inserted."""
        self._mark_row(row, INS)
        for paragraph in row.iter(P):
            self.insert_paragraph(paragraph)

    def delete_row(self, row: Any) -> None:
        """Mark a table row as deleted, or take away one that is only a pending insertion of ours."""
        if _is_pending(row.find(f"{ROW_PROPERTIES}/{INS}")):
            row.getparent().remove(row)
            self.count += 1
            return
        self._mark_row(row, DEL)
        for paragraph in row.iter(P):
            self.delete_text(paragraph)

    def _mark_row(self, row: Any, tag: str) -> None:
        properties = row.find(ROW_PROPERTIES)
        if properties is None:
            properties = etree.Element(ROW_PROPERTIES)
            row.insert(0, properties)
        properties.append(self._mark(tag))

    def _mark_end(self, paragraph: Any, tag: str) -> None:
        properties = paragraph.find(P_PROPERTIES)
        if properties is None:
            properties = etree.Element(P_PROPERTIES)
            paragraph.insert(0, properties)
        look = properties.find(R_PROPERTIES)
        if look is None:
            look = etree.Element(R_PROPERTIES)
            behind = [number for number, child in enumerate(properties) if child.tag in _BEHIND_LOOK]
            properties.insert(behind[0] if behind else len(properties), look)
        look.insert(0, self._mark(tag))


def _inside_anothers(old: Stretch, paragraph: Any) -> bool:
    """Whether the old text, or the place between its neighbours, is inside an insertion that is not ours."""
    hosts = [_change(piece.run, paragraph) for piece in old.pieces]
    if not hosts and old.before and old.after:
        before, after = (_change(piece.run, paragraph) for piece in (old.before, old.after))
        hosts = [before] if before is after else []
    return any(host is not None and not _is_ours(host) for host in hosts)


def _change(run: Any, paragraph: Any) -> Any:
    """The outermost tracked change that a run stands in, or `None`."""
    changes = [above for above in above_in(run, paragraph) if above.tag in (*NEW, *GONE)]
    return changes[-1] if changes else None


def _is_pending(change: Any) -> bool:
    return change is not None and _is_ours(change)


def _is_ours(change: Any) -> bool:
    return bool(change.get(AUTHOR) == anchors.AUTHOR)
