"""Which line of tables 1 and 4 belongs to a class of the functional classification."""

from __future__ import annotations

from functools import cache

from narrator.account import Row, Table
from narrator.account.cells import Model
from narrator.data_file import load
from narrator.paths import phrasebook_folder


class Codes(Model):
    """The phrasebook's codes: line names without numeral by class code, one for every name that was ever used."""

    classes: dict[str, tuple[str, ...]]


@cache
def codes() -> Codes:
    """The codes as `codes.yaml` lists them; raises PhrasebookError where the file is faulty."""
    return load(phrasebook_folder() / "codes.yaml", Codes)


def line(table: Table, class_code: str) -> Row | None:
    """The expenditure line of a class by any of its names; `None` where the table prints none."""
    names = codes().classes.get(class_code, ())
    return next((row for name in names if (row := table.row(name, "支出"))), None)
