"""Passages: which paragraphs of an edited file hold which generated ones, also where they were joined or split."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from narrator.review import anchors
from narrator.review.refresh.align import aligned
from narrator.review.refresh.names import DEL, ID, MARK_END, MARK_START, NAME, P, T
from narrator.review.refresh.reading import body_paragraphs, enclosing, mark, text_of


@dataclass(slots=True)
class Passage:
    """Generated paragraphs by id, and the paragraphs of the file that hold their text, both in the file's order."""

    ids: list[str] = field(default_factory=list)
    paragraphs: list[Any] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Found:
    """The passages of a file, the generated paragraphs that it no longer has, and how many had lost their anchor.

    `others` are the texts of the paragraphs that are nobody's but the reviewer's.
    """

    passages: tuple[Passage, ...]
    deleted: tuple[str, ...]
    unanchored: int
    others: tuple[str, ...]


def passages(root: Any, texts: Mapping[str, str]) -> Found:
    """Where the generated paragraphs with these texts by id stand: by their anchors, else by what they say."""
    body = body_paragraphs(root)
    said = [text_of(paragraph) for paragraph in body]
    places = {id(paragraph): number for number, paragraph in enumerate(body)}
    names = {anchors.name(key): key for key in texts}
    held = _anchored(root, names, places)
    held = {key: where for key, where in held.items() if any(said[number] for number in where) or not texts[key]}
    lost = [key for key in texts if key not in held]
    taken = {number for where in held.values() for number in where}
    free = [number for number in range(len(body)) if number not in taken and said[number]]
    pairs = aligned([texts[key] for key in lost], [said[number] for number in free])
    again = {lost[i]: [free[j]] for i, j in pairs.items()}
    found = _joined({**held, **again}, body)
    others = tuple(said[number] for number in free if [number] not in again.values())
    return Found(found, tuple(key for key in lost if key not in again), len(again), others)


def _anchored(root: Any, names: Mapping[str, str], places: Mapping[int, int]) -> dict[str, list[int]]:
    """By id the numbers of the paragraphs that its anchor covers, in the order of the anchors."""
    starts: dict[str, tuple[str, int | None]] = {}
    held: dict[str, list[int]] = {}
    ended = {end.get(ID) for end in root.iter(MARK_END)}
    for element in root.iter(T, MARK_START, MARK_END):
        if element.tag == T:
            number = places.get(id(enclosing(element, P)))
            if number is not None and element.text:
                for key, _ in starts.values():
                    _add(held[key], number)
        elif element.tag == MARK_START:
            own = names.get(element.get(NAME))
            if own is not None and own not in held:
                begun = places.get(id(enclosing(element, P)))
                held[own] = [begun] if element.get(ID) not in ended and begun is not None else []
                if element.get(ID) in ended:
                    starts[element.get(ID)] = (own, begun)
        elif element.get(ID) in starts:
            key, begun = starts.pop(element.get(ID))
            if not held[key] and begun is not None:
                held[key].append(begun)
    whole = {where[0] for where in held.values() if len(where) == 1}
    return {key: _without_strangers(where, whole) for key, where in held.items() if where}


def _without_strangers(where: list[int], whole: set[int]) -> list[int]:
    """The paragraphs of an anchor without those, moved between its first and last, that are another's alone."""
    return [number for number in where if number in (where[0], where[-1]) or number not in whole]


def _add(where: list[int], number: int) -> None:
    if number not in where:
        where.append(number)


def _joined(held: Mapping[str, list[int]], body: list[Any]) -> tuple[Passage, ...]:
    """Passages: paragraphs that share an id, ids that share a paragraph, and paragraphs whose ends were deleted."""
    links: dict[int, int] = {}

    def top(number: int) -> int:
        while links.get(number, number) != number:
            number = links[number]
        return number

    for where in held.values():
        for number in where:
            links[top(number)] = top(where[0])
    for number, paragraph in enumerate(body[:-1]):
        if mark(paragraph, DEL) is not None and (number in links or number + 1 in links):
            links[top(number + 1)] = top(number)
    return _sorted(held, body, {number: top(number) for number in range(len(body)) if _linked(number, links)})


def _linked(number: int, links: Mapping[int, int]) -> bool:
    return number in links or number in links.values()


def _sorted(held: Mapping[str, list[int]], body: list[Any], tops: Mapping[int, int]) -> tuple[Passage, ...]:
    found: dict[int, Passage] = {}
    for number in sorted(tops):
        found.setdefault(tops[number], Passage()).paragraphs.append(body[number])
    for key, where in sorted(held.items(), key=lambda item: item[1][0]):
        found[tops[where[0]]].ids.append(key)
    return tuple(found.values())


def ids(found: Iterable[Passage]) -> dict[str, Passage]:
    """The passage of each generated paragraph."""
    return {key: passage for passage in found for key in passage.ids}
