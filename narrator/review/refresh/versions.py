"""The versions of each generated paragraph that are merged: as it was, as it was before that, as it is now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from narrator.document import Paragraph
from narrator.review.base import Base, BaseParagraph
from narrator.review.refresh.passages import Passage
from narrator.review.refresh.reading import text_of
from narrator.review.refresh.tokens import Token, labelled, spans, tokens


@dataclass(frozen=True, slots=True)
class Versions:
    """A generated paragraph: as it was, as it was before that, and as it is now (`None`: not generated any more).

    `former` are numbers of still older data that its text had, with the labels of their figures.
    """

    base: Sequence[Token]
    before: Sequence[Token]
    ours: Sequence[Token] | None
    former: Mapping[str, str]


def known_versions(old: Base, ours: Mapping[str, Paragraph], renamed: Mapping[str, str]) -> dict[str, Versions]:
    """The versions by the ids of the base; `renamed` gives the ids they have now."""
    return {
        paragraph.id: _versions(paragraph, ours[renamed[paragraph.id]] if paragraph.id in renamed else None)
        for paragraph in old.paragraphs
    }


def _versions(was: BaseParagraph, now: Paragraph | None) -> Versions:
    base = labelled(was.text, spans((run.text, run.figure or "") for run in was.runs))
    before = base if was.before is None else tokens(was.before)
    return Versions(base, before, None if now is None else said(now), was.former or {})


def said(paragraph: Paragraph) -> list[Token]:
    """The tokens of a paragraph, those of figures with their labels."""
    runs = ((run.text, run.figure.label if run.figure else "") for run in paragraph.runs)
    return labelled(paragraph.text, spans(runs))


def assumed_versions(ours: Mapping[str, Paragraph], found: Sequence[Passage]) -> dict[str, Versions]:
    """The versions where the base is lost: ours was always so, but what theirs has as a placeholder was one."""
    versions = {}
    for passage in found:
        theirs = tokens("".join(map(text_of, passage.paragraphs)))
        for id in passage.ids:
            now = said(ours[id])
            base = _with_placeholders(now, theirs) if len(passage.ids) == 1 else now
            versions[id] = Versions(base, base, now, {})
    return versions


def _with_placeholders(ours: Sequence[Token], theirs: Sequence[Token]) -> list[Token]:
    """Ours with the placeholders that theirs has."""
    base: list[Token] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        asked = tag == "replace" and all(token.is_placeholder for token in theirs[j1:j2])
        base += theirs[j1:j2] if asked else ours[i1:i2]
    return base
