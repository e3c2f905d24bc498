"""Slots: the numbers and placeholders of a generated paragraph, and where they stand in its edited text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from narrator.document import Paragraph, Run
from narrator.review.refresh.merge import matches
from narrator.review.refresh.tokens import tokens


@dataclass(frozen=True, slots=True)
class Slot:
    """A number or placeholder: its number in the paragraph from 1, its run, and its offsets in the edited text."""

    number: int
    run: Run
    start: int
    end: int


def slots(text: str, generated: Paragraph) -> Iterator[Slot]:
    """The slots that stand in the text as they were generated."""
    places = _places(text, generated.text)
    at = number = 0
    for run in generated.runs:
        if run.figure or run.placeholder:
            number += 1
            start, length = places[at] if at < len(places) else None, len(run.text)
            if start is not None and length and places[at + length - 1] == start + length - 1:
                yield Slot(number, run, start, start + length)
        at += len(run.text)


def _places(text: str, generated: str) -> Sequence[int | None]:
    """For each character of the generated text where it stands in the text, by tokens, `None` where it does not."""
    theirs, ours = tokens(text), tokens(generated)
    starts = [0]
    for token in theirs:
        starts.append(starts[-1] + len(token))
    same = matches(ours, theirs)
    places: list[int | None] = []
    for number, token in enumerate(ours):
        begins = starts[same[number]] if number in same else None
        places += [None if begins is None else begins + n for n in range(len(token))]
    return places
