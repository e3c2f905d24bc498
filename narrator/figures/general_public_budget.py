"""一般公共预算财政拨款支出 (tables 5 and 6): classes and items, personnel and operating expenditure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from narrator.account import Row, TableId
from narrator.figures.arithmetic import percentage
from narrator.figures.definition import computed, listing, reported
from narrator.figures.families import FULL, INITIAL
from narrator.figures.figure import Figure
from narrator.figures.figures import Figures
from narrator.figures.item import Item, Missing

PERSONNEL = ("301", "303")

reported("general_public_budget", "一般公共预算支出", "T5", "合计", "合计", whole="本年支出合计")
reported("general_public_budget_basic", "一般公共预算基本支出", "T5", "合计", "基本支出")
reported("general_public_budget_project", "一般公共预算项目支出", "T5", "合计", "项目支出")
reported("personnel", "人员经费", "T6", "人员经费合计", "决算数")
reported("operating", "公用经费", "T6", "公用经费合计", "决算数")


@computed("人员经费占基本支出", "%", "人员经费 ÷ 一般公共预算基本支出", "公开06表、公开05表")
def personnel_share(figures: Figures) -> Figure:
    """人员经费 as a share of 基本支出."""
    return percentage("personnel_share", "人员经费占基本支出", figures["人员经费"], figures["一般公共预算基本支出"])


@computed("公用经费占基本支出", "%", "公用经费 ÷ 一般公共预算基本支出", "公开06表、公开05表")
def operating_share(figures: Figures) -> Figure:
    """公用经费 as a share of 基本支出."""
    return percentage("operating_share", "公用经费占基本支出", figures["公用经费"], figures["一般公共预算基本支出"])


def table_rows(figures: Figures, table: TableId) -> tuple[Row, ...]:
    """The rows of a table, none where it is missing."""
    source = figures.account.tables.get(table)
    return source.rows if source else ()


def full_name(figures: Figures, table: TableId, code: str) -> dict[str, Any]:
    """A code's 类, 款 and 项 ("" where not printed), its 类 without the ending 支出, and what it was for."""
    names = [_name(figures, table, code[:length]) for length in (3, 5, 7)]
    supply = f"公开0{table[1]}表 {code}" if names[2] else f"科目名称.{code}"
    own = Missing(supply, f"科目{code}的名称") if "" in names else names[2]
    return {
        "编码": code,
        "类": names[0],
        "款": names[1],
        "项": names[2],
        "科目名": own,
        "简称": names[0].removesuffix("支出"),
        "用途": figures.use(code),
    }


def _name(figures: Figures, table: TableId, code: str) -> str:
    """The name of a code: in this table, else as staff gave it, else in another table of this year or the last."""
    account = figures.account
    if code in account.facts.code_names:
        return account.facts.code_names[code]
    this, others = account.tables.get(table), (*account.tables.values(), *account.last_year.values())
    found = (row for source in (this, *others) if source and (row := source.row(code)))
    return next((row.name for row in found), "")


@listing("一般公共预算类", "表5中不为零的类级科目，按编码排列")
def classes(figures: Figures) -> tuple[Item, ...]:
    """Functional classes of table 5 that are not zero, by code."""
    codes = sorted(row.code for row in table_rows(figures, "T5") if len(row.code) == 3)
    items = (Item(full_name(figures, "T5", code), figures[code]) for code in codes)
    return tuple(item for item in items if not item.is_zero)


@listing("一般公共预算项", "表5中有决算数，或有年初预算、全年预算的项级科目，按编码排列")
def items(figures: Figures) -> tuple[Item, ...]:
    """Functional items of table 5 or of the budgets, by code."""
    facts = figures.account.facts
    return functional_items(figures, "T5", "", (*facts.initial_budget, *facts.full_budget))


def functional_items(figures: Figures, table: TableId, fund: str, budgeted: Iterable[str]) -> tuple[Item, ...]:
    """Functional items of a table or with a budget that are not zero in all three: spent, 年初预算, 全年预算."""
    codes = {row.code for row in table_rows(figures, table)} | set(budgeted)
    labels = {code: f"{fund}{code}" for code in sorted(codes) if len(code) == 7}
    items = {label: Item(full_name(figures, table, code), figures[label]) for code, label in labels.items()}
    budgets = (INITIAL, FULL)
    return tuple(
        item
        for label, item in items.items()
        if not item.is_zero or any(figures[f"{label}{budget}"] != 0 for budget in budgets)
    )


def economic(figures: Figures, *, personnel: bool, digits: int) -> tuple[Item, ...]:
    """Economic codes of table 6 that are not zero, by code: of the personnel half or of the operating half."""
    rows = [row for row in table_rows(figures, "T6") if len(row.code) == digits]
    codes = [row.code for row in rows if (row.code[:3] in PERSONNEL) == personnel and _has_amount(row)]
    found = [(code, figures[code]) for code in sorted(codes)]
    return tuple([Item({"编码": code, "名称": figure.label[digits:]}, figure) for code, figure in found if figure != 0])


def _has_amount(row: Row) -> bool:
    cell = row.cells.get("决算数")
    return cell is not None and bool(cell.value)


def listed(figures: Figures, key: str, *, personnel: bool) -> tuple[Item, ...]:
    """The names that follow 主要包括: what staff wrote in their place, else every section that is not zero."""
    if key in figures.account.facts.lists:
        return tuple(Item({"名称": name}) for name in figures.account.facts.lists[key])
    return economic(figures, personnel=personnel, digits=5)


@listing("人员经费科目", "表6中不为零的人员经费款级科目，或填报的主要包括")
def personnel_sections(figures: Figures) -> tuple[Item, ...]:
    """Sections of 人员经费."""
    return listed(figures, "人员经费", personnel=True)


@listing("公用经费科目", "表6中不为零的公用经费款级科目，或填报的主要包括")
def operating_sections(figures: Figures) -> tuple[Item, ...]:
    """Sections of 公用经费."""
    return listed(figures, "公用经费", personnel=False)


@listing("人员经费类", "表6中不为零的人员经费类级科目")
def personnel_classes(figures: Figures) -> tuple[Item, ...]:
    """Classes of 人员经费."""
    return economic(figures, personnel=True, digits=3)


@listing("公用经费类", "表6中不为零的公用经费类级科目")
def operating_classes(figures: Figures) -> tuple[Item, ...]:
    """Classes of 公用经费."""
    return economic(figures, personnel=False, digits=3)
