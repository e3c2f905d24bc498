"""Amounts of a text against the tables."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from narrator.amount import WAN
from narrator.finding import Level
from narrator.review.audit.interval import Verdict, is_turned, judge_amount, shown
from narrator.review.audit.ledger import Entity, Known
from narrator.review.audit.mention import Mention
from narrator.review.audit.page import FREE, Page, known_span, span
from narrator.review.audit.told import Told, spot, told

NEAR = Decimal("0.01")


def amounts(page: Page) -> Iterator[Told]:
    """每个写明名称的金额应与表中的相应数相等。"""
    for mention in page.of("final", "budget", "last"):
        known = _known(mention)
        if not known:
            continue
        best = min(known, key=lambda one: (_verdict(mention, one), abs(one.value - mention.number.value)))
        verdict = _verdict(mention, best)
        if verdict is Verdict.WRONG and _may_be_another(mention):
            mention.role = "open"
            continue
        mention.judged = True
        if verdict:
            yield _off(page, mention, best, verdict)


def _known(mention: Mention) -> tuple[Known, ...]:
    entity = mention.entity or Entity("")
    if mention.role == "budget":
        return entity.initial if mention.base == "年初预算" and not entity.budgets else entity.budgets
    return entity.finals if mention.role == "final" else entity.last


def _verdict(mention: Mention, known: Known) -> Verdict:
    return judge_amount(span(mention), known_span(known))


def _may_be_another(mention: Mention) -> bool:
    """Whether an amount that differs may well be a part or something else: where text is free or no name is near."""
    entity = mention.entity
    return mention.passage.topic == FREE or not (mention.named or (entity and entity.row is not None))


def _off(page: Page, mention: Mention, known: Known, verdict: Verdict) -> Told:
    right = shown(known.value)
    gap = shown(abs(mention.number.value - known.value))
    says = f"印的是{_printed(mention)}，{known.label}是{right}万元，相差{gap}万元"
    if verdict is Verdict.ROUNDING:
        says += "，在四舍五入的尾数误差之内"
        return told("AUDIT-ROUNDING", Level.NOTICE, says, [spot(mention)], [known.place], "知悉即可")
    level = Level.NOTICE if known.place in page.ledger.suspect else Level.ERROR
    says += _slip(page, mention.number.value, known)
    return told("AUDIT-AMOUNT", level, says, [spot(mention)], [known.place])


def _printed(mention: Mention) -> str:
    """An amount as its text has it, where it is in another unit than 万元."""
    return mention.number.text if mention.number.unit == "元" else f"{shown(mention.number.value)}万元"


def _slip(page: Page, printed: Decimal, known: Known) -> str:
    """What may have happened to the amount."""
    if is_turned(printed, known.value):
        return "；像是数字写颠倒了"
    if printed * WAN == known.value:
        return "；像是漏写了“万”字"
    for scale, says in ((10, "小数点错了一位"), (100, "小数点错了两位"), (10000, "把元写成了万元")):
        if printed in (known.value * scale, known.value / scale):
            return f"；像是{says}"
    other = next((one for one in page.ledger.all_known if abs(one.value - printed) <= NEAR and printed), None)
    return f"；印的数与{other.label}相同，像是取错了数" if other else ""
