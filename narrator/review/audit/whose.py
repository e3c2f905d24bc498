"""Whose report a text is and of which year, by its captions, cover and headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from narrator.review.audit.passages import Passage

_PART = re.compile(r"^第[一二三四五]部分")
_YEAR = re.compile(r"(20\d\d)年度?")
_COVER = re.compile(r"^(.{4,40}?)20\d\d年度?(?:部门|单位)?决算")
_PROFILE = re.compile(r"^(?:部门|单位)?(.{4,40}?)(?:部门|单位)?概况$")
OPENING = 3  # passages of a cover


def unit_of(captions: Iterable[str], texts: Iterable[Passage]) -> str:
    """The unit that most captions, cover and headings name, "" where none does."""
    names = Counter(captions)
    for passage in texts:
        text = _PART.sub("", passage.text)
        names.update(match[1] for pattern in (_COVER, _PROFILE) if (match := pattern.match(text)))
    return names.most_common(1)[0][0] if names else ""


def year_of(texts: tuple[Passage, ...], file: str) -> int | None:
    """The year that cover, headings and the file's name say most often, `None` where none does."""
    said = [passage.text for n, passage in enumerate(texts) if passage.heading or n < OPENING]
    years = Counter(int(year) for text in said for year in _YEAR.findall(text))
    years.update(int(year) for year in re.findall(r"20\d\d", file))
    return years.most_common(1)[0][0] if years else None
