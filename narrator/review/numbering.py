"""What a Word file's lists print before a paragraph, and what its styles make of one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from narrator.numerals import chinese_numeral
from narrator.review.word_xml import child, elements, value

DEEPEST = 9
_HEADING = re.compile(r"(?:heading|标题)\s*(\d)$", re.IGNORECASE)
_CONTENTS = re.compile(r"toc\b|toc\s*\d|目录", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """What counts of a paragraph's style: the heading's level (0 for none), its list, whether it is of contents."""

    level: int = 0
    list_id: str = ""
    list_level: int = 0
    contents: bool = False


class Styles:
    """A file's paragraph styles; a style has what it does not say from the one it is based on."""

    def __init__(self, part: Any) -> None:
        self.styles = {value(style, "styleId"): style for style in elements(part, "style")}

    def of(self, properties: Any) -> Style:
        """The style of a paragraph with these properties, what they say themselves included."""
        found = self._named(value(child(properties, "pStyle")))
        return _with(found, properties)

    def _named(self, style_id: str, depth: int = 0) -> Style:
        style = self.styles.get(style_id)
        if style is None or depth > DEEPEST:
            return Style()
        base = self._named(value(child(style, "basedOn")), depth + 1)
        name = value(child(style, "name"))
        heading = _HEADING.match(name)
        contents = base.contents or bool(_CONTENTS.match(name))
        found = Style(int(heading[1]) if heading else base.level, base.list_id, base.list_level, contents)
        return _with(found, child(style, "pPr"))


def _with(style: Style, properties: Any) -> Style:
    outline, numbers = value(child(properties, "outlineLvl")), child(properties, "numPr")
    level = int(outline) + 1 if outline.isdigit() and int(outline) < DEEPEST else style.level
    list_id = value(child(numbers, "numId")) or style.list_id
    depth = value(child(numbers, "ilvl"))
    return Style(level, list_id, int(depth) if depth.isdigit() else style.list_level, style.contents)


class Numbering:
    """The file's lists, counting as paragraphs go by."""

    def __init__(self, part: Any) -> None:
        self.kinds = {value(kind, "abstractNumId"): kind for kind in elements(part, "abstractNum")}
        self.lists = {value(one, "numId"): value(child(one, "abstractNumId")) for one in elements(part, "num")}
        self.counts: dict[str, list[int]] = {}

    def next(self, properties: Any, style: Style) -> str:
        """What stands before the next paragraph of this style, "" where it is in no list."""
        kind = self.lists.get(style.list_id, "")
        levels = {value(level, "ilvl"): level for level in elements(self.kinds.get(kind), "lvl")}
        if str(style.list_level) not in levels or style.list_level >= DEEPEST:
            return ""
        counts = self.counts.setdefault(kind, [0] * DEEPEST)
        counts[style.list_level] += 1
        counts[style.list_level + 1 :] = [0] * (DEEPEST - style.list_level - 1)
        pattern = value(child(levels[str(style.list_level)], "lvlText"))
        return re.sub(r"%(\d)", lambda match: _shown(levels, counts, int(match[1]) - 1), pattern)


def _shown(levels: dict[str, Any], counts: list[int], level: int) -> str:
    """The number of a level as its format prints it; a level not reached yet counts as its start."""
    at = levels.get(str(level))
    start = value(child(at, "start"))
    number = max(counts[level], 1) + (int(start) - 1 if start.isdigit() else 0) if level >= 0 else 0
    format = value(child(at, "numFmt"))
    if format == "bullet" or number > 10**6:
        return ""
    return chinese_numeral(number) if "chinese" in format.lower() or "ideograph" in format.lower() else str(number)
