"""The sentences of the report that an answer makes: those that it changed, or those that wait for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from narrator.document import Document, Paragraph, Run, TableBlock
from narrator.finding import Finding
from narrator.workbook.survey import plain_path

MOST = 3  # sentences shown
LONGEST = 220  # characters shown of one
_SPLIT = re.compile(r"[^。；]*[。；]?")
Piece = tuple[str, str]  # text, and what it is: "" as it was, "new" or "todo"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the report in pieces, and the heading under which it stands."""

    heading: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or a row of a table in the text, with its heading."""

    heading: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """All its text."""
        return "".join(run.text for run in self.runs)


def passages(document: Document) -> dict[str, Passage]:
    """Everything that the report says in words, by the id of paragraph or row."""
    found: dict[str, Passage] = {}
    heading = ""
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                heading = block.text if block.level else heading
                found[block.id] = Passage(heading, block.runs)
            elif isinstance(block, TableBlock) and not section.landscape:
                found |= {f"{block.id}.{n}": Passage(heading, _row(cells)) for n, cells in enumerate(block.rows)}
    return found


def _row(cells: Iterable[object]) -> tuple[Run, ...]:
    runs = [(*getattr(cell, "runs", ()), Run("　")) for cell in cells]
    return tuple(run for cell in runs for run in cell)


def changed(before: Document, after: Document) -> tuple[Sentence, ...]:
    """The sentences of a document that are not in the one before, what is new in them marked."""
    old, new = passages(before), passages(after)
    found = [
        sentence
        for id, passage in new.items()
        if (was := old[id].text if id in old else "") != passage.text
        for sentence in _different(passage, was)
    ]
    return tuple(found)


def _different(passage: Passage, before: str) -> Iterator[Sentence]:
    text = passage.text
    start = next((i for i, (one, other) in enumerate(zip(text, before, strict=False)) if one != other), None)
    start = min(len(text), len(before)) if start is None else start
    most = min(len(text), len(before)) - start
    end = next((i for i in range(most) if text[-1 - i] != before[-1 - i]), most)
    kinds = _kinds(passage.runs, start, len(text) - end)
    yield from _shown(passage, kinds, lambda first, last: first < max(len(text) - end, start + 1) and last > start)


def _kinds(runs: Iterable[Run], start: int, end: int) -> list[str]:
    """What each character of a passage is."""
    kinds = ["todo" if run.placeholder else "" for run in runs for _ in run.text]
    return [kind or ("new" if start <= at < end else "") for at, kind in enumerate(kinds)]


def _shown(passage: Passage, kinds: list[str], wanted: object) -> Iterator[Sentence]:
    assert callable(wanted)
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
        if path and gap.code == "FACT-MISSING":
            places = [place.paragraph for place in gap.where if place.paragraph]
            sentences = (each for id in places if id in known for each in _asking(known[id], gap.message))
            found[plain_path(path)] = (*found.get(plain_path(path), ()), *sentences)
    return found


def _asking(passage: Passage, message: str) -> Iterator[Sentence]:
    """The sentences of a passage with a placeholder that a finding names."""
    kinds = ["todo" if run.placeholder and run.text in message else "" for run in passage.runs for _ in run.text]
    yield from _shown(passage, kinds, lambda first, last: any(kinds[first:last]))
