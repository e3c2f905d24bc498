"""Reasons of a text: that they do not say the opposite of the change or difference that they explain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from narrator.finding import Level
from narrator.review.audit.grammar import grammar
from narrator.review.audit.page import FREE, Page
from narrator.review.audit.passages import Passage
from narrator.review.audit.told import Spot, Told, spot, told

_OPENS = re.compile(r"的?(?:主要)?(?:变动)?原因(?:是|为)?：?|主要(?:是)?(?:因为|由于)|主要是")
_ANOTHER = re.compile("上年|去年|以前年度|20\\d\\d年")  # what another year had explains the opposite


def reasons(page: Page) -> Iterator[Told]:
    """增加的原因不应只说减少，减少的原因不应只说增加；决算数与预算数的差异同样。"""
    for mention in page.of("change"):
        alone = [
            one for one in page.of("change") if one.passage is mention.passage and one.sentence == mention.sentence
        ]
        if mention.number.value > 0 and not mention.reason and len(alone) == 1 and mention.passage.topic != FREE:
            yield from _judged(page, mention.passage, spot(mention).start, mention.number.end, mention.sign)
    for passage in page.passages:
        for match in grammar().comparison.finditer(passage.text) if passage.topic != FREE else ():
            sign = 1 if match["word"] in grammar().more else -1 if match["word"] in grammar().less else 0
            if sign and _OPENS.match(passage.text, match.end()):
                yield from _judged(page, passage, match.start("word"), match.end(), sign)


def _judged(page: Page, passage: Passage, start: int, at: int, sign: int) -> Iterator[Told]:
    stop = passage.text.find("。", at)
    end = stop if stop >= 0 else len(passage.text)
    if opened := _OPENS.search(passage.text, at, end):
        words = page.ledger.reading.reasons
        reason = passage.text[opened.end() : end]
        right, wrong = (words.more, words.less) if sign > 0 else (words.less, words.more)
        said = [word for word in wrong if word in reason]
        if said and not any(word in reason for word in right) and not _ANOTHER.search(reason):
            message = f"要说明的是{'增加' if sign > 0 else '减少'}，原因只说了“{'、'.join(said)}”"
            where = [Spot(passage, start, end)]
            yield told("AUDIT-REASON", Level.NOTICE, message, where, (), "请核对原因是否写反")
