"""Answers that say nothing: lists and texts in which 没有, 0, 略 or marks stand as if they said something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from narrator.account import Account
from narrator.account.cells import Model
from narrator.account.names import folded, spoken
from narrator.check.called import fact_place
from narrator.check.empty import NOTHING, is_spent_on, placeholders, says_nothing
from narrator.check.prose import REASONS, prose
from narrator.check.rule import Claims, Remark, rule
from narrator.figures import FactGroup, Figure, Figures
from narrator.figures.facts import keys
from narrator.finding import Level
from narrator.last import kept_for_last

_DUTIES = "单位概况.职责"
_TOLD_ELSEWHERE = ("增减原因", "预决算差异原因", "主要包括", "科目名称", "单位", "版式", "单位性质", "公开时间")
_NOT_OWN = re.compile(r"明细\.\d+\.(?:来源|项目)$|\.备注$|得分\.")
_NAME = re.compile(r"(?:名称|名词|合并为|标题|自称|内设机构\.\d+)$")
_ANSWERED = ("单位概况", "自称", "公开时间", "三公经费", "项目支出", "科目用途", "绩效评价", "预算绩效管理")


@rule("LIST-NOTHING")
def lists_have_no_items_that_are_nothing(account: Account) -> Claims:
    """没有的清单应写“无”，不应把“没有”、0 写成一项。"""
    for path, said in _nothings(account):
        shown = f"写的是“{said}”" if said else "只有 0，没有内容"
        message = (
            f"{spoken(path)}{shown}，会当作一项印进报告。整个清单没有的，请只在第一行写“无”，"
            "同一行其他格子空着；有的请写上内容，或删去这一行。"
        )
        yield Remark(Level.ERROR, message, (fact_place(account, path),))


@rule("LIST-CONTRADICTION")
def lists_that_are_nothing_have_no_numbers(account: Account) -> Claims:
    """清单写了“无”的，同一行不应再有金额和人数。"""
    for path, texts, numbers in _said(account):
        if texts and any(number.value for number in numbers):
            told = "、".join(f"{_key(number)}{number.value:f}{number.unit}" for number in numbers if number.value)
            message = (
                f"{spoken(path)}写的是“{texts[0]}”，同一行又填了{told}，前后矛盾。没有的请删去数，有的请写上内容。"
            )
            yield Remark(Level.ERROR, message, (fact_place(account, path),))


@rule("TEXT-NOTHING")
def answers_in_words_say_something(account: Account) -> Claims:
    """要用文字回答的，不应只写“无”、“/”、“没有”。"""
    for passage in prose(account, *_ANSWERED):
        if NOTHING.fullmatch(folded(passage.text.strip())) and _printed(account, passage.path):
            message = (
                f"{passage.name}写的是“{passage.text}”，会照样印进报告，定稿前须改写。请写上实际内容，还不知道的空着。"
            )
            yield Remark(Level.MISSING, message, (passage.place,))
    if account.facts.profile.duties == ():
        message = f"{spoken(_DUTIES)}写的是“无”，报告里这一段就是空的，定稿前须补写。请写上单位的主要职责，一行一条。"
        yield Remark(Level.MISSING, message, (fact_place(account, _DUTIES),))


@rule("TEXT-JUNK")
def texts_say_something(account: Account) -> Claims:
    """填报的文字应写实际内容，不应只有标点、“略”“见附件”“111”一类。"""
    for passage in prose(account):
        path, text = passage.path, passage.text.strip()
        if not says_nothing(text) or not says_nothing(text, name=bool(_NAME.search(path))):
            continue  # most texts say something whatever they are, and are looked at no further
        is_judged = path.partition(".")[0] not in _TOLD_ELSEWHERE and not _NOT_OWN.search(path)
        is_told = NOTHING.fullmatch(folded(text)) or placeholders(text)
        if is_judged and not is_told and is_spent_on(account, path):
            message = (
                f"{passage.name}只写了“{passage.written[:20]}”，没有内容，会照样印进报告，定稿前须改写。"
                "请写上实际内容；没有这一项的删去，还不知道的空着。"
            )
            yield Remark(Level.MISSING, message, (passage.place,))


def _printed(account: Account, path: str) -> bool:
    """Whether a text is an answer of its own, not an item of a list, and not about money that was not spent."""
    is_listed = re.search(r"\.\d{1,3}(\.|$)", path) and not path.startswith("项目支出.项目.")
    return not is_listed and is_spent_on(account, path)


def _key(number: Figure) -> str:
    return number.label.rpartition(".")[2]


@kept_for_last
def _said(account: Account) -> list[tuple[str, list[str], list[Figure]]]:
    """The items of all lists that say nothing in words, by path, with the words and the numbers beside them."""
    figures, found = Figures(account), []
    for path, item in _items("", account.facts):
        given = _given(item)
        texts = [part.strip() for part in given if isinstance(part, str)]
        if any([not NOTHING.fullmatch(folded(text)) for text in texts]):
            continue  # as of nearly all
        if given and not path.startswith(REASONS):
            numbers = [part for part in _parts(figures, figures.fact(path)) if isinstance(part, Figure)]
            found.append((path, texts, numbers))
    return found


def _nothings(account: Account) -> Iterator[tuple[str, str]]:
    """The items of all lists that say nothing, by path, with the word that they say."""
    for path, texts, numbers in _said(account):
        if not any(number.value for number in numbers):
            yield path, texts[0] if texts else ""


def _items(path: str, group: Model) -> Iterator[tuple[str, Any]]:
    """The items of all lists below a group of facts, by path, which begins with the group's own."""
    given = vars(group)
    for key, name in keys(type(group)).items():
        part = given[name]
        if isinstance(part, tuple):
            for i, item in enumerate(part):
                yield f"{path}{key}.{i}", item
        elif isinstance(part, Model):
            yield from _items(f"{path}{key}.", part)


def _given(item: Any) -> list[Any]:
    """What was given of an item, lists inside it left out."""
    values = [item] if isinstance(item, str) else vars(item).values()
    return [value for value in values if value is not None and not isinstance(value, tuple)]


def _parts(figures: Figures, item: Any) -> Iterator[Any]:
    """The parts of an item as phrases see them."""
    if isinstance(item, FactGroup):
        yield from (figures.fact_of(item, key) for key in keys(type(item.model)))
