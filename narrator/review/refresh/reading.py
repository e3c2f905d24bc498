"""What an edited Word file says, its tracked changes accepted, and which elements say it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from narrator.review import anchors
from narrator.review.refresh.names import (
    ANCHOR,
    AUTHOR,
    BR,
    CR,
    DASH,
    DEL,
    HYPERLINK,
    ID,
    INS,
    INSTRUCTION,
    MOVE_FROM,
    MOVE_TO,
    P_PROPERTIES,
    R_PROPERTIES,
    TAB,
    TABLE,
    TEXT_BOX,
    TYPE,
    P,
    R,
    T,
)

_NUMBER = re.compile("[0-9]{1,9}")
_SIGNS = {TAB: "\t", CR: "\n", DASH: "-"}
GONE, NEW = (DEL, MOVE_FROM), (INS, MOVE_TO)


class Piece(NamedTuple):
    """A text element, the run that it stands in, and its text."""

    run: Any
    element: Any
    text: str


def pieces(paragraph: Any, gone: tuple[str, ...] = GONE) -> Iterator[Piece]:
    """The pieces of text that a paragraph shows; `gone` names what is left out with all in it."""
    for run in paragraph.iter(R):
        if any(above.tag in gone for above in above_in(run, paragraph)) or enclosing(run, P) is not paragraph:
            continue
        for element in run:
            if text := _text(element):
                yield Piece(run, element, text)


def _text(element: Any) -> str:
    if element.tag == T:
        return element.text or ""
    if element.tag == BR:
        return "" if element.get(TYPE) in ("page", "column") else "\n"
    return _SIGNS.get(element.tag, "")


def text_of(paragraph: Any) -> str:
    """The text of a paragraph with all tracked changes accepted."""
    return "".join(piece.text for piece in pieces(paragraph))


def text_without_ours(paragraph: Any) -> str:
    """The text of a paragraph with our tracked changes rejected and all others accepted."""
    said = ""
    for run in paragraph.iter(R):
        above = above_in(run, paragraph)
        ours = [each.tag for each in above if each.get(AUTHOR) == anchors.AUTHOR]
        others = [each.tag for each in above if each.get(AUTHOR) != anchors.AUTHOR]
        if INS in ours or any(tag in GONE for tag in others) or enclosing(run, P) is not paragraph:
            continue
        said += "".join(_text(each) or _deleted(each) for each in run)
    return said


def _deleted(element: Any) -> str:
    return element.text or "" if element.tag.endswith("}delText") else ""


def above_in(element: Any, paragraph: Any) -> list[Any]:
    """The elements between one and the paragraph, the nearest first."""
    found = []
    for above in element.iterancestors():
        if above is paragraph:
            break
        found.append(above)
    return found


def enclosing(element: Any, tag: str) -> Any:
    """The nearest element of this name above one, or `None`."""
    return next(element.iterancestors(tag), None)


def body_paragraphs(root: Any) -> list[Any]:
    """The paragraphs of the text: not those of tables, text boxes and the contents."""
    return [paragraph for paragraph in root.iter(P) if not _is_elsewhere(paragraph) and not _in_contents(paragraph)]


def _is_elsewhere(paragraph: Any) -> bool:
    return any(above.tag in (TABLE, TEXT_BOX) for above in paragraph.iterancestors())


def _in_contents(paragraph: Any) -> bool:
    links = paragraph.iter(HYPERLINK)
    codes = ((code.text or "").split()[:1] for code in paragraph.iter(INSTRUCTION))
    return any((link.get(ANCHOR) or "").startswith("_Toc") for link in links) or any(
        code and code[0] in ("TOC", "PAGEREF") for code in codes
    )


def mark(paragraph: Any, tag: str) -> Any:
    """The tracked insertion or deletion of a paragraph's end, or `None`."""
    properties = paragraph.find(f"{P_PROPERTIES}/{R_PROPERTIES}")
    return None if properties is None else properties.find(tag)


def highest(elements: Iterable[Any], default: int) -> int:
    """The highest number that any of these elements has as its id; what no program writes is passed over."""
    numbers = (element.get(ID, "") for element in elements if isinstance(element.tag, str))
    return max((int(number) for number in numbers if _NUMBER.fullmatch(number)), default=default)
