"""Budgets of a text against what was spent: completion, and the words that compare the two."""

from __future__ import annotations

import re
from collections.abc import Iterator

from narrator.account.names import folded
from narrator.finding import Level
from narrator.review.audit import percents
from narrator.review.audit.interval import Verdict, shown
from narrator.review.audit.ledger import Entity
from narrator.review.audit.mention import Mention
from narrator.review.audit.page import Page, same
from narrator.review.audit.passages import Passage
from narrator.review.audit.percents import Operand, of_known, of_mention
from narrator.review.audit.told import Spot, Told, spot, told

_COMPARED = re.compile(
    r"(?P<who>[^。；，]{0,40}?)决算数?(?:（[^）]*）)?(?P<word>大于|小于|等于|高于|低于|超过|多于|少于|与|同|和)"
    r"(?P<base>年初|全年|调整后?)?(?:支出)?预算数?(?P<flat>基本持平|持平|一致|相等|相同|相符)?"
)
_FLAT = re.compile(r"与[^，。；]{0,12}预算(?:数)?相比，?(?:无(?:增减)?(?:变化)?|持平)(?=[，。；]|变化)")
_MORE, _LESS = ("大于", "高于", "超过", "多于"), ("小于", "低于", "少于")


def completions(page: Page) -> Iterator[Told]:
    """完成率应等于决算数除以预算数；预算为零时没有完成率。"""
    for mention in page.of("completion"):
        budgets = _budgets(page, mention, _kind(mention.base))
        finals = _finals(page, mention)
        if not budgets or not finals:
            continue
        mention.judged = True
        if all(operand[0].value == 0 for operand in budgets):
            if not _is_blank(page, budgets):
                yield _zero_budget(page, mention, budgets[0])
            continue
        found = percents.best(mention, percents.ratios(finals, budgets))
        if found and found[0] is not Verdict.RIGHT:
            verdict, ratio = found
            message = percents.says(mention, ratio)
            if verdict is Verdict.WRONG:
                message += percents.slip(mention, ratio) or _other_budget(page, mention, finals)
            grave = percents.level(verdict, ratio.places, page.ledger.suspect)
            code = "AUDIT-COMPLETION" if verdict is Verdict.WRONG else "AUDIT-ROUNDING"
            yield told(code, grave, message, [spot(mention, 1)], ratio.places)


def _kind(words: str) -> str:
    return "年初预算" if "年初" in words else "全年预算" if re.search("全年|调整", words) else "预算"


def _budgets(page: Page, mention: Mention, kind: str) -> list[Operand]:
    """The budgets of this kind: printed in the passage for the same thing, else those of the tables or the input."""
    printed = [one for one in page.before(mention, "budget") if one.entity is None or same(one.entity, mention.entity)]
    fitting = [one for one in printed if kind in (one.base, "预算")] or [one for one in printed if one.base == "预算"]
    if fitting:
        return [of_mention(one) for one in fitting]
    entity = mention.entity or Entity("")
    return [
        of_known(known) for known in (entity.initial if kind == "年初预算" and not entity.budgets else entity.budgets)
    ]


def _finals(page: Page, mention: Mention) -> list[Operand]:
    printed = [one for one in page.before(mention, "final") if same(one.entity, mention.entity)]
    finals = mention.entity.finals if mention.entity else ()
    return percents.sound([*map(of_mention, printed), *map(of_known, finals)], page.ledger.suspect)


def _is_blank(page: Page, budgets: list[Operand]) -> bool:
    """Whether a zero comes from a table that is blank although the text prints amounts for what it is about."""
    table = page.ledger.account.tables.get("T7")
    blank = table and not any(cell.value for row in table.rows for cell in row.cells.values())
    said = any(one.number.value for one in page.of("budget") if one.entity and one.entity.key == "三公经费支出")
    return bool(blank and said and all(operand[2] is not None for operand in budgets))


def _zero_budget(page: Page, mention: Mention, budget: Operand) -> Told:
    message = f"预算为零（{budget[1]}），没有完成率，不应写{mention.number.text}"
    message += _other_budget(page, mention, _finals(page, mention)) if mention.number.value else ""
    return told(
        "AUDIT-ZERO-BUDGET", Level.ERROR, message, [spot(mention, 1)], [budget[2]], "请删去完成率，或写明未安排预算"
    )


