"""Which paragraph of the base is which of a new draft: ids count sections and rows, and change with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Protocol

from narrator.review.refresh.tokens import masked

LEAST = 0.5  # how alike two paragraphs must be
LEAST_OF_ONE_NAME = 0.2  # and two with one id
_ROW = re.compile(r"(.+)\.([^.\d][^.]*)\.(\d+)")  # section, phrase, number of the row


class Named(Protocol):
    """A paragraph of a base or of a document."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def text(self) -> str:
        """Its text."""


def renamed(old: Sequence[Named], new: Sequence[Named]) -> dict[str, str]:
    """For each id of the base the id that its paragraph has now; the order of paragraphs stays."""
    one, other = list(_keys(old)), list(_keys(new))
    found: dict[str, str] = {}
    for tag, i0, i1, j0, j1 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        pairs: Iterator[tuple[int, int]] = iter(())
        if tag == "equal":
            pairs = zip(range(i0, i1), range(j0, j1), strict=True)
        elif tag == "replace":
            weights = [[_alike(old[i], one[i], new[j], other[j]) for j in range(j0, j1)] for i in range(i0, i1)]
            pairs = ((i0 + i, j0 + j) for i, j in _best(weights))
        found |= {old[i].id: new[j].id for i, j in pairs}
    return found


def _keys(paragraphs: Sequence[Named]) -> Iterator[str]:
    """What each paragraph says without its numbers; of a row of a list, what the whole row says."""
    rows: dict[tuple[str, str], str] = {}
    parts = [_ROW.fullmatch(paragraph.id) for paragraph in paragraphs]
    for paragraph, part in zip(paragraphs, parts, strict=True):
        if part:
            rows[part[1], part[3]] = rows.get((part[1], part[3]), "") + masked(paragraph.text)
    for paragraph, part in zip(paragraphs, parts, strict=True):
        yield f"{part[2]}\n{rows[part[1], part[3]]}" if part else masked(paragraph.text)


def _alike(old: Named, one: str, new: Named, other: str) -> float:
    """How alike two paragraphs are, 0 where not enough to be the same."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    least = LEAST_OF_ONE_NAME if old.id == new.id else LEAST
    ratio = matcher.ratio() if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least else 0.0
    return 0.0 if ratio < least else ratio + (old.id == new.id) / 10


def _best(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The pairs of rows and columns, both in order, with the greatest sum of weights."""
    height, width = len(weights), len(weights[0])
    sums = [[0.0] * (width + 1) for _ in range(height + 1)]
    for i in reversed(range(height)):
        for j in reversed(range(width)):
            paired = weights[i][j] + sums[i + 1][j + 1] if weights[i][j] else 0.0
            sums[i][j] = max(paired, sums[i + 1][j], sums[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < height and j < width:
        if weights[i][j] and sums[i][j] == weights[i][j] + sums[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif sums[i][j] == sums[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
