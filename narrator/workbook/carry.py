"""Last year's files as the first answers of this year's form: amounts, and what seldom changes, to be checked."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from narrator.account import Account
from narrator.figures import Figures
from narrator.workbook.answers import answers_of, lines_of
from narrator.workbook.plan import begins, load_plan
from narrator.workbook.usage import Usage

LAST_YEAR = "上年数"


def carried(last: Account, usage: Usage) -> dict[str, Any]:
    """The answers that last year's account gives to this year's questions, by path."""
    roots = load_plan().carried
    kept = {
        path: value
        for path, value in answers_of(last.facts).items()
        if any(begins(path, root) for root in roots) and _is_asked(path, usage)
    }
    return {**kept, **last_amounts(last, usage)}


def last_amounts(last: Account, usage: Usage) -> dict[str, Decimal]:
    """The amounts of last year's tables that this year's questions ask for, by path."""
    figures = Figures(last)
    names = [path[len(LAST_YEAR) + 1 :] for path in usage.uses if path.startswith(f"{LAST_YEAR}.")]
    amounts = {f"{LAST_YEAR}.{name}": figure.value for name in names if (figure := figures.get(name))}
    return {path: value for path, value in amounts.items() if value is not None}


def sizes(last: Account) -> dict[str, int]:
    """How many lines each list of last year's answers took."""
    lists = {path: value for path, value in answers_of(last.facts).items() if isinstance(value, tuple)}
    return {
        path: sum(1 for _ in lines_of(value)) if _has_columns(value) else len(value) for path, value in lists.items()
    }


def _has_columns(rows: tuple[Any, ...]) -> bool:
    return bool(rows) and isinstance(rows[0], dict)


def _is_asked(path: str, usage: Usage) -> bool:
    return path in usage.uses or any(known.startswith(f"{path}.") for known in usage.uses)
