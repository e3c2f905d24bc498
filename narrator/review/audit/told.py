"""A finding about a passage, with the paragraphs that a comment would be put at."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from narrator.finding import Finding, Level, Place
from narrator.review.audit.mention import Mention
from narrator.review.audit.passages import Passage

_MARK = re.compile("[，；。：、]")
LONGEST_QUOTE = 200
APART = ("AUDIT-TRUNCATED",)  # what is told beside another error of the same number
CHECK = "请对照原文和表格核对，改正有误的一方"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in the text something stands: a passage, and the part of its plain text."""

    passage: Passage
    start: int
    end: int

    @property
    def place(self) -> Place:
        """The section and the words quoted."""
        quote = self.passage.quote(self.start, self.end)
        return Place(paragraph=self.passage.title or None, quote=quote[-LONGEST_QUOTE:])

    @property
    def paragraph(self) -> int:
        """The index of the paragraph."""
        return self.passage.paragraph(self.start)


@dataclass(frozen=True, slots=True)
class Told:
    """A finding and the spots of the text that it is about."""

    finding: Finding
    spots: tuple[Spot, ...]


def told(
    code: str, level: Level, message: str, spots: Iterable[Spot], places: Iterable[Place | None] = (), do: str = CHECK
) -> Told:
    """A finding that quotes the text at its first spot, says what is the matter and from which cells it follows."""
    spots = tuple(spots)
    quotes = "……”“……".join(spot.place.quote or "" for spot in spots[:2])
    where = (*(spot.place for spot in spots), *dict.fromkeys(place for place in places if place))
    said = f"文中“{quotes}”：{message}。{do}"
    return Told(Finding(code=code, level=level, message=said, where=where), spots)


def spot(mention: Mention, more: int = 0) -> Spot:
    """The clause that ends with a mention's number, and so many clauses more before it."""
    marks = [match.end() for match in _MARK.finditer(mention.passage.text, 0, mention.number.start)]
    return Spot(mention.passage, ([0] * (more + 1) + marks)[-more - 1], mention.number.end)


def between(first: Mention, last: Mention) -> Spot:
    """From the clause of one mention to the end of another in the same passage."""
    return Spot(first.passage, spot(first).start, last.number.end)


def once(every: Iterable[Told]) -> tuple[Told, ...]:
    """The findings with those that repeat another left out, and errors about the same number told as one."""
    kept: dict[tuple[str, ...], Told] = {}
    numbers: dict[tuple[int, int], tuple[str, ...]] = {}
    for one in every:
        key = (one.finding.code, one.finding.message)
        ends = [(id(spot.passage), spot.end) for spot in one.spots] if one.finding.level is Level.ERROR else []
        first = next((numbers[end] for end in ends if end in numbers), None)
        if key in kept:
            kept[key] = Told(kept[key].finding, tuple(dict.fromkeys((*kept[key].spots, *one.spots))))
        elif first is None:
            kept[key] = one
            numbers.update(dict.fromkeys(ends, key))
        elif one.finding.code in APART:
            kept[key] = one
        elif one.finding.code != kept[first].finding.code and kept[first].finding.code != "AUDIT-UNIT":
            kept[first] = _with(kept[first], one)
    return tuple(kept.values())


def _with(first: Told, other: Told) -> Told:
    """A finding that tells another one of the same cause too."""
    message = f"{first.finding.message}（另：{other.finding.message}）"
    where = tuple(dict.fromkeys((*first.finding.where, *other.finding.where)))
    return Told(first.finding.model_copy(update={"message": message, "where": where}), (*first.spots, *other.spots))
