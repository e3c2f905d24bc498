"""Amounts below zero that staff gave: wrong where they are totals that cannot be, else doubtful."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from narrator.account.names import spoken
from narrator.amount import text
from narrator.figures import Figure
from narrator.finding import Finding, Level

_NEVER_NEGATIVE = "上年数.收支总计", "上年数.财政拨款收支总计"  # with what was left over, they cannot be below zero


def below_zero(every: Sequence[Figure]) -> Iterator[Finding]:
    """An 错误 for all amounts below zero that never can be, and a 提示 for all others that staff gave."""
    given = [one for one in every if (one.value or 0) < 0]
    wrong = [one for one in given if one.id in _NEVER_NEGATIVE]
    doubtful = [one for one in given if one.id not in _NEVER_NEGATIVE]
    yield from _told(Level.ERROR, wrong, "总计不会小于0，请改正正负号")
    yield from _told(Level.NOTICE, doubtful, "请核对正负号；确为冲减的可以保留，宜加说明")


def _told(level: Level, given: Sequence[Figure], remedy: str) -> Iterator[Finding]:
    if given:
        listed = "；".join(f"{spoken(one.id)} {number(one)}万元" for one in given)
        message = f"有{len(given)}个填报的数是负数：{listed}。{remedy}。"
        where = tuple(filter(None, (one.place for one in given)))
        yield Finding(code="AMOUNT-NEGATIVE", level=level, message=message, where=where)


def number(given: Figure) -> str:
    """The amount with all decimals that were typed, two at least."""
    value = given.value or Decimal(0)
    return text(value, max(2, -int(value.normalize().as_tuple().exponent)))
