"""Counts and amounts that staff supply: what a text states of them against what the input says."""

from __future__ import annotations

from collections.abc import Iterator

from narrator.figures import FactGroup, Figure, Figures, Missing
from narrator.finding import Level
from narrator.review.audit.interval import Span, Verdict, judge_amount, shown
from narrator.review.audit.mention import Mention
from narrator.review.audit.page import FREE, Page, span
from narrator.review.audit.told import Told, spot, told

ANSWERS = {"会议费": "会议", "培训费": "培训", "政府采购总额": "政府采购"}  # what must be given for a figure of facts


def given(page: Page) -> Iterator[Told]:
    """个数、采购和绩效的金额等，应与输入里填的一致。"""
    for mention in page.of("fact"):
        names = mention.fact.given if mention.fact and mention.passage.topic != FREE else ()
        answers = [answer for name in names for answer in _answers(page.ledger.figures, name)]
        values = [answer.value for answer in answers if answer.value is not None]
        if not values or len(values) < len(answers):
            continue
        mention.judged = True
        if all(_differs(mention, Span(value)) for value in values):
            said = "、".join(dict.fromkeys(f"{shown(value)}{mention.number.unit}" for value in values))
            message = f"印的是{mention.number.text}，输入中的{names[0].rpartition('.')[2]}是{said}"
            yield told("AUDIT-GIVEN", Level.ERROR, message, [spot(mention)], [answer.place for answer in answers])


def _answers(figures: Figures, name: str) -> Iterator[Figure]:
    """The answers to a question, of a list that of each row; an unknown one where it was not answered."""
    group, _, key = name.rpartition(".")
    rows = figures.fact(group) if group else None
    if isinstance(rows, tuple):
        yield from (figures.figure_of(row, key) for row in rows if isinstance(row, FactGroup))
    elif not isinstance(rows, Missing) and not isinstance(figures.fact(ANSWERS.get(name, name)), Missing):
        yield figures[name]


def _differs(mention: Mention, answer: Span) -> bool:
    if mention.number.kind == "amount":
        return judge_amount(span(mention), answer) is Verdict.WRONG
    return mention.number.value != answer.value
