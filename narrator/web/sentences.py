"""The sentences of the report that an answer makes: those that it changed, or those that wait for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from narrator.document import Document, Paragraph, Run, TableBlock
from narrator.finding import Finding
from narrator.web.places import GAP
from narrator.workbook.survey import plain_path

MOST = 3  # sentences shown
LONGEST = 220  # characters shown of one
_IN_NUMBERS = frozenset("0123456789.")
_SPLIT = re.compile(r"[^。；]*[。；]?")
Piece = tuple[str, str]  # text, and what it is: "" as it was, "new" or "todo"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the report in pieces, and the heading under which it stands."""

    heading: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or a row of a table in the text, with its heading: its runs and all its text."""

    heading: str
    runs: tuple[Run, ...]
    text: str


def _passage(heading: str, runs: tuple[Run, ...]) -> Passage:
    return Passage(heading, runs, "".join(run.text for run in runs))


def passages(document: Document) -> dict[str, Passage]:
    """Everything that the report says in words, by the id of paragraph or row."""
    found: dict[str, Passage] = {}
    heading = ""
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                heading = block.text if block.level else heading
                found[block.id] = _passage(heading, block.runs)
            elif isinstance(block, TableBlock) and not section.landscape:
                found |= {f"{block.id}.{n}": _passage(heading, _row(cells)) for n, cells in enumerate(block.rows)}
    return found


def _row(cells: Iterable[object]) -> tuple[Run, ...]:
    runs = [(*getattr(cell, "runs", ()), Run("　")) for cell in cells]
    return tuple(run for cell in runs for run in cell)


def changed(old: Mapping[str, Passage], new: Mapping[str, Passage]) -> tuple[Sentence, ...]:
    """The sentences that are not among the old ones, what is new in them marked."""
    found = [
        sentence
        for id, passage in new.items()
        if (was := old[id].text if id in old else "") != passage.text
        for sentence in _different(passage, was)
    ]
    return tuple(found)


def _different(passage: Passage, before: str) -> Iterator[Sentence]:
    start, end = _span(passage.text, before)
    kinds = _kinds(passage.runs, start, end)
    yield from _shown(passage, kinds, lambda first, last: first < max(end, start + 1) and last > start)


def _span(text: str, before: str) -> tuple[int, int]:
    """Where a text begins and ends to differ from the one before, numbers whole."""
    shorter = min(len(text), len(before))
    start = next((i for i in range(shorter) if text[i] != before[i]), shorter)
    same = next((i for i in range(shorter - start) if text[-1 - i] != before[-1 - i]), shorter - start)
    while start and _inside(text, start) | _inside(before, start):
        start -= 1
    while same and _inside(text, len(text) - same) | _inside(before, len(before) - same):
        same -= 1
    return start, len(text) - same


def _inside(text: str, at: int) -> bool:
    """Whether a number goes on at this place."""
    return 0 < at < len(text) and text[at - 1] in _IN_NUMBERS and text[at] in _IN_NUMBERS


def _kinds(runs: Iterable[Run], start: int, end: int) -> list[str]:
    """What each character of a passage is."""
    kinds = ["todo" if run.placeholder else "" for run in runs for _ in run.text]
    return [kind or ("new" if start <= at < end else "") for at, kind in enumerate(kinds)]


def _shown(passage: Passage, kinds: list[str], wanted: Callable[[int, int], bool]) -> Iterator[Sentence]:
    """The sentences of a passage whose first and last character are wanted."""
    for match in _SPLIT.finditer(passage.text):
        if match[0] and wanted(match.start(), match.end()):
            yield Sentence(passage.heading, _pieces(match[0], kinds[match.start() : match.end()]))


def _pieces(text: str, kinds: list[str]) -> tuple[Piece, ...]:
    """A sentence in pieces of one kind; a long one shortened before and after what is marked."""
    marked = [at for at, kind in enumerate(kinds) if kind] or [0]
    first = max(0, marked[0] - LONGEST // 2) if len(text) > LONGEST else 0
    last = min(len(text), max(marked[-1] + LONGEST // 2, first + LONGEST)) if len(text) > LONGEST else len(text)
    chosen = zip(text[first:last], kinds[first:last], strict=True)
    found = [("".join(letter for letter, _ in group), kind) for kind, group in groupby(chosen, lambda each: each[1])]
    before, after = [("…", "")] if first else [], [("…", "")] if last < len(text) else []
    return (*before, *found, *after)


def waiting(document: Document, gaps: Iterable[Finding]) -> dict[str, tuple[Sentence, ...]]:
    """The sentences that wait for a fact, by its path."""
    known = passages(document)
    found: dict[str, tuple[Sentence, ...]] = {}
    for gap in gaps:
        path = next((place.figure for place in gap.where if place.figure), None)
        if path and gap.code == GAP:
            places = [place.paragraph for place in gap.where if place.paragraph]
            sentences = (each for id in places if id in known for each in _asking(known[id], gap.message))
            found[plain_path(path)] = (*found.get(plain_path(path), ()), *sentences)
    return found


def _asking(passage: Passage, message: str) -> Iterator[Sentence]:
    """The sentences of a passage with a placeholder that a finding names."""
    kinds = ["todo" if run.placeholder and run.text in message else "" for run in passage.runs for _ in run.text]
    yield from _shown(passage, kinds, lambda first, last: any(kinds[first:last]))
