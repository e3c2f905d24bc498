"""Which line of tables 1 and 4 belongs to a class of the functional classification."""

from __future__ import annotations

from narrator.account import Row, Table
from narrator.check.classification import codes


def line(table: Table, class_code: str) -> Row | None:
    """The expenditure line of a class by any of its names; `None` where the table prints none."""
    names = codes().classes.get(class_code, ())
    return next((row for name in names if (row := table.row(name, "支出"))), None)
