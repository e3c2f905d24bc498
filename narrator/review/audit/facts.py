"""Facts that a text states more than once, and numbers of offices beside the offices themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from narrator.finding import Level
from narrator.review.audit.mention import Mention
from narrator.review.audit.page import FREE, Page
from narrator.review.audit.passages import Passage
from narrator.review.audit.told import Spot, Told, spot, told

_OFFICES = re.compile(
    r"内设(?:机构|科室|股室|处室)?(?:共|有|设)?(?P<n>\d+)个?(?:机构|科室|股室|处室|职能科室)?[，：]?(?:分别为|分别是|包括|即|为|：)+(?P<names>[^。；]+)"
)


def repeated(page: Page) -> Iterator[Told]:
    """同一事实在各处应是同一个数。"""
    stated: dict[str, list[Mention]] = {}
    for mention in page.of("fact"):
        if mention.fact and not mention.fact.many and not (mention.passage.topic == FREE and mention.fact.amount):
            stated.setdefault(mention.fact.fact, []).append(mention)
    for fact, mentions in stated.items():
        other = next((one for one in mentions if one.number.value != mentions[0].number.value), None)
        for one in mentions:
            one.judged = one.judged or len(mentions) > 1
        if other:
            first = mentions[0]
            message = f"同一个数（{fact}）前后不同：{first.number.text}与{other.number.text}"
            yield told("AUDIT-REPEAT", Level.ERROR, message, [spot(first), spot(other)])
    yield from _vehicles(page)


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
