"""Generated numbers that stand in the text otherwise than the data gives them now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from narrator.review.refresh.merge import Region
from narrator.review.refresh.tokens import Token

AROUND = 24  # characters of the text before the number


@dataclass(frozen=True, slots=True)
class Difference:
    """What the text says where the data gives another number: the paragraph's id, the figures' labels, both texts.

    `quote` is the text with some of what stands before it.
    """

    paragraph: str
    label: str
    theirs: str
    ours: str
    quote: str


def changed_by_hand(region: Region, moved: Collection[int] = ()) -> str:
    """The labels of the figures in whose place theirs has other numbers, "" where there are none."""
    written = [
        token
        for k, token in enumerate(region.theirs, region.at)
        if token.is_number and token not in region.base and k not in moved
    ]
    same = {token.measure for token in written}
    return _labels([token for token in region.base if token.measure not in same]) if written else ""


def outdated(region: Region) -> str:
    """The labels of the figures that ours prints in a region and theirs does not, but for a placeholder left there."""
    if any(token.is_placeholder for token in region.theirs):
        return ""
    same = {token.measure for token in region.theirs}
    return _labels([token for token in region.ours if token.measure not in same])


def printed(tokens: Sequence[Token]) -> str:
    """The text from the first number to the last, all of it where it has none."""
    numbers = [place for place, token in enumerate(tokens) if token.is_number]
    return "".join(tokens[numbers[0] : numbers[-1] + 1] if numbers else tokens)


def around(text: str, said: str) -> str:
    """What is said with some of the text before it."""
    start = max(text.find(said), 0)
    return text[max(0, start - AROUND) : start] + (said or text[start : start + AROUND])


def _labels(tokens: Collection[Token]) -> str:
    return "、".join(dict.fromkeys(token.label for token in tokens if token.is_number and token.label))
