"""Which of an edition's headings each passage of a published file stands under."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from narrator.review.audit.passages import LONGEST_HEADING, Passage
from narrator.review.imported.templates import Heading, unnumbered

ALIKE = 0.7  # how much of two headings is the same where they are taken for one
SURELY = 0.85  # the same where nothing but its words says that a passage is a heading
_ENDS = ("。", "；", "：")


def under(passages: Iterable[Passage], headings: tuple[Heading, ...]) -> Iterator[tuple[int, Passage]]:
    """The passages that are no headings, each with the number of the edition's heading above it, -1 for none."""
    current = -1
    for passage in passages:
        found = _heading(passage, headings, current)
        if found is not None:
            current = found
        elif not passage.heading or passage.text.endswith(_ENDS):
            yield current, passage


def _heading(passage: Passage, headings: tuple[Heading, ...], current: int) -> int | None:
    """The heading most like a passage, the next one after the current one where several are; `None` for no heading."""
    text = unnumbered(passage.text).removesuffix("。")
    if len(text) > LONGEST_HEADING:
        return None
    alike = [
        (round(_likeness(text, heading.text), 2), -((n - current - 1) % len(headings)), n)
        for n, heading in enumerate(headings)
    ]
    likeness, _, found = max(alike)
    return found if likeness >= (ALIKE if passage.heading and not passage.text.endswith(_ENDS) else SURELY) else None


@lru_cache(maxsize=4096)  # contents list every heading once more
def _likeness(first: str, second: str) -> float:
    if 2 * len(set(first) & set(second)) < len(set(first)):
        return 0.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def part(number: int, headings: tuple[Heading, ...]) -> int:
    """The heading of the part that a heading stands in: the last before it of level 1."""
    return max((n for n in range(number + 1) if headings[n].level == 1), default=number)
