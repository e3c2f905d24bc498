"""Amounts that staff gave beside those of the tables: 元 typed for 万元, and what is out of all proportion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from decimal import Decimal
from typing import Any, NamedTuple

from narrator.account import Account
from narrator.account.cells import Model
from narrator.account.names import spoken
from narrator.amount import text
from narrator.check.below_zero import below_zero, number
from narrator.check.prose import amounts
from narrator.figures import FactGroup, Figure, Figures, FreeText
from narrator.figures.arithmetic import total
from narrator.figures.facts import keys
from narrator.finding import Finding, Level, Place
from narrator.phrasebook.settings import Magnitudes

Sheet = tuple[str | None, str | None]  # a file and a sheet of it
WHOLE = "收支总计"
BUDGETS = {"年初预算": "", "政府性基金年初预算": "政府性基金", "国有资本年初预算": "国有资本"}
TOTALS = {"年初预算合计": "一般公共预算支出", "部门年初预算合计": "本年支出合计", "机关运行经费": "公用经费"}
_SHOWN = 8  # amounts that a message lists
_SEVERAL = 3  # amounts that all say the same of the tables' unit
_ITEMS = "项目支出.明细"
_MANY = 100  # times as much as all of them together: that one item alone is wrong
LISTS = {"会议": "30215", "培训": "30216", _ITEMS: "本年项目支出"}
_HOLDINGS = "自评.固定资产", "自评.在用固定资产"  # of many years, beyond what one year spends


class Pair(NamedTuple):
    """An amount as given and the one of this year's tables that it is compared with; `explained` by a stated amount."""

    name: str
    given: Figure
    beside: Figure
    explained: bool = False

    @property
    def times(self) -> Decimal:
        """How many times the smaller the larger is; 0 where either is 0 or not known."""
        one, other = abs(self.given.value or Decimal(0)), abs(self.beside.value or Decimal(0))
        return max(one, other) / min(one, other) if one and other else Decimal(0)

    @property
    def gap(self) -> Decimal:
        """How far they are apart, in 万元."""
        return abs((self.given.value or Decimal(0)) - (self.beside.value or Decimal(0)))

    @property
    def is_small(self) -> bool:
        """Whether the amount given is the smaller one."""
        return abs(self.given.value or Decimal(0)) < abs(self.beside.value or Decimal(0))

    def told(self) -> str:
        """Both amounts and the ratio."""
        given, beside = number(self.given), text(self.beside.value or Decimal(0), 2)
        return f"{self.name} {given}万元，{self.beside.label} {beside}万元（{text(self.times, 0)}倍）"


def doubted(figures: Figures, limits: Magnitudes, suspect: Set[Sheet] = frozenset()) -> Iterator[Finding]:
    """An 错误 for all amounts that look typed in 元, and a 提示 for all others that are out of proportion.

    Nothing is compared with a `suspect` sheet, whose own unit is told to be wrong.
    """
    every = list(_amounts(figures, FactGroup("", figures.account.facts)))
    pairs = [pair for pair in _pairs(figures, every) if not _stands_in(pair.beside, suspect)]
    alone = list(_alone(figures, every, suspect))
    every += _keyed(figures)
    compared = {one.id for pair in pairs if pair.times for one in (pair.given, *pair.given.operands)}
    beyond = [pair for pair in _beyond(every, figures, limits, suspect) if pair.given.id not in compared]
    apart = {one.given.id for one in alone}
    pairs = [pair for pair in pairs if not apart & {one.id for one in pair.given.operands}]
    beyond = [pair for pair in beyond if pair.given.id not in apart]
    wrong = [*(pair for pair in pairs if not pair.explained and _is_unit(pair, limits)), *alone, *beyond]
    far = [pair for pair in pairs if pair not in wrong and pair.times >= limits.far and pair.gap >= limits.smallest]
    if heads := _heads(figures.account, [pair for pair in pairs if pair.times], wrong):
        cells = "、".join(dict.fromkeys(map(str, heads)))
        remedy = f"填报的数都是这样，请核对公开表表头的金额单位（{cells}）并改正，或重新导出；没有替您换算"
        found = _finding("AMOUNT-UNIT", Level.ERROR, wrong, "像是公开表的金额单位不对，差10000倍", remedy)
        yield found.model_copy(update={"where": (*heads, *found.where)})
    else:
        yield from _in_unit(wrong)
    yield from below_zero(every)
    if far:
        remedy = "请核对有没有多写少写位数、填错行；属实的宜写明原因"
        yield _finding("AMOUNT-FAR", Level.NOTICE, far, f"相差{limits.far}倍以上", remedy)


def _in_unit(wrong: Sequence[Pair]) -> Iterator[Finding]:
    """An 错误 for the amounts that are too large, and one for those that are too small."""
    true = "确实增减这么多的，在它的原因里写明增减了多少万元"
    if large := [pair for pair in wrong if not pair.is_small]:
        remedy = "请改成万元，或在数后写明“元”；公开表没有按万元导出的重新导出"
        yield _finding("AMOUNT-UNIT", Level.ERROR, large, "像是把元当成了万元", f"{remedy}；{true}")
    if small := [pair for pair in wrong if pair.is_small]:
        like = "填的太小，像是按亿元填的，或少写了位数、写成了百分数"
        yield _finding("AMOUNT-UNIT", Level.ERROR, small, like, f"请按万元重新填写；{true}")


