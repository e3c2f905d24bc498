"""A passage laid beside a template: how well it fits, and what stands where the template has its slots."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from narrator.review.imported.templates import NUMBERS, OPEN

LISTS = 0xF700  # the first of the private characters that stand for lists
CONTEXT = 4  # characters before a slot that have to agree, fewer where another slot stands nearer
_LONGEST_CONTEXT = 24
_LONGEST_MARK = 4  # characters after a slot that are looked for
_CLAUSE = "，。；：、"
NUMBER = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"


@dataclass(frozen=True, slots=True)
class Bound:
    """What a passage has in place of a slot: from `start` to `end` of its text."""

    slot: str
    start: int
    end: int


class Alignment:
    """One passage's text beside one template's."""

    def __init__(self, literal: str, text: str, breaks: frozenset[int] = frozenset()) -> None:
        """`literal` is the template with its slots, and lists as one slot; `breaks` are where a blank was printed."""
        self.literal, self.text, self.breaks = literal, text, breaks
        self._at: dict[int, int] = {}
        matched = 0
        for block in SequenceMatcher(None, literal, text, autojunk=False).get_matching_blocks():
            matched += block.size if block.size > 1 else 0
            self._at |= {block.a + i: block.b + i for i in range(block.size)}
        self.letters = sum(not is_slot(character) for character in literal)
        self.fit = matched / self.letters if self.letters else 0.0

    def bound(self) -> Iterator[Bound]:
        """What stands in place of each slot whose left context agrees and that ends as the template says."""
        for place, character in enumerate(self.literal):
            if not is_slot(character) or character == OPEN:
                continue
            start, beside = self._start(place), self.literal[place + 1 : place + 2]
            if start is not None and beside and is_slot(beside):
                yield from self._beside(place, start)
            elif start is not None and (end := self._end(place, start)) is not None and end > start:
                yield Bound(character, start, end)

    def _beside(self, place: int, start: int) -> Iterator[Bound]:
        """Two slots that nothing stands between: parted by a blank, before a number, or before a year."""
        first, second = self.literal[place], self.literal[place + 1]
        end = self._end(place + 1, start)
        if end is None or second == OPEN:
            return
        words = self.text[start:end]
        blanks = sorted(at for at in self.breaks if start < at < end)
        parted = re.search(r"\d" if is_number(second) else r"(?<!^)20\d\d年", words)
        cut = blanks[0] if blanks else start + parted.start() if parted else start
        if start < cut < end:
            yield from (Bound(first, start, cut), Bound(second, cut, end))

    def _start(self, place: int) -> int | None:
        """Where the value of a slot begins, `None` where what stands before it does not agree."""
        size = self._context(place)
        if size == 0:
            return 0 if place == 0 else None
        wanted = self.literal[place - size : place]
        at = self._at.get(place - 1)
        if at is None or self.text[max(0, at - size + 1) : at + 1] != wanted:
            return None
        return at + 1

    def _context(self, place: int) -> int:
        """How many characters before a slot have to agree: those of its clause, and a mark before a short one.

        Where another slot has the same words before it, so many that they tell one from the other.
        """
        size = 0
        while size < CONTEXT and place > size and not is_slot(self.literal[place - size - 1]):
            if size > 1 and self.literal[place - size - 1] in _CLAUSE:
                break
            size += 1
        while 0 < size < min(place, _LONGEST_CONTEXT) and self._again(place, size):
            if is_slot(self.literal[place - size - 1]):
                break
            size += 1
        return size

    def _again(self, place: int, size: int) -> bool:
        """Whether another slot has the same words before it."""
        words = self.literal[place - size : place]
        return any(
            at != place and self.literal[at - size : at] == words
            for at in range(size, len(self.literal))
            if is_slot(self.literal[at])
        )

    def _end(self, place: int, start: int) -> int | None:
        """Where the value of a slot ends: before what the template has after it, at the end where that is nothing."""
        after = ""
        while len(after) < _LONGEST_MARK and len(self.literal) > place + 1 + len(after):
            character = self.literal[place + 1 + len(after)]
            if is_slot(character):
                break
            after += character
        if not after:
            return len(self.text) if place + 1 == len(self.literal) else None
        for size in range(len(after), 0, -1):
            found = self.text.find(after[:size], start)
            if found >= 0 and (size > 1 or len(after) == 1 or after[0] in "。；"):
                return found
        return len(self.text) if place + 2 >= len(self.literal) else None


def is_slot(character: str) -> bool:
    """Whether a character of a template stands for something else."""
    return "\ue000" <= character <= "\uf8ff"


def is_number(character: str) -> bool:
    """Whether a slot stands for a number."""
    return NUMBERS <= ord(character) < LISTS


def number(text: str) -> str | None:
    """The number that a text is, without thousands separators; `None` for anything else."""
    match = re.fullmatch(rf"({NUMBER})", text.strip())
    return match[1].replace(",", "") if match else None
