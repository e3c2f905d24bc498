"""Three versions of a sequence of tokens merged: base, theirs and ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from narrator.review.refresh.tokens import Token

Tokens = Sequence[Token]
Kind = Literal["same", "theirs", "ours", "both", "conflict"]
Matches = dict[int, int]


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of the three versions: what each has there, and which of them changed it.

    `at` is where theirs stands, in tokens of theirs; `paragraph` the base's in which it begins, counted from 0.
    """

    kind: Kind
    base: tuple[Token, ...]
    theirs: tuple[Token, ...]
    ours: tuple[Token, ...]
    at: int
    paragraph: int


def matches(one: Tokens, other: Tokens) -> Matches:
    """Which token of the one is which of the other."""
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return {i + k: j + k for i, j, size in blocks for k in range(size)}


def matches_by_paragraph(one: Tokens, other: Tokens) -> Matches:
    """The same for two with as many paragraph ends, which match in their order."""
    found: Matches = {}
    for (i, first), (j, second) in zip(_paragraphs(one), _paragraphs(other), strict=True):
        found |= {i + a: j + b for a, b in matches(first, second).items()}
        found[i + len(first)] = j + len(second)
    found.pop(len(one), None)
    return found


def _paragraphs(tokens: Tokens) -> Iterator[tuple[int, Tokens]]:
    start = 0
    for number, token in enumerate(tokens):
        if token.end:
            yield start, tokens[start:number]
            start = number + 1
    yield start, tokens[start:]


def regions(base: Tokens, theirs: Tokens, ours: Tokens, mine: Callable[[Tokens, Tokens], Matches]) -> Iterator[Region]:
    """The regions in order; `mine` matches base and ours."""
    to_theirs, to_ours = matches(base, theirs), mine(base, ours)
    stable = [i for i in range(len(base)) if i in to_theirs and i in to_ours]
    z0 = a0 = b0 = paragraph = 0
    for z in (*stable, len(base)):
        end = z == len(base)
        a, b = (len(theirs), len(ours)) if end else (to_theirs[z], to_ours[z])
        if (z, a, b) != (z0, a0, b0):
            region = _region(tuple(base[z0:z]), tuple(theirs[a0:a]), tuple(ours[b0:b]), a0, paragraph)
            yield from _parted(region) if region.kind == "conflict" else (region,)
        paragraph += sum(token.end for token in base[z0 : z + 1])
        if not end:
            yield Region("same", (base[z],), (theirs[a],), (ours[b],), a, paragraph)
        z0, a0, b0 = z + 1, a + 1, b + 1


def _region(
    base: tuple[Token, ...], theirs: tuple[Token, ...], ours: tuple[Token, ...], at: int, paragraph: int
) -> Region:
    kind: Kind = "conflict"
    if base == theirs == ours:
        kind = "same"
    elif theirs == ours:
        kind = "both"
    elif theirs == base:
        kind = "ours"
    elif ours == base:
        kind = "theirs"
    return Region(kind, base, theirs, ours, at, paragraph)


def _parted(conflict: Region) -> tuple[Region, ...]:
    """The conflict in parts, where ours only prints other numbers, or fills placeholders, that theirs left alone."""
    kept, parts, z, a, b = matches(conflict.base, conflict.theirs), [], 0, 0, 0
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, conflict.base, conflict.ours, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        slot = conflict.base[i1] if i2 - i1 == 1 else None
        if slot is None or i1 not in kept or not (slot.is_number or slot.is_placeholder):
            return (conflict,)
        parts.append(_part(conflict, (z, i1), (a, kept[i1]), (b, j1)))
        parts.append(_part(conflict, (i1, i2), (kept[i1], kept[i1] + 1), (j1, j2)))
        z, a, b = i2, kept[i1] + 1, j2
    lengths = (len(conflict.base), len(conflict.theirs), len(conflict.ours))
    parts.append(_part(conflict, (z, lengths[0]), (a, lengths[1]), (b, lengths[2])))
    return tuple(part for part in parts if part.base or part.theirs or part.ours)


def _part(whole: Region, base: tuple[int, int], theirs: tuple[int, int], ours: tuple[int, int]) -> Region:
    cut = (whole.base[slice(*base)], whole.theirs[slice(*theirs)], whole.ours[slice(*ours)])
    return _region(*cut, whole.at + theirs[0], whole.paragraph + sum(token.end for token in whole.base[: base[0]]))


def settled(base: Tokens, theirs: Tokens, before: Tokens) -> list[Token]:
    """The base with what it was before, wherever theirs has that again."""
    if before == base:
        return list(base)
    found = regions(base, theirs, before, matches_by_paragraph)
    return [token for each in found for token in (each.ours if each.kind == "both" else each.base)]
