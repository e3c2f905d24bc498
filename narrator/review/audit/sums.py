"""Sums that a text spells out: amounts that add up to another bind each other; purchases, vehicles and ratings must."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from narrator.finding import Level
from narrator.review.audit.interval import is_turned, shown
from narrator.review.audit.mention import Mention
from narrator.review.audit.page import Page
from narrator.review.audit.passages import Passage
from narrator.review.audit.told import Spot, Told, between, spot, told

MOST_PARTS = 40  # amounts that a sum in a text is sought over
_TOTAL = re.compile(r"(?:共计|合计|总计|共支出|共计支出)(?:支出|为)*$")
_OPENS = re.compile(r"其中|包括|分别|用于|构成|：")
_KINDS = ("采购.货物", "采购.工程", "采购.服务")
_LIST = re.compile(r"，?(?:其中|主要用于)[：:，]?")
_PROBLEMS = re.compile(r"发现问题(\d+)个，[^。]{0,12}?整改的?(\d+)个，[^。]{0,6}?正在整改的?(\d+)个")
_GRADE = re.compile(r"(?:优秀?|良好?|不合格|合格|中|差)的?项目(?:共|为)?(\d+)个")
_RATED_TOTAL = re.compile(r"自评的?(?:20\d\d年度)?(?:的)?项目(?:共)?(\d+)个")


def bind_sums(page: Page) -> Iterator[Told]:
    """列出的各项之和应等于写明的合计。"""
    for mentions in page.by_passage.values():
        amounts = [mention for mention in mentions if mention.number.kind == "amount" and mention.role != "change"]
        for at, total in enumerate(amounts):
            parts = _parts_before(amounts, at) + _parts_after(amounts, at)
            for one in (total, *parts) if parts else ():
                one.role = "sum" if one.role == "open" else one.role
                one.judged = True
    yield from ()


def _tolerance(parts: list[Mention]) -> Decimal:
    return Decimal("0.005") * (len(parts) + 1)


def _adds_up(total: Mention, parts: list[Mention]) -> bool:
    gap = sum((part.number.value for part in parts), Decimal(0)) - total.number.value
    return bool(parts) and abs(gap) <= _tolerance(parts) and total.number.value != 0


def _parts_before(amounts: list[Mention], at: int) -> list[Mention]:
    """The amounts before a total that says 共计 and that add up to it; the fewest that do."""
    total = amounts[at]
    if not _TOTAL.search(total.passage.text[: total.number.start]):
        return []
    for first in range(at - 2, max(-1, at - MOST_PARTS), -1):
        if _adds_up(total, amounts[first:at]):
            return amounts[first:at]
    return []


def _parts_after(amounts: list[Mention], at: int) -> list[Mention]:
    """The amounts after one that add up to it, where words between open a list; the first that do."""
    total = amounts[at]
    if at + 1 == len(amounts) or not _OPENS.search(total.passage.text[total.number.end : amounts[at + 1].number.start]):
        return []
    for last in range(at + 2, min(len(amounts), at + MOST_PARTS) + 1):
        if _adds_up(total, amounts[at + 1 : last]):
            return amounts[at + 1 : last]
    return []


def purchases(page: Page) -> Iterator[Told]:
    """政府采购总额应等于货物、工程、服务之和；授予小微企业的不多于中小企业的，都不多于总额。"""
    for total in page.facts("政府采购总额")[:1]:
        kinds = [one for name in _KINDS for one in page.facts(name) if one.passage is total.passage]
        gap = sum((one.number.value for one in kinds), Decimal(0)) - total.number.value
        for one in (total, *kinds) if kinds else ():
            one.judged = True
        if kinds and gap:
            yield _sum(kinds, total, gap)
        yield from _not_more(page, total)


def _sum(parts: list[Mention], total: Mention, gap: Decimal) -> Told:
    added = shown(sum((one.number.value for one in parts), Decimal(0)))
    message = f"各项之和是{added}万元，合计印的是{shown(total.number.value)}万元，相差{shown(abs(gap))}万元"
    if abs(gap) <= _tolerance(parts):
        return told(
            "AUDIT-ROUNDING", Level.NOTICE, f"{message}，在尾数误差之内", [between(total, parts[-1])], (), "知悉即可"
        )
    return told("AUDIT-SUM", Level.ERROR, message, [between(total, parts[-1])])


def _not_more(page: Page, total: Mention) -> Iterator[Told]:
    orders = (
        ("采购.中小企业", "政府采购总额"),
        ("采购.小微企业", "采购.中小企业"),
        ("采购.中小企业预留成交", "政府采购总额"),
        ("采购.小微企业预留成交", "政府采购总额"),
    )
    for part, whole in orders:
        for small, large in zip(page.facts(part)[:1], page.facts(whole)[:1], strict=False):
            if small.number.value > large.number.value + _tolerance([small]):
                message = f"{part.rpartition('.')[2]}的金额{small.number.text}多于{whole}的{large.number.text}"
                yield told("AUDIT-PART", Level.ERROR, message, [spot(small), spot(large)])
    won = [one for name in ("采购.中小企业预留成交", "采购.其他项目成交") for one in page.facts(name)[:1]]
    gap = sum((one.number.value for one in won), Decimal(0)) - total.number.value
    if len(won) > 1 and gap > _tolerance(won):
        added = shown(total.number.value + gap)
        message = f"中小企业在预留项目和其他项目中成交的金额之和是{added}万元，多于采购总额{total.number.text}"
        yield told("AUDIT-PART", Level.ERROR, message, [spot(won[-1], 2), spot(total)])


def counts(page: Page) -> Iterator[Told]:
    """车辆总数应等于各类用车之和，各评级的项目数之和应等于自评项目数。"""
    names = page.ledger.reading.counts
    for total in page.facts(names.total):
        parts = [
            one for one in page.facts(names.part) if one.passage is total.passage and one.sentence == total.sentence
        ]
        parts = [one for one in parts if one.number.start > total.number.start]
        added = sum(one.number.value for one in parts)
        if parts and added != total.number.value:
            message = f"各类之和是{added}，总数印的是{total.number.text}"
            yield told("AUDIT-COUNT", Level.ERROR, message, [between(total, parts[-1])])
    for passage in page.passages:
        yield from _ratings(passage)
        yield from _problems(passage)


def _problems(passage: Passage) -> Iterator[Told]:
    """Problems mended and pending are those found."""
    match = _PROBLEMS.search(passage.text)
    if match and int(match[2]) + int(match[3]) > int(match[1]):
        message = f"已整改和正在整改的问题之和是{int(match[2]) + int(match[3])}，发现的问题印的是{match[1]}"
        yield told("AUDIT-COUNT", Level.ERROR, message, [Spot(passage, match.start(), match.end())])


def listed_parts(page: Page) -> Iterator[Told]:
    """“其中”列出的各项之和不应多于总额。"""
    for mentions in page.by_passage.values():
        amounts = [
            one for one in mentions if one.number.kind == "amount" and one.role not in ("change", "budget", "last")
        ]
        for at, total in enumerate(amounts):
            opened = _LIST.match(total.passage.text, total.number.end)
            if not opened:
                continue
            text = total.passage.text
            ends = [place for mark in ("。", "其中") if (place := text.find(mark, opened.end())) >= 0]
            parts = [one for one in amounts[at + 1 :] if one.number.end <= min(ends, default=len(text))]
            if parts and _is_closing(parts[-1]):
                yield from _closed(total, parts[:-1], parts[-1])
            elif not _parts_after(amounts, at):
                yield from _over(total, parts)


def _closed(total: Mention, parts: list[Mention], closing: Mention) -> Iterator[Told]:
    """A list that a total closes which is printed before it as well."""
    if closing.number.value == total.number.value:
        yield from _over(total, parts)
    elif len(parts) > 1 and _adds_up(total, parts):
        message = f"列出的各项之和是{shown(total.number.value)}万元，合计印的是{closing.number.text}"
        yield told("AUDIT-SUM", Level.ERROR, message, [spot(closing)])


def _over(total: Mention, parts: list[Mention]) -> Iterator[Told]:
    gap = sum((one.number.value for one in parts), Decimal(0)) - total.number.value
    loose = all(one.role in ("open", "fact", "sum") for one in (total, *parts))
    if loose and len(parts) > 1 and gap:
        added = shown(total.number.value + gap)
        message = f"列出的各项之和是{added}万元，总额印的是{total.number.text}"
        level = Level.ERROR if gap > _tolerance(parts) or _is_slip(total, parts, gap) else Level.NOTICE
        yield told("AUDIT-SUM", level, message, [between(total, parts[-1])])


def _is_closing(mention: Mention) -> bool:
    """Whether words before an amount say that it is a total."""
    return _TOTAL.search(mention.passage.text[: mention.number.start]) is not None


def _is_slip(total: Mention, parts: list[Mention], gap: Decimal) -> bool:
    """Whether the digits of one amount in their right order would make the sum right."""
    value = total.number.value
    return is_turned(value, value + gap) or any(is_turned(one.number.value, one.number.value - gap) for one in parts)


def _ratings(passage: Passage) -> Iterator[Told]:
    total = _RATED_TOTAL.search(passage.text)
    grades = list(_GRADE.finditer(passage.text, total.end())) if total else []
    added = sum(int(match[1]) for match in grades)
    if total and grades and added != int(total[1]):
        message = f"各评级的项目数之和是{added}，自评项目数印的是{total[1]}"
        yield told("AUDIT-COUNT", Level.ERROR, message, [Spot(passage, total.start(), grades[-1].end())])
