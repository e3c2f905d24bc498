"""Runs cut so that a stretch of text stands in runs of its own, and new runs in the look of old ones."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from lxml import etree

from narrator.document import Run
from narrator.review.refresh.names import HIGHLIGHT, LOOK_CHANGE, R_PROPERTIES, R, T
from narrator.review.refresh.reading import Piece, pieces
from narrator.review.refresh.tokens import Token
from narrator.write.docx_text import runs_xml
from narrator.write.xml import W

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BEHIND_HIGHLIGHT = frozenset(
    f"{{{W}}}{name}"
    for name in ("u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout")
)


class Stretch(NamedTuple):
    """The pieces of a stretch of text, each alone in its run, and the pieces next to it."""

    pieces: tuple[Piece, ...]
    before: Piece | None
    after: Piece | None


def stretch(paragraph: Any, start: int, end: int) -> Stretch:
    """The stretch between two offsets of the paragraph's text, its runs cut where needed."""
    for offset in (start, end):
        _cut_text(paragraph, offset)
    for position, piece in _placed(paragraph):
        if start <= position < end or (start == end == position):
            _cut_before(piece)
        if start <= position < end:
            _cut_behind(piece)
    placed = list(_placed(paragraph))
    inside = tuple(piece for position, piece in placed if start <= position < end)
    before = [piece for position, piece in placed if position < start]
    after = [piece for position, piece in placed if position >= end]
    return Stretch(inside, before[-1] if before else None, after[0] if after else None)


def _placed(paragraph: Any) -> list[tuple[int, Piece]]:
    """The pieces with the offsets where they begin."""
    found, position = [], 0
    for piece in pieces(paragraph):
        found.append((position, piece))
        position += len(piece.text)
    return found


def _cut_text(paragraph: Any, offset: int) -> None:
    """Cut the piece that this offset lies inside in two."""
    for position, (_, element, text) in _placed(paragraph):
        if position < offset < position + len(text):
            tail = etree.Element(T)
            element.text, tail.text = text[: offset - position], text[offset - position :]
            for each in (element, tail):
                each.set(_SPACE, "preserve")
            element.addnext(tail)
            return


def _cut_before(piece: Piece) -> None:
    """Begin a run with the piece."""
    if any(each.tag != R_PROPERTIES for each in piece.element.itersiblings(preceding=True)):
        _moved(piece.run, (piece.element, *piece.element.itersiblings()))


def _cut_behind(piece: Piece) -> None:
    """End the piece's run with it."""
    if rest := tuple(piece.element.itersiblings()):
        _moved(piece.element.getparent(), rest)


def _moved(run: Any, rest: Iterable[Any]) -> None:
    """Move these children of a run into a run of the same look behind it."""
    behind = etree.Element(R, dict(run.attrib))
    look = run.find(R_PROPERTIES)
    if look is not None:
        behind.append(copy.deepcopy(look))
    behind.extend(rest)
    run.addnext(behind)


def new_runs(tokens: Sequence[Token], look: Any) -> list[Any]:
    """Runs of new text in the look of the old: highlighted where it is a placeholder, and only there."""
    return [_run(text, marked, look) for text, marked in _by_look(tokens)]


def _by_look(tokens: Sequence[Token]) -> Iterator[tuple[str, bool]]:
    """Texts of neighbours that are all placeholders, or none of them."""
    text = ""
    for token, following in zip(tokens, (*tokens[1:], None), strict=True):
        text += token
        if following is None or following.is_placeholder != token.is_placeholder:
            yield text, token.is_placeholder
            text = ""


def _run(text: str, marked: bool, look: Any) -> Any:
    run = etree.fromstring(f'<w:x xmlns:w="{W}">{runs_xml((Run(text, placeholder=marked),))}</w:x>')[0]
    if look is not None:
        own = copy.deepcopy(look)
        for child in [child for child in own if child.tag in (HIGHLIGHT, LOOK_CHANGE)]:
            own.remove(child)
        if marked:
            behind = [number for number, child in enumerate(own) if child.tag in _BEHIND_HIGHLIGHT]
            own.insert(behind[0] if behind else len(own), run.find(f"{R_PROPERTIES}/{HIGHLIGHT}"))
        run.replace(run.find(R_PROPERTIES), own)
    return run
