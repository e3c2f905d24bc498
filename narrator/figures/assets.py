"""国有资产: the vehicles at the year's end by the uses that forms list."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from narrator.figures.arithmetic import total
from narrator.figures.definition import Definition, define
from narrator.figures.figure import Figure
from narrator.figures.figures import Figures
from narrator.figures.item import Missing

GIVEN = "国有资产.车辆用途"
OTHER = "其他用车"
KINDS = {
    "部级领导干部用车": "ministerial_vehicles",
    "主要领导干部用车": "leaders_vehicles",
    "机要通信用车": "confidential_vehicles",
    "应急保障用车": "emergency_vehicles",
    "执法执勤用车": "law_enforcement_vehicles",
    "特种专业技术用车": "special_purpose_vehicles",
    "离退休干部用车": "retired_cadres_vehicles",
    OTHER: "other_vehicles",
}


def vehicles_of(figures: Figures, kind: str) -> Figure:
    """How many vehicles have this use; those of a use that no form lists are 其他用车."""
    id, given = KINDS[kind], _given(figures)
    if isinstance(given, Missing):
        return Figure(kind, None, "辆", "填报", f"填报 {GIVEN}", id=id, wanted=GIVEN)
    listed = [group for group in given if _kind(figures, group) == kind]
    counts = [figures.figure_of(group, "数量") for group in listed]
    return total(id, kind, counts, "填报的这类车辆之和", "辆", f"填报 {GIVEN}")


def _given(figures: Figures) -> Any:
    """The groups of vehicles given; none where there are no vehicles at all."""
    given: Any = figures.fact(GIVEN)
    return () if isinstance(given, Missing) and figures["国有资产.车辆"] == Decimal(0) else given


def _kind(figures: Figures, group: Any) -> str:
    name: str = figures.fact_of(group, "种类").text
    return name if name in KINDS else OTHER


def _define(kind: str, id: str) -> None:
    formula = "填报的这类车辆之和" + ("，含表样没有列出的各类" if kind == OTHER else "")
    define(Definition(id, kind, "辆", formula, f"填报 {GIVEN}", lambda figures: vehicles_of(figures, kind)))


for _label, _id in KINDS.items():
    _define(_label, _id)
