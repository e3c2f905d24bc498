"""An edition read backwards: what it would say of an account, its numbers as slots, laid beside what a text says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from narrator.account import Account
from narrator.compose.report import compose
from narrator.document import Paragraph, Run
from narrator.figures import Figure, Figures
from narrator.narrate.narrator import Narrator
from narrator.phrasebook.edition import Edition
from narrator.review.audit.ledger import Entity, known
from narrator.review.audit.mention import Mention
from narrator.review.audit.passages import plain
from narrator.review.audit.reading import Reading

SLOT = "\ue000"  # stands for a number in both texts
BLANK = "\ue001"  # stands for words that staff would supply
CONTEXT = 4  # characters before a number that must be the same in both texts
ALIKE = 0.5  # how like a sentence must be to one that is expected
_UNIT = re.compile(r"^(?:万元|%|个|人|辆|台|批次|次|分)")


@dataclass(frozen=True, slots=True)
class Expected:
    """A paragraph that an edition would write in a kind of section; `figures` are those of its slots, if known."""

    topic: str
    text: str
    figures: tuple[Figure | None, ...]


def expected(account: Account, edition: Edition, reading: Reading) -> Iterator[Expected]:
    """What an edition would say of an account, paragraph by paragraph, facts that only staff know left open."""
    document = compose(account, edition, Narrator(edition, Figures(account)))
    topic = ""
    for paragraph in document.paragraphs():
        if paragraph.level:
            topic = reading.topic(plain(paragraph.text)[0]) or topic
        elif any(run.figure or run.placeholder for run in paragraph.runs):
            yield _expected(topic, paragraph)


def _expected(topic: str, paragraph: Paragraph) -> Expected:
    runs = paragraph.runs
    parts = [(_slot(run, following), run) for run, following in zip(runs, (*runs[1:], None), strict=True)]
    figures = tuple(run.figure for part, run in parts if part == SLOT)
    return Expected(topic, plain("".join(part for part, _ in parts))[0], figures)


def _slot(run: Run, following: Run | None) -> str:
    """A run as the expected text has it: a slot for a number, or for a placeholder that a unit follows."""
    if run.placeholder:
        return SLOT if following and _UNIT.match(following.text) else BLANK
    return SLOT if run.figure else run.text


def bind(mentions: Iterable[Mention], sentences: Iterable[Expected]) -> None:
    """Give the numbers of a passage that were not understood the figures of the expected sentence most like it."""
    numbers = list(mentions)
    if not numbers or all(mention.bound for mention in numbers):
        return
    passage = numbers[0].passage
    text, at = _with_slots(passage.text, numbers)
    rivals = [(_likeness(one.text, text), one) for one in sentences if one.topic == passage.topic]
    likeness, best = max(rivals, key=lambda rival: rival[0], default=(0.0, None))
    if best is None or likeness < ALIKE:
        return
    for block in SequenceMatcher(None, best.text, text, autojunk=False).get_matching_blocks():
        for place in range(block.a + CONTEXT, block.a + block.size):
            if best.text[place] == SLOT and not (mention := at[block.b + place - block.a]).bound:
                _give(mention, best.figures[best.text[:place].count(SLOT)])


def _with_slots(text: str, numbers: list[Mention]) -> tuple[str, dict[int, Mention]]:
    """The text with its numbers as slots, and which number stands at which place."""
    parts, at, end, length = [], {}, 0, 0
    for mention in numbers:
        before = text[end : mention.number.start]
        length += len(before)
        at[length] = mention
        parts += [before, SLOT]
        length += 1
        end = mention.number.end - len(mention.number.unit)
    return "".join([*parts, text[end:]]), at


def _likeness(first: str, second: str) -> float:
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _give(mention: Mention, figure: Figure | None) -> None:
    """Let a number mean a figure, or a fact that is not known."""
    mention.role, mention.label = "fact", figure.label if figure else ""
    if figure and figure.unit == "万元":
        mention.role = "final"
        mention.entity = Entity(figure.label, (known(figure),) if figure.value is not None else ())
