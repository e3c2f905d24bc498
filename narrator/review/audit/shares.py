"""Shares of a text: each part over what it is a part of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from narrator.account.names import folded
from narrator.finding import Level
from narrator.review.audit import percents
from narrator.review.audit.interval import Verdict, is_truncated
from narrator.review.audit.ledger import Entity, Known
from narrator.review.audit.mention import Mention
from narrator.review.audit.page import Page, same
from narrator.review.audit.percents import Operand, Ratio, of_known, of_mention
from narrator.review.audit.told import Told, between, told

_OPENS = re.compile(r"[^。；]{0,6}?(?:其中|主要用于|用于|包括|按|中，)")
_BESIDE = re.compile(r"(?:（[^）]*）)?[，、；]?(?:约|各|分别|大约|共|总共)?占")
_AMOUNTS = ("final", "fact", "sum", "open")


def shares(page: Page) -> Iterator[Told]:
    """占比应等于部分除以总体。"""
    for mention in page.of("share"):
        parts = page.before(mention, *_AMOUNTS)
        part = next((one for one in parts if one.number.kind == "amount"), None)
        if part is None or not _is_beside(part, mention):
            continue
        wholes = percents.sound(_wholes(page, mention, part), page.ledger.suspect)
        operands = percents.sound(_operands(part), page.ledger.suspect)
        found = percents.best(mention, percents.ratios(operands, wholes))
        if found is None:
            continue
        mention.judged = True
        verdict, ratio = found
        if verdict is not Verdict.RIGHT:
            yield _off(page, mention, part, verdict, ratio)
        cut = is_truncated(mention.number.value, mention.number.places, ratio.percent)
        if verdict is Verdict.WRONG and mention.base and not cut:
            yield from _truncated_elsewhere(page, mention, part)


def _is_beside(part: Mention, share: Mention) -> bool:
    """Whether nothing that could be another part stands between a part and 占."""
    text = part.passage.text[part.number.end : share.number.start]
    return bool(_BESIDE.match(text))


def _operands(mention: Mention) -> list[Operand]:
    finals = mention.entity.finals if mention.entity and mention.role == "final" else ()
    return [of_mention(mention), *map(of_known, finals)]


def _wholes(page: Page, mention: Mention, part: Mention) -> Iterator[Operand]:
    """What the share may be of: what it says itself, else the amounts before it and the section's own whole."""
    if mention.base:
        yield from _named(page, mention)
        return
    if whole := page.ledger.whole(mention.passage.topic):
        yield from map(of_known, whole.finals)
        yield from (of_mention(one) for one in page.of("final") if same(one.entity, whole))
    text = part.passage.text
    for one in page.before(part, *_AMOUNTS):
        if one.number.kind == "amount" and _OPENS.match(text, one.number.end):
            yield from _operands(one)


def _named(page: Page, mention: Mention) -> Iterator[Operand]:
    """The amounts of a whole that is named: those of the tables, and those that the text itself prints for it."""
    if entity := _entity(page, mention):
        yield from map(of_known, entity.finals)
        near = page.by_passage[id(mention.passage)]
        yield from (of_mention(one) for one in near if one.role == "final" and same(one.entity, entity))
    for words in page.ledger.reading.facts:
        if words.amount and words.pattern.search(mention.base):
            facts = page.facts(words.fact)
            yield from map(of_mention, facts[:1] if not words.many else ())


def _entity(page: Page, mention: Mention) -> Entity | None:
    names = page.ledger.names(mention.passage.topic)
    words = folded(mention.base)
    fitting = [name for name in names if words.endswith((name, f"{name}数", f"{name}总额", f"{name}决算数"))]
    return names[max(fitting, key=len)] if fitting else None


def _off(page: Page, mention: Mention, part: Mention, verdict: Verdict, ratio: Ratio) -> Told:
    message = percents.says(mention, ratio)
    if verdict is Verdict.WRONG:
        message += percents.slip(mention, ratio, _others(page, ratio))
    grave = percents.level(verdict, ratio.places, page.ledger.suspect)
    code = "AUDIT-SHARE" if verdict is Verdict.WRONG else "AUDIT-ROUNDING"
    return told(code, grave, message, [between(part, mention)], ratio.places)


def _others(page: Page, ratio: Ratio) -> list[Known]:
    return [known for known in page.ledger.all_known if known.value != ratio.whole.value]


def _truncated_elsewhere(page: Page, mention: Mention, part: Mention) -> Iterator[Told]:
    """A share that is of another whole than it says and, of that one, cut off instead of rounded."""
    for ratio in percents.ratios(_operands(part), map(of_known, page.ledger.all_known)):
        if is_truncated(mention.number.value, mention.number.places, ratio.percent) and mention.number.places > 1:
            message = f"{percents.says(mention, ratio)}，印出的是截去尾数的结果，没有四舍五入"
            yield told("AUDIT-TRUNCATED", Level.ERROR, message, [between(part, mention)], ratio.places)
            return
