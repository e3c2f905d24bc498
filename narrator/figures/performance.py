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

Spent = tuple[ProjectItem, Figure]
NO_ITEMS = Missing("项目支出.明细", "项目支出的明细")
NO_SOURCES = Missing("项目支出.资金来源", "项目支出的资金来源")
NO_PROJECTS = Missing("项目支出.项目", "各项目的名称、用途和成效")


@computed("项目明细合计", "万元", "各项目明细之和", "填报 项目支出")
def project_items_total(figures: Figures) -> Figure:
    """All project items together."""
    return _sum("project_items_total", "项目明细合计", _items(figures))


def spent_on(figures: Figures, id: str, label: str, projects: Collection[str]) -> Figure:
    """What was spent on these projects; unknown where no items are given at all."""
    items = _items(figures)
    if items or not projects:
        parts = [amount for item, amount in items if item.project in projects]
        return total(id, label, parts, "各明细之和", reference="填报 项目支出")
    return _sum(id, label, items)


def _items(figures: Figures) -> list[Spent]:
    """Every item and its amount."""
    items, places = figures.account.facts.projects.items, figures.account.places
    return [(item, node(item.amount, f"项目支出.明细.{i}.金额", places, unit="万元")) for i, item in enumerate(items)]


def _sum(id: str, label: str, items: list[Spent]) -> Figure:
    if not items:
        return Figure(label, None, formula="各明细之和", reference="填报 项目支出", id=id, wanted=NO_ITEMS.path)
    return total(id, label, [amount for _, amount in items], "各明细之和", reference="填报 项目支出")


def _rows(name: str, items: list[Spent]) -> Rows:
    """One row for each name under which items are shown, in order of first appearance."""
    if not items:
        return NO_ITEMS
    shown: dict[str, list[Spent]] = {}
    for item, amount in items:
        shown.setdefault(item.shown_as or item.name, []).append((item, amount))
    return tuple([Item({"名称": key}, _sum(f"{name}.{key}", f"{name}：{key}", same)) for key, same in shown.items()])


@listing("资金来源", "项目支出的资金来源，各带明细和构成")
def sources(figures: Figures) -> Rows:
    """Money sources of projects with their items and parts, in the order given; none where nothing was spent."""
    given, items = figures.account.facts.projects.sources, _items(figures)
    rows = tuple(_source(figures, i, source, items) for i, source in enumerate(given))
    return rows or _unless_nothing(figures, NO_SOURCES)


def _unless_nothing(figures: Figures, missing: Missing) -> Rows:
    return () if figures["本年项目支出"] == 0 else missing


def _source(figures: Figures, index: int, source: MoneySource, items: list[Spent]) -> Item:
    own = [(item, amount) for item, amount in items if item.source == source.name]
    listed = tuple([Item({"名称": item.name}, amount) for item, amount in own])
    fields = {"名称": source.name, "构成": _parts(figures, index, source), "明细": listed or NO_ITEMS}
    return Item(fields, _sum(f"source.{index}", f"{source.name}的项目支出", own))


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
    given, items = figures.account.facts.projects.projects, _items(figures)
    rows = tuple(_project(figures, i, project, items) for i, project in enumerate(given))
    return rows or _unless_nothing(figures, NO_PROJECTS)


def _project(figures: Figures, index: int, project: Project, items: list[Spent]) -> Item:
    own = [(item, amount) for item, amount in items if item.project == project.name]
    group = FactGroup(f"项目支出.项目.{index}", project)
    fields = {
        "名称": project.name,
        "用途": figures.fact_of(group, "用途"),
        "成效": figures.fact_of(group, "成效"),
        "明细": _rows(project.name, own),
    }
    return Item(fields, _sum(f"project.{index}", f"{project.name}的支出", own))
