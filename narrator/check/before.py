"""Last year's amounts as staff gave them: parts of one another, as this year's are, and not this year's over again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from narrator.account import Account
from narrator.account.repeated import repeated
from narrator.check.called import fact_place
from narrator.check.identity import identity
from narrator.check.rule import CORRECT_FACTS, Claims, Remark, rule
from narrator.check.terms import fact
from narrator.figures import Figure, Figures
from narrator.finding import Level, Place

GENERAL = "一般公共预算支出"
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
    given, parts = account.facts.last_year, _parts(account)
    for part in given:
        whole = parts.get(part)
        while whole and whole not in given:
            whole = parts.get(whole)
        if whole:
            left, right = (fact(account, f"上年数.{name}", given[name], f"上年{name}") for name in (part, whole))
            yield from identity(f"上年数 {part}", [left], [right], "≤")


def _parts(account: Account) -> dict[str, str]:
    """What each amount is a part of: 三公经费 of the money that the form's own title names."""
    table = account.tables.get("T7")
    return {**PARTS, "三公经费支出": GENERAL} if table and GENERAL.removesuffix("支出") in table.title else PARTS


class Same(NamedTuple):
    """An amount of last year that staff gave, this year's beside it, and where the given one stands."""

    label: str
    given: Figure
    now: Figure
    place: Place


@rule("LAST-YEAR-REPEATED")
def this_years_tables_are_not_last_years(account: Account) -> Claims:
    """本年公开表的数不应与上年的全部相同。"""
    if place := repeated(account.tables, account.last_year):
        message = f"本年的“{place[0].file}”与上年的“{place[1].file}”的数全部相同，有一个放错了年份。{_years(account)}"
        yield Remark(Level.ERROR, message, place)
    pairs = list(_beside(account))
    same = [pair for pair in pairs if pair.given.value == pair.now.value]
    if len(same) == len(pairs) and len({pair.now.place for pair in same if pair.now.value}) > 1:
        told = "、".join(f"{pair.label}{pair.now.value}万元" for pair in same)
        what = f"填报的{len(same)}个上年数与公开表的本年数全部相同：{told}"
        message = f"{what}，公开表像是上年的，或上年数照本年填了。{_years(account)}"
        places = chain.from_iterable((pair.place, pair.now.place) for pair in same)
        yield Remark(Level.ERROR, message, tuple(filter(None, places)))


def _years(account: Account) -> str:
    if account.year is None:
        return "请核对哪个是本年的，哪个是上年的，并换成对的。"
    return f"请核对：本年的应是{account.year}年度，上年的应是{account.year - 1}年度，不对的请换成对的。"


def _beside(account: Account) -> Iterator[Same]:
    """The amounts of last year that staff gave and this year's tables have too."""
    figures = Figures(account)
    for label in account.facts.last_year:
        given, now = figures.amount_given("上年数", label), figures.get(label)
        if given is not None and now is not None and now.known:
            yield Same(label, given, now, fact_place(account, f"上年数.{label}"))
