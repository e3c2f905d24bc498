"""项目支出 in the performance report: items by source of money and by project."""

from __future__ import annotations

from collections.abc import Collection

from narrator.account.performance import MoneySource, Project, ProjectItem
from narrator.figures.arithmetic import total
from narrator.figures.definition import Rows, computed, listing
from narrator.figures.facts import node
from narrator.figures.figure import Figure
from narrator.figures.figures import Figures
from narrator.figures.item import FactGroup, Item, Missing

Numbered = tuple[int, ProjectItem]
NO_ITEMS = Missing("项目支出.明细", "项目支出的明细")
NO_SOURCES = Missing("项目支出.资金来源", "项目支出的资金来源")
NO_PROJECTS = Missing("项目支出.项目", "各项目的名称、用途和成效")


@computed("项目明细合计", "万元", "各项目明细之和", "填报 项目支出")
def project_items_total(figures: Figures) -> Figure:
    """All project items together."""
    return _sum(figures, "project_items_total", "项目明细合计", list(enumerate(figures.account.facts.projects.items)))


def spent_on(figures: Figures, id: str, label: str, projects: Collection[str]) -> Figure:
    """What was spent on these projects; unknown where no items are given at all."""
    items = list(enumerate(figures.account.facts.projects.items))
    chosen = [(i, item) for i, item in items if item.project in projects]
    if items or not projects:
        parts = [_amount(figures, i, item) for i, item in chosen]
        return total(id, label, parts, "各明细之和", reference="填报 项目支出")
    return _sum(figures, id, label, items)


def _amount(figures: Figures, index: int, item: ProjectItem) -> Figure:
    figure: Figure = node(item.amount, f"项目支出.明细.{index}.金额", figures.account.places, unit="万元")
    return figure


def _sum(figures: Figures, id: str, label: str, items: Collection[Numbered]) -> Figure:
    if not items:
        return Figure(label, None, formula="各明细之和", reference="填报 项目支出", id=id, wanted=NO_ITEMS.path)
    return total(id, label, [_amount(figures, i, item) for i, item in items], "各明细之和", reference="填报 项目支出")


def _matching(figures: Figures, key: str, name: str) -> list[Numbered]:
    return [(i, item) for i, item in enumerate(figures.account.facts.projects.items) if getattr(item, key) == name]


def _rows(figures: Figures, name: str, items: list[Numbered]) -> Rows:
    """One row for each name under which items are shown, in order of first appearance."""
    if not items:
        return NO_ITEMS
    shown: dict[str, list[Numbered]] = {}
    for i, item in items:
        shown.setdefault(item.shown_as or item.name, []).append((i, item))
    return tuple(
        Item({"名称": key}, _sum(figures, f"{name}.{key}", f"{name}：{key}", same)) for key, same in shown.items()
    )


@listing("资金来源", "项目支出的资金来源，各带明细和构成")
def sources(figures: Figures) -> Rows:
    """Money sources of projects with their items and parts, in the order given; none where nothing was spent."""
    given = figures.account.facts.projects.sources
    return tuple(_source(figures, i, source) for i, source in enumerate(given)) or _unless_nothing(figures, NO_SOURCES)


def _unless_nothing(figures: Figures, missing: Missing) -> Rows:
    return () if figures["本年项目支出"] == 0 else missing


def _source(figures: Figures, index: int, source: MoneySource) -> Item:
    items = _matching(figures, "source", source.name)
    listed = tuple(Item({"名称": item.name}, _amount(figures, i, item)) for i, item in items)
    fields = {"名称": source.name, "构成": _parts(figures, index, source), "明细": listed or NO_ITEMS}
    return Item(fields, _sum(figures, f"source.{index}", f"{source.name}的项目支出", items))


def _parts(figures: Figures, index: int, source: MoneySource) -> tuple[Item, ...]:
    path = f"项目支出.资金来源.{index}.构成"
    amounts = (
        node(part.amount, f"{path}.{i}.金额", figures.account.places, unit="万元")
        for i, part in enumerate(source.parts)
    )
    return tuple(Item({"名称": part.name}, amount) for part, amount in zip(source.parts, amounts, strict=True))


@listing("项目", "绩效评价报告中的项目，各带明细、用途和成效")
def projects(figures: Figures) -> Rows:
    """Projects with their items, use and effect, in the order given; none where nothing was spent."""
    given = figures.account.facts.projects.projects
    rows = tuple(_project(figures, i, project) for i, project in enumerate(given))
    return rows or _unless_nothing(figures, NO_PROJECTS)


def _project(figures: Figures, index: int, project: Project) -> Item:
    items = _matching(figures, "project", project.name)
    group = FactGroup(f"项目支出.项目.{index}", project)
    fields = {
        "名称": project.name,
        "用途": figures.fact_of(group, "用途"),
        "成效": figures.fact_of(group, "成效"),
        "明细": _rows(figures, project.name, items),
    }
    return Item(fields, _sum(figures, f"project.{index}", f"{project.name}的支出", items))
