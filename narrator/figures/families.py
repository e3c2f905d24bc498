"""Families: figures that any amount has by the form of its label, such as last year's amount, change and share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from narrator.figures.arithmetic import difference, percentage, total
from narrator.figures.definition import DEFINITIONS, Definition
from narrator.figures.figure import Figure

if TYPE_CHECKING:
    from narrator.figures.figures import Figures


@dataclass(frozen=True, slots=True)
class Family:
    """Figures named by a pattern round a base label: `field` is what phrases write after the dot (收支总计.增减率)."""

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


@cache
def by_id(id: str) -> Definition | None:
    """The definition with this id, or `None`."""
    return next((definition for definition in DEFINITIONS.values() if definition.id == id), None)


def _last_year(figures: Figures, base: str) -> Figure:
    label = f"上年{base}"
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
        return Figure(label, given.value, "万元", "填报", "填报 上年数", (), given.place, f"{base}.last_year")
    return Figure(label, None, formula="填报", reference="填报 上年数", id=f"{base}.last_year")


def _change(figures: Figures, base: str) -> Figure:
    this, last = figures[base], figures[f"上年{base}"]
    return difference(f"{this.id}.change", f"{base}增减", this, last)


def _change_rate(figures: Figures, base: str) -> Figure:
    change, last = figures[f"{base}增减"], figures[f"上年{base}"]
    return percentage(f"{figures[base].id}.change_rate", f"{base}增减率", change, last)


def _initial_budget(figures: Figures, base: str) -> Figure:
    """The initial budget of a 项 as given; of everything the sum over all 项, or the total where only that is given."""
    id, label = f"{figures[base].id}.initial_budget", f"{base}年初预算"
    code = base[:7] if base[:7].isdigit() else ""
    if code:
        given = figures.amount_given("年初预算", code)
        value = given.value if given else None
        return Figure(
            label, value, "万元", "填报", f"填报 年初预算 {code}", place=given.place if given else None, id=id
        )
    parts = [figures.amount_given("年初预算", code) for code in sorted(figures.account.facts.initial_budget)]
    if parts:
        return total(id, label, filter(None, parts), "各项年初预算之和")
    whole = figures.fact("年初预算合计")
    return Figure(label, getattr(whole, "value", None), "万元", "填报", "填报 年初预算合计", id=id)


def _budget(figures: Figures, base: str) -> Figure:
    definition = DEFINITIONS.get(base)
    return figures[(definition and definition.budget) or f"{base}年初预算"]


def _budget_difference(figures: Figures, base: str) -> Figure:
    this = figures[base]
    return difference(f"{this.id}.budget_difference", f"{base}预算差额", this, _budget(figures, base))


def _completion(figures: Figures, base: str) -> Figure:
    this = figures[base]
    return percentage(f"{this.id}.completion", f"{base}完成率", this, _budget(figures, base))


def _share(figures: Figures, base: str) -> Figure:
    this, definition = figures[base], DEFINITIONS.get(base)
    whole = (definition and definition.whole) or ("一般公共预算支出" if base[:1] == "2" else f"{base}合计")
    return percentage(f"{this.id}.share", f"{base}占比", this, figures[whole])


FAMILIES: dict[str, Family] = {
    family.field: family
    for family in (
        Family("增减率", "", "增减率", "%", "（本年 − 上年）÷ 上年", _change_rate),
        Family("增减", "", "增减", "万元", "本年 − 上年", _change),
        Family("完成率", "", "完成率", "%", "决算 ÷ 预算", _completion),
        Family("预算差额", "", "预算差额", "万元", "决算 − 预算", _budget_difference),
        Family("年初预算", "", "年初预算", "万元", "填报的年初预算，合计为各项之和", _initial_budget),
        Family("占比", "", "占比", "%", "部分 ÷ 总体", _share),
        Family("上年", "上年", "", "万元", "上年表格中的同一个数，或填报的上年数", _last_year),
    )
}
