"""Amounts that units give beside the tables, last year's and budgets: added only where no unit lacks its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from narrator.account import Account, TableId
from narrator.account.cells import Table
from narrator.account.names import spoken
from narrator.department.added import added
from narrator.figures import Figures
from narrator.finding import Finding, Level

BUDGETS: Mapping[str, tuple[str, TableId]] = {
    "年初预算": ("initial_budget", "T5"),
    "政府性基金年初预算": ("fund_budget", "T8"),
    "国有资本年初预算": ("state_capital_budget", "T9"),
    "全年预算": ("full_budget", "T5"),
    "政府性基金全年预算": ("fund_full_budget", "T8"),
    "国有资本全年预算": ("state_capital_full_budget", "T9"),
}
"""Each budget's attribute of the facts, and the table whose codes it is of."""


def last_years_tables(units: Mapping[str, Account], findings: list[Finding]) -> dict[TableId, Table]:
    """Last year's tables that every unit has, added up; where a unit has none at all, that is no finding."""
    given = {unit: account.last_year for unit, account in units.items()}
    if not all(given.values()):
        return {}
    shared = set.intersection(*map(set, given.values()))
    for id in sorted({id for tables in given.values() for id in tables} - shared):
        findings.append(_lacking(f"上年公开0{id[1]}表", [unit for unit, tables in given.items() if id not in tables]))
    return added([(unit, {id: tables[id] for id in shared}) for unit, tables in given.items()])


def last_years_amounts(units: Mapping[str, Account], findings: list[Finding]) -> dict[str, str]:
    """Last year's amounts by label, of units that gave them or have last year's tables."""
    labels = dict.fromkeys(label for account in units.values() for label in account.facts.last_year)
    figures = {unit: Figures(account) for unit, account in units.items()}
    amounts: dict[str, str] = {}
    for label in labels:
        values = {unit: _last_year(each, label) for unit, each in figures.items()}
        if lacking := [unit for unit, value in values.items() if value is None]:
            findings.append(_lacking(f"上年数.{label}", lacking))
        else:
            amounts[label] = str(sum((value for value in values.values() if value is not None), Decimal(0)))
    return amounts


def _last_year(figures: Figures, label: str) -> Decimal | None:
    found = figures.get(f"上年{label}")
    return found.value if found else None


def without_partial_budgets(
    facts: dict[str, Any], units: Mapping[str, Account], findings: list[Finding]
) -> dict[str, Any]:
    """The facts less the budgets that a unit with such expenditure did not give, at all or for an item."""
    kept = dict(facts)
    for key, (attribute, table) in BUDGETS.items():
        lacking = [
            unit
            for unit, account in units.items()
            if not getattr(account.facts, attribute) and any(_codes(account.tables.get(table)))
        ]
        if key in kept and lacking:
            findings.append(_lacking(key, lacking))
            del kept[key]
        for code in (*kept.get(key, ()),):
            if lacking := [unit for unit, each in units.items() if _lacks(code, each, attribute, table)]:
                findings.append(_lacking(f"{key}.{code}", lacking))
                kept[key] = {other: amount for other, amount in kept[key].items() if other != code}
    return kept


def _codes(table: Table | None) -> Iterator[str]:
    return (row.code for row in table.rows if row.code) if table else iter(())


def _lacks(code: str, account: Account, attribute: str, table: TableId) -> bool:
    """Whether a unit spent money on an item and gave no budget for it."""
    row = account.tables[table].row(code) if table in account.tables else None
    spent = row is not None and any(cell.value for cell in row.cells.values())
    return spent and code not in getattr(account.facts, attribute)


def _lacking(path: str, units: list[str]) -> Finding:
    message = f"“{spoken(path)}”：{'、'.join(units)}没有填，没有相加；请补上后重新汇总，或在部门的填报里直接填"
    return Finding(code="ROLLUP-LACKING", level=Level.NOTICE, message=message)
