"""The word for nothing: lists in which 没有, 0 and the like stand as if they were items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from narrator.account import Account
from narrator.account.cells import Model
from narrator.account.names import counted, folded
from narrator.check.rule import Claims, Remark, rule
from narrator.check.terms import fact_place
from narrator.figures import FactGroup, Figure, Figures, FreeText, Missing
from narrator.figures.facts import keys
from narrator.finding import Level

_WORD = re.compile(
    r"(?:(?:暂|本年|本单位|目前)?(?:没有|[无没零])|不涉及|不适用|0+(?:\.0+)?|[/\-—–]+|none|n/?a)[。.！]?", re.IGNORECASE
)


@rule("LIST-NOTHING")
def lists_have_no_items_that_are_nothing(account: Account) -> Claims:
    """没有的清单应写“无”，不应把“没有”、0 写成一项。"""
    for path, said in _nothings(Figures(account)):
        shown = f"写的是“{said}”" if said else "只有 0，没有内容"
        message = (
            f"{counted(path)}{shown}，会当作一项印进报告。整个清单没有的，请只在第一行写“无”，"
            "同一行其他格子空着；有的请写上内容，或删去这一行。"
        )
        yield Remark(Level.ERROR, message, (fact_place(account, path),))


def _nothings(figures: Figures) -> Iterator[tuple[str, str]]:
    """The items of all lists that say nothing, by path, with the word that they say."""
    for path, item in _items(figures, FactGroup("", figures.account.facts)):
        parts = list(_parts(figures, item))
        texts = [part.text.strip() for part in parts if isinstance(part, FreeText)]
        numbers = [part.value for part in parts if isinstance(part, Figure)]
        if parts and all(_WORD.fullmatch(folded(text)) for text in texts) and not any(numbers):
            yield path, texts[0] if texts else ""


def _items(figures: Figures, found: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(found, FactGroup) and isinstance(found.model, Model):
        for key in keys(type(found.model)):
            part = figures.fact_of(found, key)
            if isinstance(part, tuple):
                path = f"{found.path}.{key}" if found.path else key
                yield from ((f"{path}.{i}", item) for i, item in enumerate(part))
            else:
                yield from _items(figures, part)


def _parts(figures: Figures, item: Any) -> Iterator[Any]:
    """What was given of an item, lists inside it left out."""
    if not isinstance(item, FactGroup):
        yield item
        return
    given = (figures.fact_of(item, key) for key in keys(type(item.model)))
    yield from (part for part in given if not isinstance(part, (tuple, Missing)))
