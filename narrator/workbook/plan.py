"""How the workbook is laid out and worded, as `phrasebook/workbook.yaml` says."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from narrator import data_file
from narrator.account.cells import Model
from narrator.paths import phrasebook_folder

Spared = tuple[str, str]  # a fact and the answer with which another question need not be answered


class SheetPlan(Model):
    """A sheet: what it is about, and the facts that it asks for, by the first keys of their paths."""

    about: str
    holds: tuple[str, ...]


class Plan(Model):
    """Sheets in order, wording and examples by path, and what is asked or carried along.

    `along` names facts that go with a figure or list, `needed_as` those needed if another one is, `carried` those kept
    from one year to the next, `spared` the answer to another question that makes one needless.
    """

    sheets: Mapping[str, SheetPlan]
    along: Mapping[str, tuple[str, ...]]
    needed_as: Mapping[str, str]
    carried: tuple[str, ...]
    spared: Mapping[str, Mapping[str, str]]
    words: Mapping[str, str]
    examples: Mapping[str, str]

    def sheet(self, path: str) -> str:
        """The sheet on which a fact is asked for; what no sheet names stands on the last but one."""
        for name, sheet in self.sheets.items():
            if any(begins(path, root) for root in sheet.holds):
                return name
        return list(self.sheets)[-2]

    def spares(self, path: str) -> Spared | None:
        """The fact, and its answer, that makes a question needless."""
        return next((pair for root, by in self.spared.items() if begins(path, root) for pair in by.items()), None)


def begins(path: str, root: str) -> bool:
    """Whether a path is this one or lies below it."""
    return path == root or path.startswith(f"{root}.")


@cache
def load_plan() -> Plan:
    """The plan of `phrasebook/workbook.yaml`; raises PhrasebookError with file and line."""
    return data_file.load(phrasebook_folder() / "workbook.yaml", Plan)
