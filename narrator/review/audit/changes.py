"""Changes of a text: amount and rate of each against what changed, and their words against their signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from narrator.finding import Level
from narrator.review.audit import percents
from narrator.review.audit.grammar import grammar
from narrator.review.audit.interval import Span, Verdict, judge_amount, shown
from narrator.review.audit.mention import Mention
from narrator.review.audit.page import Page, known_span, same
from narrator.review.audit.percents import Operand, Ratio, of_known, of_mention
from narrator.review.audit.told import Spot, Told, between, spot, told

FULL = 100  # per cent, printed where all of an amount is new
LONGEST_BETWEEN = 14  # characters between a change and its rate
_ANOTHER = re.compile(r"[。；：]|其中|费|支出|收入|经费")
_WORDS = {1: "增加", -1: "减少"}


def changes(page: Page) -> Iterator[Told]:
    """增减率应等于增减额除以上年数；增加、减少的词应与数的正负一致。"""
    for mention in page.of("change", "rate"):
        if mention.number.value < 0:
            message = f"“{_WORDS[mention.sign]}”后面的数不应是负数"
            yield told("AUDIT-DIRECTION", Level.ERROR, message, [spot(mention)])
    for mention in page.of("rate"):
        change = next(iter(page.before(mention, "change", "rate")), None)
        told_already = mention.number.value < 0 or bool(change and change.number.value < 0)
        if change and change.role == "change" and _is_beside(change, mention) and not told_already:
            yield from _judged(page, change, mention)
    for mention in page.of("change"):
        yield from _against_last(page, mention)
        yield from _flat(mention)


def _flat(change: Mention) -> Iterator[Told]:
    """An amount of change that the words after it deny."""
    flat = grammar().flat.match(change.passage.text, change.number.end) if change.number.value else None
    if flat:
        message = f"前面说{_WORDS[change.sign]}{change.number.text}，后面说持平，两者矛盾"
        yield told("AUDIT-CONTRADICTION", Level.ERROR, message, [Spot(change.passage, spot(change).start, flat.end())])


def _is_beside(change: Mention, rate: Mention) -> bool:
    """Whether a rate is that of the change before it: nothing else is named between them."""
    between = change.passage.text[change.number.end : rate.number.start]
    return len(between) <= LONGEST_BETWEEN and not _ANOTHER.search(between)


def _judged(page: Page, change: Mention, rate: Mention) -> Iterator[Told]:
    if change.sign != rate.sign and change.number.value and rate.number.value:
        message = f"前面说{_WORDS[change.sign]}，后面说{'增长' if rate.sign > 0 else '下降'}，方向相反"
        yield told("AUDIT-DIRECTION", Level.ERROR, message, [between(change, rate)])
        return
    amounts = percents.sound(_amounts(page, change), page.ledger.suspect)
    if amounts and not change.number.value and all(operand[0].value == 0 for operand in amounts):
        yield _of_nothing(page, change, rate, amounts[0])
    if not amounts or not change.number.value:
        return
    rate.judged = change.judged = True
    zero = [operand for operand in amounts if change.base == "上年" and _is_from_zero(operand, change)]
    kind = "last" if change.base == "上年" else "budget"
    lasts = [one for one in page.before(change, kind) if same(one.entity, change.entity)]
    found = percents.best(rate, percents.ratios([of_mention(change)], _bases(change, amounts, lasts)))
    if (change.reason or _may_be_another(page, change)) and (found is None or found[0] is Verdict.WRONG):
        return
    if zero and (found is None or found[0] is Verdict.WRONG or rate.number.value == FULL):
        yield _from_zero(page, change, rate, zero[0])
    elif found and found[0] is not Verdict.RIGHT:
        yield _off(page, change, rate, *found)


def _may_be_another(page: Page, change: Mention) -> bool:
    """Whether more than one thing was spoken of before, and the change's own sentence names none of them."""
    before = [one for one in page.before(change, "final", "fact") if one.number.kind == "amount" and one.entity]
    here = change.named or any(one.sentence == change.sentence for one in before)
    return not here and len({one.entity.key for one in before if one.entity}) > 1


