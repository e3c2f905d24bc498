"""Last year's amounts as staff gave them: parts of one another, as this year's are."""

from __future__ import annotations

from narrator.account import Account
from narrator.check.rule import CORRECT_FACTS, Claims, rule
from narrator.check.terms import fact, identity

PARTS = {
    "财政拨款收支总计": "收支总计",
    "一般公共预算支出": "财政拨款收支总计",
    "一般公共预算基本支出": "一般公共预算支出",
    "三公经费支出": "财政拨款收支总计",
    "因公出国费": "三公经费支出",
    "公务用车费": "三公经费支出",
    "公务接待费": "三公经费支出",
    "公务用车购置费": "公务用车费",
    "公务用车运行费": "公务用车费",
    "机关运行经费": "收支总计",
}


@rule("LAST-YEAR-PARTS", CORRECT_FACTS)
def last_years_parts_are_within_their_wholes(account: Account) -> Claims:
    """上年数中，部分不应大于总体。"""
    given = account.facts.last_year
    for part in given:
        whole = PARTS.get(part)
        while whole and whole not in given:
            whole = PARTS.get(whole)
        if whole:
            left, right = (fact(account, f"上年数.{name}", given[name], f"上年{name}") for name in (part, whole))
            yield from identity(f"上年数 {part}", [left], [right], "≤")
