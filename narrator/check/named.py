"""Figures named in braces in what staff wrote: braces without their other half."""

from __future__ import annotations

import re
from collections.abc import Iterator

from narrator.account import Account
from narrator.check.prose import prose
from narrator.check.rule import Claims, Remark, rule
from narrator.figures.names import NAMED, labels
from narrator.finding import Level

_SHOWN = 12


@rule("TEXT-BRACE")
def braces_come_in_pairs(account: Account) -> Claims:
    """文字里引用数的大括号应成对，里面写一个数的名称。"""
    for passage in prose(account):
        for said, after in _loose(passage.text) if "{" in passage.text or "}" in passage.text else ():
            label = max((label for label in labels() if after.startswith(label)), key=len, default="")
            instead = f"这里大概要写成“{{{label}}}”" if label else "要由程序填入一个数的，写成“{人员经费}”这样"
            message = f"{passage.name}里“{said}”的大括号不成对，会照样印进报告，定稿前须改写。{instead}；不要的请删去。"
            yield Remark(Level.MISSING, message, (passage.place,))


def _loose(text: str) -> Iterator[tuple[str, str]]:
    """Each brace that names nothing, with what stands around it, and the text that follows it."""
    plain = NAMED.sub(lambda match: " " * len(match[0]), text)
    for match in re.finditer(r"\{\}|[{}]", plain):
        opens = match[0] != "}"
        start = match.start() if opens else max(match.start() - _SHOWN, 0)
        yield text[start : match.end() + (_SHOWN if opens else 0)], text[match.end() :] if opens else ""
