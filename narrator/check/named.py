"""Figures named in braces in what staff wrote: braces without their other half."""

from __future__ import annotations

import re
from collections.abc import Iterator

from narrator.account import Account
from narrator.amount import text
from narrator.check.prose import holding, prose
from narrator.check.reasons import LESS, MORE
from narrator.check.rule import Claims, Remark, rule
from narrator.figures import Figures
from narrator.figures.names import NAMED, labels
from narrator.finding import Level

_DIRECTED = re.compile(rf"({'|'.join((*MORE, *LESS))})了?\{{+\s*([^{{}}]{{1,60}}?增减率?)\s*\}}+")
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


@rule("TEXT-SIGN")
def directions_agree_with_the_figures_named_after_them(account: Account) -> Claims:
    """文字里“增长”“下降”之后引用的增减，不应再带负号，也不应方向相反。"""
    figures = Figures(account)
    for passage in holding(account, "{"):
        for match in _DIRECTED.finditer(passage.text):
            change = figures.get(match[2])
            if change and change.value and (change.value < 0 or match[1] in LESS):
                printed = f"{match[1]}{text(change.value, 2)}{change.unit}"
                message = (
                    f"{passage.name}里“{match[0]}”印出来是“{printed}”，方向与数的正负不合，定稿前须改写。"
                    "请改用符合实际的词，把大括号换成不带负号的数。"
                )
                places = (change.place,) if change.place else ()
                yield Remark(Level.MISSING, message, (passage.place, *places))


def _loose(text: str) -> Iterator[tuple[str, str]]:
    """Each brace that names nothing, with what stands around it, and the text that follows it."""
    plain = NAMED.sub(lambda match: " " * len(match[0]), text)
    for match in re.finditer(r"\{\}|[{}]", plain):
        opens = match[0] != "}"
        start = match.start() if opens else max(match.start() - _SHOWN, 0)
        yield text[start : match.end() + (_SHOWN if opens else 0)], text[match.end() :] if opens else ""
