"""The annex: amounts whose label is a table row's, what was budgeted and added, and the projects' own amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from narrator.finding import Level
from narrator.review.audit.interval import Verdict, is_turned, judge_amount, shown
from narrator.review.audit.ledger import CLASS, Known
from narrator.review.audit.mention import Mention
from narrator.review.audit.page import FREE, Page, known_span, span
from narrator.review.audit.told import Told, between, spot, told

PROJECTS = "项目支出"
FEWEST = 3  # projects that are taken for a list of them all
_OPENING = re.compile(
    r"(?:其中|[^，。；：]{0,10}(?:支出|经费)中|本单位|我(?:单位|部门|[\u4e00-\u9fff])|当年|全年|本年度?|20\d\d年度?"
    r"|年|实际|收到|形成|完成|发生|部门|决算|：|-|（\d+）|\d+、)*"
)
_ELSEWHERE = re.compile("项目(?!支出)|预计|计划|上年|去年|平均|人均")
_ADDED = re.compile(r"，?其中[：，]?")


def labels(page: Page) -> Iterator[Told]:
    """绩效报告里写明科目名称的金额应与表中的相应数相等。"""
    for mention in page.of("open"):
        known = sorted(_known(mention), key=lambda one: abs(one.value - mention.number.value))
        if known and not _is_project(mention):
            mention.role, mention.judged = "final", True
            if not _is_of_shorter_name(page, mention):
                yield _off(page, mention, known[0])


def _known(mention: Mention) -> tuple[Known, ...]:
    """What the tables have under the label that stands right before an amount of the annex."""
    entity = mention.entity
    in_annex = mention.passage.topic == FREE and mention.number.kind == "amount"
    if not in_annex or not mention.named or entity is None:
        return ()
    of_other = "其中" in mention.passage.text[mention.sentence : mention.number.start] or _before(mention)
    return () if entity.row and len(entity.row.code) > CLASS and of_other else entity.finals


def _is_of_shorter_name(page: Page, mention: Mention) -> bool:
    """Whether the amount is that of a row whose name is part of the label: 资本性支出 was 其他资本性支出."""
    names = page.ledger.names(FREE).items()
    return any(
        judge_amount(span(mention), known_span(known)) is not Verdict.WRONG
        for name, entity in names
        if entity.row and mention.label.endswith(name)
        for known in entity.finals
    )


def _off(page: Page, mention: Mention, known: Known) -> Told:
    printed, right = mention.number.value, known.value
    message = f"印的是{shown(printed)}万元，{known.label}是{shown(right)}万元，相差{shown(abs(printed - right))}万元"
    turned = is_turned(printed, right)
    certain = _is_whole(mention) and (turned or _is_of_one_fund(page) or _is_right_elsewhere(page, mention))
    doubtful = known.place in page.ledger.suspect
    message += "；像是数字写颠倒了" if turned else "" if certain else "；也可能说的只是其中一部分"
    return told(
        "AUDIT-AMOUNT",
        Level.ERROR if certain and not doubtful else Level.NOTICE,
        message,
        [spot(mention)],
        [known.place],
    )


def _is_whole(mention: Mention) -> bool:
    """Whether the label begins its clause, and its sentence is about no project and no other time."""
    elsewhere = _ELSEWHERE.search(mention.passage.text, mention.sentence, mention.number.start)
    return bool(_OPENING.fullmatch(_before(mention))) and not elsewhere


def _before(mention: Mention) -> str:
    """The words of a clause before the label of its amount."""
    clause = re.split("[，。；]", mention.passage.text[: mention.number.start])[-1]
    return clause.rpartition(mention.label)[0] if mention.label else clause


def _is_of_one_fund(page: Page) -> bool:
    """Whether all that was spent is of the general budget, so that a label can be of nothing else."""
    total, general = (page.ledger.figures.get(label) for label in ("本年支出合计", "一般公共预算支出"))
    return bool(total and general and total.value is not None and total.value == general.value)


def _is_right_elsewhere(page: Page, mention: Mention) -> bool:
    """Whether the annex prints what the table has under the same label in another place."""
    others = (one for one in page.of("final") if one.passage.topic == FREE and one is not mention and one.judged)
    return any(one.label == mention.label and _agrees(one) for one in others)


def _agrees(mention: Mention) -> bool:
    finals = mention.entity.finals if mention.entity else ()
    return any(judge_amount(span(mention), known_span(known)) is not Verdict.WRONG for known in finals)


def _is_project(mention: Mention) -> bool:
    """Whether a passage of the annex begins with the amount of one project."""
    return (
        mention.passage.topic == FREE
        and re.fullmatch(f"{PROJECTS}(?:决算)?(?:共|为)?", mention.passage.text[: mention.number.start]) is not None
    )


def projects(page: Page) -> Iterator[Told]:
    """逐个说明的项目支出之和应等于表中的项目支出。"""
    items = [one for one in page.of("open", "final", "sum") if one.number.kind == "amount" and _is_project(one)]
    known = next((one for item in items[:1] if item.entity for one in item.entity.finals), None)
    if known is None or len(items) < FEWEST:
        return
    added = sum((one.number.value for one in items), Decimal(0))
    gap, tolerance = added - known.value, Decimal("0.005") * (len(items) + 1)
    for item in items:
        item.role, item.judged = "sum", True
    if abs(gap) > tolerance:
        slips = [one for one in items if is_turned(one.number.value, one.number.value - gap)]
        yield _projects_off(items, slips, known, added)


def _projects_off(items: list[Mention], slips: list[Mention], known: Known, added: Decimal) -> Told:
    more = added > known.value
    message = f"逐个说明的{len(items)}个项目之和是{shown(added)}万元，{known.label}是{shown(known.value)}万元"
    for slip in slips[:1]:
        right = shown(slip.number.value - added + known.value)
        message += f"；像是{slip.number.text}的数字写颠倒了，{right}万元时正好相等"
    level = Level.ERROR if more or len(slips) == 1 else Level.NOTICE
    return told("AUDIT-SUM", level, message, [*map(spot, slips[:1] or items[:1])], [known.place])


def added(page: Page) -> Iterator[Told]:
    """年初预算加调整追加应等于前面的合计。"""
    for mentions in page.by_passage.values():
        amounts = [one for one in mentions if one.number.kind == "amount"]
        for (total, initial), (_, more) in pairwise(pairwise(amounts)):
            if _is_sum(total, initial, more):
                gap = initial.number.value + more.number.value - total.number.value
                initial.judged = more.judged = True
                if abs(gap) > Decimal("0.015"):
                    yield _added_off(total, initial, more, gap)


def _is_sum(total: Mention, initial: Mention, more: Mention) -> bool:
    """Whether a total that the tables bear out is said to be of what was budgeted and what was added."""
    said = total.judged and total.entity is not None and initial.base == "年初预算"
    adds = more.fact is not None and more.fact.fact == "调整追加" and total.sentence == more.sentence
    return bool(said and adds and _agrees(total) and _ADDED.match(total.passage.text, total.number.end))


def _added_off(total: Mention, initial: Mention, more: Mention, gap: Decimal) -> Told:
    sum_ = shown(total.number.value + gap)
    message = f"{initial.number.text}加{more.number.text}是{sum_}万元，合计印的是{total.number.text}"
    message += f"，相差{shown(abs(gap))}万元"
    return told("AUDIT-SUM", Level.ERROR, message, [between(total, more)])
