"""Generated numbers that stand elsewhere in a sentence that a reviewer rewrote, and those still printed as before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from narrator.review.refresh.merge import Region, Tokens, matches
from narrator.review.refresh.tokens import Token


@dataclass(frozen=True, slots=True)
class Moved:
    """Numbers that a reviewer put elsewhere: their places in theirs, regions for those that changed, ours without.

    `ours` has the numbers that are found elsewhere as they were, so that they are no news where they stood.
    """

    places: frozenset[int]
    regions: tuple[Region, ...]
    ours: Tokens


def moved(base: Tokens, theirs: Tokens, ours: Tokens) -> Moved:
    """The numbers of the base that stand just once among what theirs has anew."""
    kept = matches(base, theirs)
    lost = [token for i, token in enumerate(base) if i not in kept]
    free = [k for k in range(len(theirs)) if k not in set(kept.values())]
    found, left = {}, list(ours)
    for i, j in _pairs(base, ours):
        places = [k for k in free if theirs[k] == base[i]]
        if i not in kept and len(places) == lost.count(base[i]) == 1:
            found[places[0]] = (i, j)
            left[j] = base[i]
    regions = (
        Region("ours", (base[i],), (theirs[k],), (ours[j],), k, sum(token.end for token in base[:i]))
        for k, (i, j) in found.items()
        if base[i] != ours[j]
    )
    return Moved(frozenset(found), tuple(regions), left)


def former(base: Tokens, ours: Tokens) -> dict[str, str]:
    """The numbers that were printed until now and are not any more, with the labels of their figures."""
    now = set(ours)
    return {base[i]: base[i].label for i, j in _pairs(base, ours) if base[i] not in now}


def standing(old: Mapping[str, str], base: Tokens, theirs: Tokens, moves: Moved) -> list[Token]:
    """Those of the old numbers that theirs still has, though not where the base has them."""
    known = {*matches(base, theirs).values(), *moves.places}
    return [token for k, token in enumerate(theirs) if token in old and k not in known]


def _pairs(base: Tokens, ours: Tokens) -> Iterator[tuple[int, int]]:
    """Where base and ours print the same figure: by its label, several of one label in their order."""
    one, other = _by_label(base), _by_label(ours)
    for label, places in one.items():
        if len(places) == len(other.get(label, ())):
            yield from zip(places, other[label], strict=True)


def _by_label(tokens: Sequence[Token]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, token in enumerate(tokens):
        if token.label and token.is_number:
            found.setdefault(token.label, []).append(place)
    return found
