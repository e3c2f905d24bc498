"""The highlights of our placeholders, also where text was typed in their place; a reviewer's own ones stay."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from narrator.review import anchors
from narrator.review.base import Base, parsed
from narrator.review.carried import carried
from narrator.review.finish.parts import Parts
from narrator.review.finish.tags import Edit, Tag, whole

LEAST = 4  # characters; what is shorter may be typed in a placeholder's place and stand elsewhere by chance
_MARK = "yellow"
_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<")


class Highlights:
    """Knows which generated paragraphs and tables had placeholders, from the base that the file carries."""

    def __init__(self, parts: Parts) -> None:
        text = carried(parts)
        base = None if text is None else parsed(text)
        self._around = None if base is None else dict(_around(base))

    def ours(self, xml: bytes, found: list[Tag]) -> Iterator[Edit]:
        """The removal of the highlights of ours in a story; without a base of all in generated paragraphs."""
        reach = [(pair[0].start, pair[-1].end, self._generated(pair[0])) for pair in anchored(found)]
        for tag in found:
            if tag.name == "highlight" and tag.attributes.get("val") == _MARK:
                said = html.unescape(b"".join(_TEXT.findall(_run(xml, found, tag))).decode())
                if any(len(said) < LEAST or said not in text for text in _texts(found, tag, reach)):
                    yield whole(tag)

    def _generated(self, start: Tag) -> str | None:
        """What was generated around the placeholders that a bookmark of ours holds, `None` where it holds none."""
        return "" if self._around is None else self._around.get(anchors.owner(start.attributes["name"]))


def anchored(found: list[Tag]) -> Iterator[tuple[Tag, ...]]:
    """Our bookmarks of a story, start and end; only the start of one that has lost its end."""
    open_: dict[str, Tag] = {}
    for tag in found:
        if tag.name == "bookmarkStart":
            open_[tag.attributes.get("id", "")] = tag
        elif tag.name == "bookmarkEnd" and (begun := open_.pop(tag.attributes.get("id", ""), None)) and _is_ours(begun):
            yield begun, tag
    yield from ((tag,) for tag in open_.values() if _is_ours(tag))


def _is_ours(tag: Tag) -> bool:
    return tag.attributes.get("name", "").startswith(anchors.PREFIX)


def _around(base: Base) -> Iterator[tuple[str, str]]:
    """By bookmark the text of a paragraph or table that has placeholders, without these."""
    for paragraph in base.paragraphs:
        if any(run.placeholder for run in paragraph.runs):
            yield anchors.name(paragraph.id), "".join("\n" if run.placeholder else run.text for run in paragraph.runs)
    for table in base.tables:
        cells = [text for row in table.rows for text in row]
        if any("【待填" in text for text in cells):
            yield anchors.name(table.id), "\n".join(text for text in cells if "【待填" not in text)


def _texts(found: list[Tag], tag: Tag, reach: list[tuple[int, int, str | None]]) -> Iterator[str]:
    """What was generated around placeholders in the paragraph or table that an element stands in."""
    while tag.above >= 0:
        tag = found[tag.above]
        if tag.name in ("p", "tbl"):
            yield from (text for start, end, text in reach if text is not None and start < tag.end and end > tag.start)


def _run(xml: bytes, found: list[Tag], tag: Tag) -> bytes:
    """The bytes of the run that an element stands in, none where it stands in none."""
    while tag.above >= 0 and tag.name != "r":
        tag = found[tag.above]
    return xml[tag.start : tag.end] if tag.name == "r" else b""
