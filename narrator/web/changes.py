"""The program's tracked changes in a Word file, one by one: what it says, what it would say, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from narrator.review.anchors import AUTHOR
from narrator.review.package import Package
from narrator.review.word import Paragraph, every_paragraph, read_word
from narrator.review.word_xml import elements, local, value

NEAR = 40  # characters shown before and after a change
_ENDS = "。；"
_KINDS = {"ins": "new", "moveTo": "new", "del": "gone", "moveFrom": "gone"}
Piece = tuple[str, str]  # text, and what it is: "" as it stays, "new" or "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """A change that is still to be accepted or rejected: the heading that it is under, both texts, and those beside."""

    heading: str
    old: str
    new: str
    before: str = ""
    after: str = ""


def changes(reviewed: Path, refreshed: Path) -> tuple[Change, ...]:
    """The changes that a file has over the one that it was made of; raises UnusableInput."""
    had = Counter((each.heading, each.old, each.new) for each in pending(reviewed))
    found = []
    for each in pending(refreshed):
        key = (each.heading, each.old, each.new)
        had[key] -= 1
        found += [each] if had[key] < 0 else []
    return tuple(found)


def pending(path: Path) -> Iterator[Change]:
    """All changes of ours in a file, in reading order; raises UnusableInput."""
    headings = dict(_headings(path))
    heading = ""
    for index, paragraph in enumerate(every_paragraph(Package.opened(path).document())):
        heading = headings.get(index, heading)
        pieces = list(_pieces(paragraph))
        if any(kind for _, kind in pieces):
            yield from _changes("　".join(filter(None, (heading, *_beside(paragraph)))), pieces)


def _headings(path: Path) -> Iterator[tuple[int, str]]:
    for block in read_word(path).blocks:
        if isinstance(block, Paragraph) and block.level and block.text:
            yield block.index, block.shown


def _beside(paragraph: Any) -> Iterator[str]:
    """The words that stand left of a cell, the nearest ones in its row."""
    cell = next((above for above in paragraph.iterancestors() if local(above) == "tc"), None)
    left = cell.itersiblings(preceding=True) if cell is not None else ()
    texts = ["".join(each.text or "" for each in one.iter() if local(each) == "t").strip() for one in left]
    yield from [text for text in texts if any(character.isalpha() for character in text)][:1]


def _pieces(paragraph: Any) -> Iterator[Piece]:
    """A paragraph's text as it stays, as it goes and as it comes; what others have deleted is left out."""
    texts = (each for each in paragraph.iter() if local(each) in ("t", "delText"))
    told = ((each.text or "", _kind(each)) for each in texts)
    for kind, group in groupby((each for each in told if each[1] is not None), lambda each: each[1]):
        yield "".join(text for text, _ in group), kind or ""


def _kind(text: Any) -> str | None:
    """What a text is: "new" or "gone" by us, "" as it stays, `None` for what others deleted."""
    marked = [above for above in text.iterancestors() if local(above) in _KINDS]
    ours = [_KINDS[local(above)] for above in marked if value(above, "author") == AUTHOR]
    if ours:
        return "gone" if "gone" in ours else "new"
    return None if any(_KINDS[local(above)] == "gone" for above in marked) else ""


def _changes(heading: str, pieces: list[Piece]) -> Iterator[Change]:
    """The changes of a paragraph, each with what stands around it in its sentence."""
    for changed, group in groupby(range(len(pieces)), lambda at: bool(pieces[at][1])):
        places = list(group)
        if changed:
            old, new = ("".join(pieces[at][0] for at in places if pieces[at][1] == kind) for kind in ("gone", "new"))
            before = "".join(text for text, kind in pieces[: places[0]] if kind != "gone")
            after = "".join(text for text, kind in pieces[places[-1] + 1 :] if kind != "gone")
            yield Change(heading, old, new, _end(before), _start(after))


def _end(text: str) -> str:
    """The end of a text, no further back than its sentence."""
    start = max(text.rfind(end) for end in _ENDS) + 1
    return text[start:] if len(text) - start <= NEAR else f"…{text[-NEAR:]}"


def _start(text: str) -> str:
    """The start of a text, no further than its sentence."""
    stops = [at + 1 for end in _ENDS if (at := text.find(end)) >= 0]
    sentence = text[: min(stops, default=len(text))]
    return sentence if len(sentence) <= NEAR else f"{sentence[:NEAR]}…"


def comments(path: Path) -> int:
    """How many comments of ours a file has; raises UnusableInput."""
    package = Package.opened(path)
    every = (each for name in package.related("comments") for each in elements(package.xml(name), "comment"))
    return sum(value(each, "author") == AUTHOR for each in every)
