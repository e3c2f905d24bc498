"""Families: figures that any amount has by the form of its label, such as last year's amount, change and share."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from narrator.figures.arithmetic import difference, percentage, total
from narrator.figures.definition import DEFINITIONS, Definition
from narrator.figures.figure import Figure, UnknownFigure

if TYPE_CHECKING:
    from narrator.figures.figures import Figures

BUDGETED = "一般公共预算支出"  # what the budgets of all codes add up to
FUNDS = {"T5": "", "T8": "政府性基金", "T9": "国有资本"}  # what budgets are called, by the table of the code
INITIAL, FULL = "年初预算", "全年预算"  # as approved at first, and as adjusted by the year's end


class Family(NamedTuple):
    """Figures named by a pattern round a base label: `field` is what phrases write after the dot (收支总计.增减率).

    `id` is what stands after the dot in their ids (total.change_rate).
    """

    id: str
    field: str
    before: str
    after: str
    unit: str
    formula: str
    compute: Callable[[Figures, str], Figure]

    def label(self, base: str) -> str:
        """The label of this family's figure for a base label."""
        return f"{self.before}{base}{self.after}"

    def base(self, label: str) -> str:
        """The base label in a label of this family."""
        return label[len(self.before) : len(label) - len(self.after)]


def of(label: str) -> Family | None:
    """The family that a label belongs to, or `None`."""
    for family in FAMILIES.values():
        if label.startswith(family.before) and label.endswith(family.after) and family.base(label):
            return family
    return None


def of_id(id: str) -> Family | None:
    """The family that an id belongs to, or `None`."""
    return next((family for family in FAMILIES.values() if id.endswith(f".{family.id}")), None)


@cache
def by_id(id: str) -> Definition | None:
    """The definition with this id, or `None`."""
    return next((definition for definition in DEFINITIONS.values() if definition.id == id), None)


def _last_year(figures: Figures, base: str) -> Figure:
    """Of last year's tables, else as given; raises UnknownFigure where this year has no such figure."""
    label, this = f"上年{base}", figures[base]
    given = figures.amount_given("上年数", base)
    last = figures.last_year.get(base) if figures.last_year else None
    if last is not None and last.known:
        return Figure(
            label,
            last.value,
            last.unit,
            "取自上年表格",
            last.reference,
            last.operands,
            last.place,
            f"{last.id}.last_year",
        )
    if given is not None:
        return Figure(label, given.value, "万元", "填报", "填报 上年数", (), given.place, f"{this.id}.last_year")
    wanted = f"上年数.{base}"
    return Figure(label, None, formula="填报", reference=f"填报 {wanted}", id=f"{this.id}.last_year", wanted=wanted)


def _change(figures: Figures, base: str) -> Figure:
    this, last = figures[base], figures[f"上年{base}"]
    return difference(f"{this.id}.change", f"{base}增减", this, last)


def _change_rate(figures: Figures, base: str) -> Figure:
    change, last = figures[f"{base}增减"], figures[f"上年{base}"]
    return percentage(f"{figures[base].id}.change_rate", f"{base}增减率", change, last)


def _initial_budget(figures: Figures, base: str) -> Figure:
    return _given_budget(figures, base, INITIAL, f"{figures[base].id}.initial_budget")


def _full_budget(figures: Figures, base: str) -> Figure:
    return _given_budget(figures, base, FULL, f"{figures[base].id}.full_budget")


def _given_budget(figures: Figures, base: str, kind: str, id: str) -> Figure:
    """The budget of a code as given, or of everything; no other figure has one: raises UnknownFigure."""
    if base == BUDGETED:
        return _whole_budget(figures, kind, id, f"{base}{kind}")
    table, _, code = figures[base].id.partition(".")
    if table not in FUNDS or not code.isdigit():
        raise UnknownFigure(f"“{base}”没有{kind}")
    label, fact = f"{figures[base].label}{kind}", f"{FUNDS[table]}{kind}"
    given, path = figures.amount_given(fact, code) or Figure(label, None), f"{fact}.{code}"
    return Figure(label, given.value, "万元", "填报", f"填报 {path}", place=given.place, id=id, wanted=path)


def _whole_budget(figures: Figures, kind: str, id: str, label: str) -> Figure:
    """The total as given, which was rounded on its own; else the sum over all codes."""
    whole, facts = figures[f"{kind}合计"], figures.account.facts
    if whole.known:
        return total(id, label, [whole], f"填报的{kind}合计", reference=f"填报 {kind}合计")
    given = facts.initial_budget if kind == INITIAL else facts.full_budget
    codes = {code for code in given if not any(longer != code and longer.startswith(code) for longer in given)}
    rows = figures.rows("一般公共预算项")
    codes |= {item.fields["编码"] for item in rows} if isinstance(rows, tuple) else set()
    parts = [figures[f"{code}{kind}"] for code in sorted(codes)]
    if parts:
        return total(id, label, parts, f"各项{kind}之和", reference=f"填报 {kind}")
    return Figure(label, None, "万元", "填报", f"填报 {kind}", id=id, wanted=kind)


def _budget(figures: Figures, base: str) -> Figure:
    definition = DEFINITIONS.get(base)
    return figures[(definition and definition.budget) or f"{base}{INITIAL}"]


def _budget_difference(figures: Figures, base: str) -> Figure:
    this = figures[base]
    return difference(f"{this.id}.budget_difference", f"{base}预算差额", this, _budget(figures, base))


def _completion(figures: Figures, base: str) -> Figure:
    this = figures[base]
    return percentage(f"{this.id}.completion", f"{base}完成率", this, _budget(figures, base))


def _full_difference(figures: Figures, base: str) -> Figure:
    this = figures[base]
    return difference(f"{this.id}.full_budget_difference", f"{base}全年差额", this, figures[f"{base}{FULL}"])


def _full_completion(figures: Figures, base: str) -> Figure:
    this = figures[base]
    return percentage(f"{this.id}.full_completion", f"{base}全年完成率", this, figures[f"{base}{FULL}"])


def _share(figures: Figures, base: str) -> Figure:
    this, definition = figures[base], DEFINITIONS.get(base)
    whole = (definition and definition.whole) or ("一般公共预算支出" if this.id.startswith("T5.") else f"{base}合计")
    return percentage(f"{this.id}.share", f"{base}占比", this, figures[whole])


FAMILIES: dict[str, Family] = {
    family.field: family
    for family in (
        Family("change_rate", "增减率", "", "增减率", "%", "（本年 − 上年）÷ 上年", _change_rate),
        Family("change", "增减", "", "增减", "万元", "本年 − 上年", _change),
        Family("full_completion", "全年完成率", "", "全年完成率", "%", "决算 ÷ 全年预算", _full_completion),
        Family("completion", "完成率", "", "完成率", "%", "决算 ÷ 预算", _completion),
        Family("budget_difference", "预算差额", "", "预算差额", "万元", "决算 − 预算", _budget_difference),
        Family("initial_budget", "年初预算", "", "年初预算", "万元", "填报的年初预算，合计为各项之和", _initial_budget),
        Family("full_budget_difference", "全年差额", "", "全年差额", "万元", "决算 − 全年预算", _full_difference),
        Family("full_budget", "全年预算", "", "全年预算", "万元", "填报的全年预算，合计为各项之和", _full_budget),
        Family("share", "占比", "", "占比", "%", "部分 ÷ 总体", _share),
        Family("last_year", "上年", "上年", "", "万元", "上年表格中的同一个数，或填报的上年数", _last_year),
    )
}
