"""Scores of the common indicators: each by its rule from its figure, or as people gave it, and their sum."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from narrator import amount
from narrator.figures import Figure, Figures
from narrator.figures.arithmetic import total
from narrator.figures.facts import node
from narrator.finding import Finding, Level, Place
from narrator.narrate.gaps import cause
from narrator.narrate.points import explained, plain, points
from narrator.phrasebook.indicators import Indicator, Indicators, Words

GIVEN = "自评.得分"


class Scored(NamedTuple):
    """An indicator with its score and the score that people gave, if any.

    `actual` is its value; where there is none to print, it is `None` and `instead` is printed.
    """

    name: str
    indicator: Indicator
    score: Figure
    given: Figure | None
    actual: Figure | None = None
    instead: str = ""


def evaluated(annex: Indicators, figures: Figures, places: int) -> tuple[Scored, ...]:
    """Every indicator in the order of printing; values count as printed, with so many decimals."""
    return tuple(_scored(name, each, annex.words, figures, places) for name, each in annex.in_order())


def summed(scored: tuple[Scored, ...]) -> Figure:
    """All scores together, unknown while one of them is."""
    return total("self_evaluation", "自评得分", [each.score for each in scored], "各指标得分之和", "分")


def _scored(name: str, indicator: Indicator, words: Words, figures: Figures, places: int) -> Scored:
    given = _given(figures, name)
    by_people = given or _asked(name)
    if indicator.figure is None or indicator.score is None:
        return Scored(name, indicator, by_people, given, instead=words.judged_value)
    actual, nothing, formula = figures[indicator.figure], indicator.if_nothing, explained(indicator, words)
    if actual.value is not None:
        value = points(indicator.score, amount.rounded(actual.value, places), indicator.weight)
        return Scored(name, indicator, _score(name, value, formula, actual), given, actual)
    if cause(actual).path:
        return Scored(name, indicator, given or _score(name, None, formula, actual), given, actual)
    if nothing and all(operand.value == 0 for operand in actual.operands):
        score = _score(name, nothing.points, nothing.say, actual)
        return Scored(name, indicator, score, given, instead=nothing.say)
    return Scored(name, indicator, by_people, given, instead=words.undefined)


def _given(figures: Figures, name: str) -> Figure | None:
    value = figures.account.facts.self_evaluation.scores.get(name)
    found: Figure | None = None
    if value is not None:
        found = node(value, f"{GIVEN}.{name}", figures.account.places, unit="分")
    return found


def _asked(name: str) -> Figure:
    path = f"{GIVEN}.{name}"
    return Figure(f"{name}的得分", None, "分", "填报", f"填报 {path}", id=path, wanted=path)


def _score(name: str, value: Decimal | None, formula: str, actual: Figure) -> Figure:
    return Figure(f"{name}的得分", value, "分", formula, operands=(actual,), id=f"{actual.id}.score")


def remarks(scored: tuple[Scored, ...], figures: Figures) -> Iterator[Finding]:
    """What is wrong with scores that people gave: of no indicator, above the weight, or not what the rule gives."""
    names = {each.name for each in scored}
    for name in figures.account.facts.self_evaluation.scores:
        if name not in names:
            message = f"“{GIVEN}”里的“{name}”不是自评表的指标，没有用上；请核对指标名称"
            yield _remark("SCORE-NAME", Level.NOTICE, message, figures, name)
    for each in scored:
        if each.given is not None and each.given.value is not None:
            yield from _unfit(each, each.given.value, figures)


def _unfit(each: Scored, given: Decimal, figures: Figures) -> Iterator[Finding]:
    weight, score = each.indicator.weight, each.score.value
    if given > weight:
        message = f"“{each.name}”填报的得分{plain(given)}高于分值{plain(weight)}；请改正"
        yield _remark("SCORE-ABOVE-WEIGHT", Level.ERROR, message, figures, each.name)
    elif score is not None and given != score:
        message = f"“{each.name}”填报的得分{plain(given)}没有用上，按评分标准得{plain(score)}分；请核对实际值"
        yield _remark("SCORE-BY-RULE", Level.NOTICE, message, figures, each.name)


def _remark(code: str, level: Level, message: str, figures: Figures, name: str) -> Finding:
    path = f"{GIVEN}.{name}"
    where = (figures.account.places.get(path) or Place(figure=path),)
    return Finding(code=code, level=level, message=message, where=where)
