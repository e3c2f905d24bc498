"""Where the words of a passage stand in the reviewer's paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from narrator.review.refresh.merge import Region
from narrator.review.refresh.names import DEL
from narrator.review.refresh.reading import mark, text_of
from narrator.review.refresh.tokens import Token, separator, tokens


class Spot(NamedTuple):
    """A place in the text of a paragraph."""

    paragraph: Any
    offset: int


class Theirs:
    """The text of a passage's paragraphs as tokens, and where each stands."""

    def __init__(self, paragraphs: Sequence[Any]) -> None:
        self.tokens: list[Token] = []
        self._starts: list[Spot] = []
        for number, paragraph in enumerate(paragraphs):
            offset = 0
            for token in tokens(text_of(paragraph)):
                self._add(token, paragraph, offset)
                offset += len(token)
            self._end = Spot(paragraph, offset)
            if number + 1 < len(paragraphs) and mark(paragraph, DEL) is None:
                self._add(separator(), paragraph, offset)

    def _add(self, token: Token, paragraph: Any, offset: int) -> None:
        self.tokens.append(token)
        self._starts.append(Spot(paragraph, offset))

    @property
    def text(self) -> str:
        """All of the text."""
        return "".join(self.tokens)

    def stretch(self, region: Region) -> tuple[Spot, Spot]:
        """Where a region begins and ends, within the paragraph that it begins in; new text goes behind old text."""
        if not region.theirs:
            before = region.at - 1
            behind = before >= 0 and not self.tokens[before].end
            spot = self._behind(before) if behind else self._at(region.at)
            return spot, spot
        start, end = self._at(region.at), self._at(region.at)
        for number in range(region.at, region.at + len(region.theirs)):
            if self.tokens[number].end or self._starts[number].paragraph is not start.paragraph:
                break
            end = self._behind(number)
        return start, end

    def _at(self, number: int) -> Spot:
        return self._starts[number] if number < len(self._starts) else self._end

    def _behind(self, number: int) -> Spot:
        paragraph, offset = self._starts[number]
        return Spot(paragraph, offset + len(self.tokens[number]))
