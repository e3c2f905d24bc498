"""Which paragraphs of two files are the same, by what they say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from narrator.review.refresh.tokens import masked

NEAR = 0.55  # how alike two paragraphs between the same neighbours must be
ALIKE = 0.75  # and two anywhere


def aligned(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """For texts of the old sequence the index of their text in the new.

    Texts that differ in numbers only are found first; then texts that are alike between the same neighbours; then
    what is very much alike anywhere.
    """
    one, other = [masked(text) for text in old], [masked(text) for text in new]
    found: dict[int, int] = {}
    gaps = []
    for tag, i0, i1, j0, j1 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            found |= dict(zip(range(i0, i1), range(j0, j1), strict=True))
        elif tag == "replace":
            gaps.append((range(i0, i1), range(j0, j1)))
    for left, right in gaps:
        _pair(found, left, right, one, other, NEAR)
    _pair(found, range(len(one)), range(len(other)), one, other, ALIKE)
    return found


def _pair(
    found: dict[int, int], left: range, right: range, one: Sequence[str], other: Sequence[str], least: float
) -> None:
    """Adds to what is found the most alike pairs of those left, the best first."""
    taken = set(found.values())
    rest = [j for j in right if j not in taken]
    pairs = sorted(_alike([i for i in left if i not in found], rest, one, other, least), reverse=True)
    for _, minus_i, minus_j in pairs:
        i, j = -minus_i, -minus_j
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)


def _alike(
    left: Sequence[int], right: Sequence[int], one: Sequence[str], other: Sequence[str], least: float
) -> Iterator[tuple[float, int, int]]:
    for j in right:
        matcher = SequenceMatcher(None, "", other[j], autojunk=False)
        for i in left:
            if not one[i] or not other[j]:
                continue
            matcher.set_seq1(one[i])
            if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least:
                ratio = matcher.ratio()
                if ratio >= least:
                    yield ratio, -i, -j
