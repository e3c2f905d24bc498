"""Words of a text that compare what was spent with the budget, against both amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from narrator.account.names import folded
from narrator.finding import Level
from narrator.review.audit.grammar import budget_kind, grammar
from narrator.review.audit.interval import shown
from narrator.review.audit.ledger import Entity
from narrator.review.audit.mention import Mention
from narrator.review.audit.page import Page, same
from narrator.review.audit.passages import Passage
from narrator.review.audit.percents import Operand, of_known, of_mention
from narrator.review.audit.told import Spot, Told, spot, told

NEARLY = Decimal("0.1")  # how far apart, of the budget, what is called 基本持平 may be
_FLAT = re.compile(r"与[^，。；]{0,12}预算(?:数)?相比，?(?:无(?:增减)?(?:变化)?|持平)(?=[，。；]|变化)")


def comparisons(page: Page) -> Iterator[Told]:
    """决算数大于、小于、等于预算数的说法应与两个数一致。"""
    for passage in page.passages:
        if not passage.heading:
            for match in grammar().comparison.finditer(passage.text):
                yield from _compared(page, passage, match)
            for match in _FLAT.finditer(passage.text):
                yield from _flat(page, passage, match)


def _compared(page: Page, passage: Passage, match: re.Match[str]) -> Iterator[Told]:
    word = match["word"]
    if (word in ("与", "同", "和") and not match["flat"]) or match["flat"] == "基本持平":
        return
    entity, near = _subject(page, passage, match)
    kind = budget_kind(match["base"] or "")
    budgets = [*_operands(near, "budget", kind), *map(of_known, entity.budgets if entity else ())]
    finals = [*_operands(near, "final", ""), *map(of_known, entity.finals if entity else ())]
    pairs = [(final, budget) for final in finals for budget in budgets]
    nearly = match["flat"] == "基本持平"
    if not pairs or any(_holds(word, final, budget, nearly) for final, budget in pairs):
        return
    final, budget = pairs[0]
    gap = final[0].value - budget[0].value
    right = "大于" if gap > 0 else "小于" if gap else "等于"
    message = f"决算数是{final[1]}，预算数是{budget[1]}，应是决算数{right}预算数"
    grave = Level.NOTICE if abs(gap) <= final[0].bound + budget[0].bound else Level.ERROR
    yield told(
        "AUDIT-COMPARISON", grave, message, [Spot(passage, match.start("who"), match.end())], [final[2], budget[2]]
    )


def _flat(page: Page, passage: Passage, match: re.Match[str]) -> Iterator[Told]:
    """“与预算相比无变化” of something whose budget and final the tables know."""
    before = [one for one in page.by_passage.get(id(passage), ()) if one.number.end <= match.start()]
    entity = before[-1].entity if before and before[-1].role in ("final", "budget") else None
    for final, budget in zip(entity.finals if entity else (), entity.budgets if entity else (), strict=False):
        if abs(final.value - budget.value) > final.bound + budget.bound:
            message = f"{final.label}是{shown(final.value)}万元，{budget.label}是{shown(budget.value)}万元，并不持平"
            where = [Spot(passage, match.start(), match.end())]
            yield told("AUDIT-COMPARISON", Level.ERROR, message, where, [final.place, budget.place])


def contradictions(page: Page) -> Iterator[Told]:
    """完成预算的100%时，决算数不会大于或小于预算数。"""
    for mention in page.of("completion"):
        text = mention.passage.text
        after = (
            grammar().comparison.match(text, mention.number.end + 1)
            if text[mention.number.end : mention.number.end + 1]
            else None
        )
        if mention.number.value == 100 and after and after["word"] in grammar().unequal and not mention.judged:
            message = f"写的是{mention.number.text}，又说决算数{after['word']}预算数，两者矛盾"
            yield told(
                "AUDIT-CONTRADICTION", Level.ERROR, message, [Spot(mention.passage, spot(mention).start, after.end())]
            )


def _subject(page: Page, passage: Passage, match: re.Match[str]) -> tuple[Entity | None, list[Mention]]:
    """Of what the words speak: what they name, else what the amounts before them are of; and its amounts."""
    before = [one for one in page.by_passage.get(id(passage), ()) if one.number.end <= match.start("word")]
    before = [one for one in before if one.role in ("budget", "final")]
    names = page.ledger.names(passage.topic)
    words = folded(match["who"])
    named = max((name for name in names if words.endswith((name, f"{name}支出"))), key=len, default="")
    entity = names[named] if named else before[-1].entity if before else None
    return entity, [one for one in before if same(one.entity, entity)]


def _operands(near: list[Mention], role: str, kind: str) -> list[Operand]:
    mentions = [one for one in near if one.role == role]
    fitting = [one for one in mentions if kind in ("", "预算", one.base)]
    return [of_mention(one) for one in reversed(fitting or mentions)]


def _holds(word: str, final: Operand, budget: Operand, nearly: bool) -> bool:
    gap = final[0].value - budget[0].value
    if nearly and abs(gap) <= NEARLY * budget[0].value:
        return True
    if word in grammar().more:
        return gap > 0
    return gap < 0 if word in grammar().less else gap == 0
