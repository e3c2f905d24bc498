"""Numbered items that run on in one paragraph (1、……。2、……), parted into passages of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from narrator.review.audit.passages import Passage

_FIRST = re.compile(r"(\d{1,2})[、.．](?!\d)")


def parted(passages: Iterable[Passage]) -> Iterator[Passage]:
    """The passages, each numbered item for itself."""
    for passage in passages:
        yield from _parts(passage)


def _parts(passage: Passage) -> Iterator[Passage]:
    start, begun = 0, _FIRST.match(passage.text)
    while begun:
        following = rf"(?<=[。；])({int(begun[1]) + 1})[、.．](?!\d)"
        begun = re.compile(following).search(passage.text, begun.end())
        if begun:
            yield _part(passage, start, begun.start())
            start = begun.start()
    yield _part(passage, start, len(passage.text)) if start else passage


def _part(passage: Passage, start: int, end: int) -> Passage:
    return replace(passage, text=passage.text[start:end], origin=passage.origin[start:end])
