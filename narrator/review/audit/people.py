"""Heads and offices: those at work against those there are, and all of them against what the input says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from narrator.finding import Level
from narrator.review.audit.mention import Mention
from narrator.review.audit.page import FREE, Page
from narrator.review.audit.told import Told, spot, told

PLACES = ("概况", FREE)
_PART = re.compile(r"^[，（]?(?:其中|包括|含|在编|在职|离休|退休|编外|在岗)")
_OTHERS = re.compile("编外|聘|临时|劳务|遗属|年初|上年|平均")


def at_work(page: Page) -> Iterator[Told]:
    """实有人数应与在职人数一致；输入里有在职人数的，各与输入对照。"""
    if page.ledger.account.facts.staff.on_post is not None:
        return
    heads = [one for one in _alone(page, "实有人数") if one.passage.topic == FREE]
    there = [one for one in heads if one.label.startswith("实有") and not _PART.match(_after(one))]
    at_work = [one for one in heads if one.label.startswith("在职")]
    if len(there) != 1 or len(at_work) != 1 or any(_OTHERS.search(_sentence(one)) for one in heads):
        return
    retired = sum((one.number.value for one in page.facts("退休人数") if one.passage is at_work[0].passage), Decimal(0))
    value, other = there[0].number.value, at_work[0].number.value
    there[0].judged = at_work[0].judged = True
    if value not in (other, other + retired):
        message = f"实有人数印的是{there[0].number.text}，在职人数印的是{at_work[0].number.text}，两处不同"
        yield told("AUDIT-REPEAT", Level.ERROR, message, [spot(there[0]), spot(at_work[0])])


def given(page: Page) -> Iterator[Told]:
    """人数、内设机构数应与输入的一致。"""
    for fact, what, value in _given(page):
        for mention in _alone(page, fact):
            if mention.passage.topic not in PLACES or _OTHERS.search(_sentence(mention)):
                continue
            mention.judged = True
            if mention.number.value != value and not _PART.match(_after(mention)):
                message = f"印的是{mention.number.text}，输入中的{what}是{value}"
                yield told("AUDIT-GIVEN", Level.ERROR, message, [spot(mention)])


def _given(page: Page) -> Iterator[tuple[str, str, int]]:
    """The facts of the input that a text may state: by which name it is read, what it is called, how many."""
    facts = page.ledger.account.facts
    staff, offices = facts.staff, facts.profile.offices
    heads = (
        ("编制人数", "编制人数", staff.establishment),
        ("实有人数", "在职人数", staff.on_post),
        ("退休人数", "退休人数", staff.retired),
        ("内设机构", "内设机构个数", len(offices) if isinstance(offices, tuple | list) else None),
    )
    yield from ((fact, what, value) for fact, what, value in heads if value is not None)


def _alone(page: Page, fact: str) -> list[Mention]:
    """The mentions of a fact that no other one stands beside in the same sentence."""
    every = page.facts(fact)
    return [
        one
        for one in every
        if not any(two is not one and two.passage is one.passage and two.sentence == one.sentence for two in every)
    ]


def _after(mention: Mention) -> str:
    return mention.passage.text[mention.number.end :]


def _sentence(mention: Mention) -> str:
    return mention.passage.text[mention.sentence : mention.number.end + 12]