def _other_budget(page: Page, mention: Mention, finals: list[Operand]) -> str:
    """Whether another budget of the passage explains the percentage."""
    printed = [one for one in page.before(mention, "budget") if one.number.value]
    for one in printed:
        found = percents.best(mention, percents.ratios(finals, [of_mention(one)]))
        if found and found[0] is not Verdict.WRONG:
            return f"；像是以{one.base}{shown(one.number.value)}万元为分母"
    return ""


def comparisons(page: Page) -> Iterator[Told]:
    """决算数大于、小于、等于预算数的说法应与两个数一致。"""
    for passage in page.passages:
        if not passage.heading:
            for match in _COMPARED.finditer(passage.text):
                yield from _compared(page, passage, match)
            for match in _FLAT.finditer(passage.text):
                yield from _flat(page, passage, match)


def _compared(page: Page, passage: Passage, match: re.Match[str]) -> Iterator[Told]:
    word = match["word"]
    if (word in ("与", "同", "和") and not match["flat"]) or match["flat"] == "基本持平":
        return
    entity, near = _subject(page, passage, match)
    kind = _kind(match["base"] or "")
    budgets = _operands(near, "budget", kind) or list(map(of_known, entity.budgets if entity else ()))
    finals = _operands(near, "final", "") or list(map(of_known, entity.finals if entity else ()))
    pairs = [(final, budget) for final in finals for budget in budgets]
    if not pairs or any(_holds(word, final, budget) for final, budget in pairs):
        return
    final, budget = pairs[0]
    gap = final[0].value - budget[0].value
    right = "大于" if gap > 0 else "小于" if gap else "等于"
    message = f"决算数是{final[1]}，预算数是{budget[1]}，应是决算数{right}预算数"
    grave = Level.NOTICE if abs(gap) <= final[0].bound + budget[0].bound else Level.ERROR
    yield told(
        "AUDIT-COMPARISON", grave, message, [Spot(passage, match.start("who"), match.end())], [final[2], budget[2]]
    )


def _flat(page: Page, passage: Passage, match: re.Match[str]) -> Iterator[Told]:
    """“与预算相比无变化” of something whose budget and final the tables know."""
    before = [one for one in page.by_passage.get(id(passage), ()) if one.number.end <= match.start()]
    entity = before[-1].entity if before and before[-1].role in ("final", "budget") else None
    for final, budget in zip(entity.finals if entity else (), entity.budgets if entity else (), strict=False):
        if abs(final.value - budget.value) > final.bound + budget.bound:
            message = f"{final.label}是{shown(final.value)}万元，{budget.label}是{shown(budget.value)}万元，并不持平"
            where = [Spot(passage, match.start(), match.end())]
            yield told("AUDIT-COMPARISON", Level.ERROR, message, where, [final.place, budget.place])


def contradictions(page: Page) -> Iterator[Told]:
    """完成预算的100%时，决算数不会大于或小于预算数。"""
    for mention in page.of("completion"):
        text = mention.passage.text
        after = (
            _COMPARED.match(text, mention.number.end + 1) if text[mention.number.end : mention.number.end + 1] else None
        )
        if mention.number.value == 100 and after and after["word"] in (*_MORE, *_LESS) and not mention.judged:
            message = f"写的是{mention.number.text}，又说决算数{after['word']}预算数，两者矛盾"
            yield told(
                "AUDIT-CONTRADICTION", Level.ERROR, message, [Spot(mention.passage, spot(mention).start, after.end())]
            )


def _subject(page: Page, passage: Passage, match: re.Match[str]) -> tuple[Entity | None, list[Mention]]:
    """Of what the words speak: what they name, else what the amounts before them are of; and its amounts."""
    before = [one for one in page.by_passage.get(id(passage), ()) if one.number.end <= match.start("word")]
    before = [one for one in before if one.role in ("budget", "final")]
    names = page.ledger.names(passage.topic)
    words = folded(match["who"])
    named = max((name for name in names if words.endswith((name, f"{name}支出"))), key=len, default="")
    entity = names[named] if named else before[-1].entity if before else None
    return entity, [one for one in before if same(one.entity, entity)]


def _operands(near: list[Mention], role: str, kind: str) -> list[Operand]:
    mentions = [one for one in near if one.role == role]
    fitting = [one for one in mentions if kind in ("", "预算", one.base)]
    return [of_mention(one) for one in reversed(fitting or mentions)]


def _holds(word: str, final: Operand, budget: Operand) -> bool:
    gap = final[0].value - budget[0].value
    if word in _MORE:
        return gap > 0
    return gap < 0 if word in _LESS else gap == 0