def _heads(account: Account, pairs: Sequence[Pair], wrong: Sequence[Pair]) -> tuple[Place, ...]:
    """The cells with the tables' unit, where all that can be compared is off by it, and in the same direction."""
    ways = {not pair.is_small for pair in wrong}
    if len(pairs) < _SEVERAL or len(ways) > 1 or any(pair not in wrong for pair in pairs):
        return ()
    head = "元" if ways == {True} else "万元"  # with the other one, staff typed them all in 元
    tables = [table for table in account.tables.values() if table.unit_at and table.unit == head]
    return tuple(Place(file=table.file or None, sheet=table.sheet or None, cell=table.unit_at) for table in tables)


def _stands_in(figure: Figure, sheets: Set[Sheet]) -> bool:
    place = figure.place
    return place is not None and (place.file, place.sheet) in sheets


def _keyed(figures: Figures) -> Iterator[Figure]:
    """Every amount of last year and of the budgets that staff gave under a name or code."""
    facts = figures.account.facts
    for kind in ("上年数", *BUDGETS):
        given = (figures.amount_given(kind, key) for key in getattr(facts, keys(type(facts))[kind]))
        yield from (one for one in given if one)


def _finding(code: str, level: Level, pairs: list[Pair], what: str, remedy: str) -> Finding:
    told = "；".join(pair.told() for pair in pairs[:_SHOWN]) + ("；等" if len(pairs) > _SHOWN else "")
    message = f"有{len(pairs)}个填报的数与对照的数悬殊，{what}：{told}。{remedy}。"
    places = (one.place for pair in pairs for one in (pair.given, *pair.given.operands, pair.beside))
    return Finding(code=code, level=level, message=message, where=tuple(filter(None, places)))


def _is_unit(pair: Pair, limits: Magnitudes) -> bool:
    return limits.unit / limits.slack <= pair.times <= limits.unit * limits.slack


def _pairs(figures: Figures, every: Sequence[Figure]) -> Iterator[Pair]:
    for label in figures.account.facts.last_year:
        yield from _pair(figures, "上年数", label, label)
    for kind, fund in BUDGETS.items():
        for code in getattr(figures.account.facts, keys(type(figures.account.facts))[kind]):
            yield from _pair(figures, kind, code, f"{fund}{code}")
    for path, label in TOTALS.items():
        if (given := figures.get(path)) and (beside := figures.get(label)):
            yield Pair(path, given, beside)
    for path, label in LISTS.items():
        parts = [one for one in every if one.id.startswith(f"{path}.") and one.id.endswith(".金额")]
        if parts and (beside := figures.get(label)):
            yield Pair(f"{spoken(path)}合计", total(path, path, parts, "各项之和"), beside)


def _alone(figures: Figures, every: Sequence[Figure], suspect: Set[Sheet]) -> Iterator[Pair]:
    """Project items that are by themselves many times what all projects together spent."""
    beside = figures.get(LISTS[_ITEMS])
    if beside and beside.value and not _stands_in(beside, suspect):
        for part in (one for one in every if one.id.startswith(f"{_ITEMS}.")):
            if abs(part.value or Decimal(0)) > _MANY * abs(beside.value):
                yield Pair(spoken(part.id), part, beside)


def _pair(figures: Figures, kind: str, key: str, label: str) -> Iterator[Pair]:
    given, beside = figures.amount_given(kind, key), figures.get(label)
    if given and beside:
        reason = figures.reason(label, of_budget=kind != "上年数")
        yield Pair(f"{kind}“{key}”", given, beside, _explains(reason, given, beside))


def _explains(reason: object, given: Figure, beside: Figure) -> bool:
    """Whether a reason states an amount that is most of the difference."""
    gap = abs((given.value or Decimal(0)) - (beside.value or Decimal(0)))
    return isinstance(reason, FreeText) and any(2 * stated.value > gap for stated in amounts(reason.text))


def _beyond(every: Sequence[Figure], figures: Figures, limits: Magnitudes, suspect: Set[Sheet]) -> Iterator[Pair]:
    """Amounts that are many times all that the unit took in and spent."""
    whole = figures.get(WHOLE)
    if whole and whole.value and not _stands_in(whole, suspect):
        for given in every:
            if given.id not in _HOLDINGS and abs(given.value or Decimal(0)) > abs(whole.value) * limits.far:
                yield Pair(spoken(given.id), given, whole)


def _amounts(figures: Figures, found: Any) -> Iterator[Figure]:
    """Every amount below a part of the facts."""
    if isinstance(found, Figure):
        if found.unit == "万元":
            yield found
    elif isinstance(found, tuple):
        for part in found:
            yield from _amounts(figures, part)
    elif isinstance(found, FactGroup) and isinstance(found.model, Model):
        given = vars(found.model)
        for key, name in keys(type(found.model)).items():
            if not isinstance(given[name], (str, dict, type(None))):
                yield from _amounts(figures, figures.fact_of(found, key))
