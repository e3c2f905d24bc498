"""Counts of the three public expenses: journeys, receptions and cars beside the money that they cost."""

from __future__ import annotations

from collections.abc import Iterator

from narrator.finding import Level
from narrator.review.audit.interval import shown
from narrator.review.audit.mention import Mention
from narrator.review.audit.page import Page
from narrator.review.audit.told import Told, spot, told

SPENT_ON = {
    "因公出国费": ("出国团组", "出国人次"),
    "公务接待费": ("接待批次", "接待人次"),
    "公务用车购置费": ("购置公务用车",),
    "公务用车运行费": ("公务用车保有量",),
}
GROUPS = (("出国团组", "出国人次"), ("接待批次", "接待人次"))


def counts_and_money(page: Page) -> Iterator[Told]:
    """“三公”经费有支出的应有个数，没有支出的不应有。"""
    for label, facts in SPENT_ON.items():
        spent = page.ledger.figures.get(label)
        counted = [mention for fact in facts for mention in page.facts(fact) if mention.passage.topic == "三公"]
        some = [mention for mention in counted if mention.number.value]
        if spent is None or spent.value is None or not counted or bool(some) == bool(spent.value):
            continue
        odd = (some or counted)[0]
        message = f"印的是{odd.number.text}，而{label}是{shown(spent.value)}万元"
        yield told("AUDIT-THREE-PUBLIC", Level.NOTICE, message, [spot(odd)], [spent.place], "请核对个数和金额")


def groups_and_persons(page: Page) -> Iterator[Told]:
    """团组数、批次不应大于人次。"""
    for groups, persons in GROUPS:
        for group in page.facts(groups):
            person = next((one for one in page.facts(persons) if _goes_with(group, one)), None)
            if person and group.number.value > person.number.value:
                message = f"{group.number.text}多于{person.number.text}"
                yield told("AUDIT-THREE-PUBLIC", Level.NOTICE, message, [spot(person, 1)], (), "请核对是不是填反了")


def _goes_with(group: Mention, person: Mention) -> bool:
    """Whether persons are those of the groups named right before them."""
    here = person.passage is group.passage and person.sentence == group.sentence
    return here and 0 <= person.number.start - group.number.end <= 12
