"""Budgets of a text against what was spent: completion, and the words that compare the two."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from narrator.finding import Level
from narrator.review.audit import percents
from narrator.review.audit.grammar import budget_kind
from narrator.review.audit.interval import Verdict, shown
from narrator.review.audit.ledger import Entity
from narrator.review.audit.mention import Mention
from narrator.review.audit.page import Page, same
from narrator.review.audit.percents import Operand, of_known, of_mention
from narrator.review.audit.told import Told, spot, told


def completions(page: Page) -> Iterator[Told]:
    """完成率应等于决算数除以预算数；预算为零时没有完成率。"""
    for mention in page.of("completion"):
        budgets = _budgets(page, mention, budget_kind(mention.base))
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


def _budgets(page: Page, mention: Mention, kind: str) -> list[Operand]:
    """The budgets of this kind: printed in the passage for the same thing, else those of the tables or the input."""
    printed = [one for one in page.before(mention, "budget") if one.entity is None or same(one.entity, mention.entity)]
    fitting = [one for one in printed if kind in (one.base, "预算")] or [one for one in printed if one.base == "预算"]
    entity = mention.entity or Entity("")
    if fitting:
        return [*map(of_mention, fitting), *map(of_known, entity.budgets if kind != "全年预算" else ())]
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
    by_form = page.policies.get("零预算完成率") == "写0%" and not mention.number.value
    grave, do = Level.NOTICE if by_form else Level.ERROR, "请删去完成率，或写明未安排预算"
    return told("AUDIT-ZERO-BUDGET", grave, message, [spot(mention, 1)], [budget[2]], do)


def _other_budget(page: Page, mention: Mention, finals: list[Operand]) -> str:
    """Whether another budget of the passage explains the percentage."""
    printed = [one for one in page.before(mention, "budget") if one.number.value]
    for one in printed:
        found = percents.best(mention, percents.ratios(finals, [of_mention(one)]))
        if found and found[0] is not Verdict.WRONG:
            return f"；像是以{one.base}{shown(one.number.value)}万元为分母"
    return ""


def budget_sums(page: Page) -> Iterator[Told]:
    """各项的年初预算之和不应多于总的年初预算。"""
    for total in page.of("budget"):
        if total.entity is None or total.entity.key != "一般公共预算支出" or total.passage.topic != "一般公共":
            continue
        items = [one for one in page.of("budget") if _is_item_of(total, one) and one.base == total.base]
        added = sum((one.number.value for one in items), Decimal(0))
        gap, tolerance = added - total.number.value, Decimal("0.005") * (len(items) + 1)
        if items and gap > tolerance:
            message = f"逐项的{total.base}之和是{shown(added)}万元，多于总的{total.base}{total.number.text}"
            yield told("AUDIT-SUM", Level.ERROR, message, [spot(total), *map(spot, items[:1])])
        total.judged = True
        return


def _is_item_of(total: Mention, mention: Mention) -> bool:
    """Whether a budget is that of an item that the total's section goes through."""
    entity = mention.entity
    return entity is not None and entity.is_item and mention.passage.topic == total.passage.topic
