"""The comments of a copy for review kept true: each number is explained as it is computed now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from narrator.document import Paragraph, Run
from narrator.figures.explained import explained
from narrator.review.refresh.names import ID
from narrator.review.refresh.reading import pieces, text_of
from narrator.review.refresh.remarks import Remarks
from narrator.review.refresh.slots import slots
from narrator.write.docx_remarks import ASKED
from narrator.write.xml import W

_BEGIN, _FINISH = f"{{{W}}}commentRangeStart", f"{{{W}}}commentRangeEnd"


class Explainer:
    """Renews the explanations in one file; in a file that has none, nothing is done."""

    def __init__(self, remarks: Remarks) -> None:
        self._remarks = remarks
        self._ours = remarks.explanations()

    def renew(self, paragraph: Any, generated: Paragraph) -> None:
        """Have each number of a paragraph explained as it was generated, also those that had no comment."""
        if not self._ours:
            return
        ranges = list(_ranges(paragraph, self._ours))
        for slot in reversed(list(slots(text_of(paragraph), generated))):
            numbers = [number for number, start, end in ranges if start <= slot.start < slot.end <= end]
            if numbers and slot.run.figure:
                self._remarks.rewrite(numbers[0], _lines(slot.run))
            elif not numbers:
                self._remarks.add(paragraph, slot.start, slot.end, _lines(slot.run))


def _lines(run: Run) -> tuple[str, ...]:
    return explained(run.figure) if run.figure else (ASKED,)


def _ranges(paragraph: Any, numbers: set[str]) -> Iterator[tuple[str, int, int]]:
    """The comments of these numbers that begin and end in a paragraph, with the offsets of their text."""
    shown = {piece.element: len(piece.text) for piece in pieces(paragraph)}
    begun: dict[str, int] = {}
    position = 0
    for element in paragraph.iter():
        position += shown.get(element, 0)
        if element.tag == _BEGIN:
            begun[element.get(ID)] = position
        elif element.tag == _FINISH and element.get(ID) in begun and element.get(ID) in numbers:
            yield element.get(ID), begun[element.get(ID)], position
