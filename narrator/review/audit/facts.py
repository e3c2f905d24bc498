"""Facts that a text states more than once, and numbers of offices beside the offices themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from narrator.finding import Level
from narrator.review.audit.interval import shown
from narrator.review.audit.mention import Mention
from narrator.review.audit.page import FREE, Page
from narrator.review.audit.passages import Passage
from narrator.review.audit.told import Spot, Told, spot, told

NEAR = Decimal("0.01")
_OFFICES = re.compile(
    r"内设(?:机构|科室|股室|处室)?(?:共|有|设)?(?P<n>\d+)个?(?:机构|科室|股室|处室|职能科室)?[，：]?(?:分别为|分别是|包括|即|为|：)+(?P<names>[^。；]+)"
)
_EACH = re.compile(
    r"收支(?:决算)?总计(?:数)?(?:各|分别)(?:是|为)(?P<one>\d+(?:\.\d+)?)(?:万元)?[，,、和](?P<other>\d+(?:\.\d+)?)万元"
)


def repeated(page: Page) -> Iterator[Told]:
    """同一事实在各处应是同一个数。"""
    stated: dict[str, list[Mention]] = {}
    for mention in page.of("fact"):
        if mention.fact and not mention.fact.many and not (mention.passage.topic == FREE and mention.fact.amount):
            stated.setdefault(mention.fact.fact, []).append(mention)
    for fact, every in stated.items():
        mentions = list({one.passage.topic: one for one in reversed(every)}.values())[::-1]
        other = next((one for one in mentions if one.number.value != mentions[0].number.value), None)
        for one in mentions:
            one.judged = one.judged or len(mentions) > 1
        if other:
            first = mentions[0]
            message = f"同一个数（{fact}）前后不同：{first.number.text}与{other.number.text}"
            yield told("AUDIT-REPEAT", Level.ERROR, message, [spot(first), spot(other)])
    yield from _vehicles(page)


def two_sides(page: Page) -> Iterator[Told]:
    """收入总计与支出总计应相等。"""
    for passage in page.passages:
        for match in _EACH.finditer(passage.text):
            if abs(Decimal(match["one"]) - Decimal(match["other"])) > NEAR:
                message = f"收入、支出两侧的总计不相等：{match['one']}与{match['other']}"
                yield told("AUDIT-REPEAT", Level.ERROR, message, [Spot(passage, match.start(), match.end())])
    for key in ("收支总计", "财政拨款收支总计"):
        stated = [one for one in page.of("final") if one.named and one.entity and one.entity.key == key]
        stated = [one for one in stated if not one.judged and one.passage.topic != FREE]
        for one, other in pairwise(stated):
            if one.passage is other.passage and abs(one.number.value - other.number.value) > NEAR:
                message = f"收入、支出两侧的总计不相等：{one.number.text}与{other.number.text}"
                yield told("AUDIT-REPEAT", Level.ERROR, message, [spot(one), spot(other)])


def basic_parts(page: Page) -> Iterator[Told]:
    """会议费、培训费不应少于基本支出中列支的部分。"""
    table = page.ledger.account.tables.get("T6")
    for fact, code in (("会议费", "30215"), ("培训费", "30216")):
        cell = table.cell(code, "决算数") if table else None
        for mention in page.facts(fact)[:1] if cell else ():
            if table and cell and mention.number.value + NEAR < cell.amount and mention.passage.topic != FREE:
                mention.judged = True
                message = f"印的是{mention.number.text}，少于《{table.title}》{code}的{shown(cell.amount)}万元"
                yield told("AUDIT-PART", Level.ERROR, message, [spot(mention)], [table.place(cell)])


def _vehicles(page: Page) -> Iterator[Told]:
    for held, total in zip(page.facts("公务用车保有量")[:1], page.facts("车辆总数")[:1], strict=False):
        if held.number.value > total.number.value:
            message = f"公务用车保有量{held.number.text}多于车辆总数{total.number.text}"
            yield told("AUDIT-PART", Level.ERROR, message, [spot(held), spot(total)])


def offices(page: Page) -> Iterator[Told]:
    """内设机构的个数应与列出的名称一致。"""
    for passage in page.passages:
        for match in _OFFICES.finditer(passage.text):
            yield from _counted(passage, match)


def _counted(passage: Passage, match: re.Match[str]) -> Iterator[Told]:
    names = [name for name in re.split(r"、", match["names"]) if name]
    plain = not re.search(r"[（），]|等|和|及", match["names"])
    if plain and len(names) != int(match["n"]):
        message = f"写的是{match['n']}个，列出的有{len(names)}个"
        yield told("AUDIT-COUNT", Level.ERROR, message, [Spot(passage, match.start(), match.end())])