def _amounts(page: Page, change: Mention) -> Iterator[Operand]:
    """What changed, as the text printed it or as the tables have it."""
    before = page.before(change, "final", "fact")
    own = [one for one in before if one.number.kind == "amount" and same(one.entity, change.entity)]
    if change.entity is None:
        own = [one for one in before if one.number.kind == "amount"][:1]
    yield from map(of_mention, own)
    if change.entity:
        yield from map(of_known, change.entity.finals)


def _is_from_zero(operand: Operand, change: Mention) -> bool:
    """Whether all of it is new, so that there is nothing to compute a rate from."""
    return change.sign > 0 and operand[0].value == change.number.value != 0


def _bases(change: Mention, amounts: list[Operand], printed: list[Mention]) -> Iterator[Operand]:
    """What the change is of: last year's amount or the budget, as printed, or as this year's and the change say."""
    yield from map(of_mention, printed)
    for amount, name, place in amounts:
        last = Span(amount.value - change.sign * abs(change.number.value), amount.bound + change.number.bound)
        sign = "－" if change.sign > 0 else "＋"
        yield last, f"（{name}{sign}{shown(abs(change.number.value))}万元）", place


def _from_zero(page: Page, change: Mention, rate: Mention, this: Operand) -> Told:
    message = (
        f"增加的{shown(change.number.value)}万元就是本年的全部（{this[1]}），上年为零，没有增长率，"
        f"不应写{rate.number.text}"
    )
    by_form = page.policies.get("零基数增长率") == "写100%" and rate.number.value == FULL
    grave, do = Level.NOTICE if by_form else Level.ERROR, "请删去增长率，说明上年无此项"
    return told("AUDIT-ZERO-BASE", grave, message, [between(change, rate)], [this[2]], do)


def _of_nothing(page: Page, change: Mention, rate: Mention, this: Operand) -> Told:
    message = f"决算为零（{this[1]}），增减也为零，{change.base}就是零，没有增长率，不应写{rate.number.text}"
    by_form = page.policies.get("零预算完成率") == "写0%" and not rate.number.value
    grave = Level.NOTICE if by_form else Level.ERROR
    return told("AUDIT-ZERO-BASE", grave, message, [between(change, rate)], [this[2]], "请删去增长率，写明持平")


def _off(page: Page, change: Mention, rate: Mention, verdict: Verdict, ratio: Ratio) -> Told:
    message = percents.says(rate, ratio)
    if verdict is Verdict.WRONG:
        message += percents.slip(rate, ratio, page.ledger.all_known)
    grave = percents.level(verdict, ratio.places, page.ledger.suspect)
    code = "AUDIT-RATE" if verdict is Verdict.WRONG else "AUDIT-ROUNDING"
    return told(code, grave, message, [between(change, rate)], ratio.places)


def _against_last(page: Page, change: Mention) -> Iterator[Told]:
    """A change whose two amounts are both known: from the input, or because the text prints last year's."""
    entity = change.entity
    if entity is None or change.base != "上年":
        return
    near = [one for one in page.by_passage[id(change.passage)] if one.role == "last" and same(one.entity, entity)]
    lasts = [of_known(known) for known in entity.last] or [of_mention(one) for one in near]
    for last, name, place in lasts[:1]:
        verdicts = []
        for known in entity.finals:
            gap = Span(known.value - last.value, known_span(known).bound + last.bound)
            verdicts.append(judge_amount(Span(change.sign * abs(change.number.value), change.number.bound), gap))
        if verdicts and min(verdicts) is Verdict.WRONG:
            known = entity.finals[0]
            right = shown(known.value - last.value)
            message = f"{known.label}是{shown(known.value)}万元，上年是{name}，增减应为{right}万元"
            yield told("AUDIT-CHANGE", Level.ERROR, message, [spot(change)], [known.place, place])
