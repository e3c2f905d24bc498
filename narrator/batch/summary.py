"""The summary of a batch: a workbook with a row for each unit, and a list of all findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from narrator import outputs
from narrator.batch.job import TOTALS
from narrator.batch.ledger import Entry
from narrator.batch.record import Outcome, State
from narrator.finding import Finding, Level
from narrator.write.listing import A3, COLOURS, LINKED, LONGEST, WRAPPED, list_sheet, seen_from, titled, write_link

UNITS, FINDINGS, WANTED, STATE = "各单位", "问题", "待填的内容", "状态"
_LEVELS = [str(level) for level in Level]
UNIT_COLUMNS = {
    **{"序号": 6, "编号": 20, "单位": 24, "年度": 6, "版式": 13, STATE: 12},
    **dict.fromkeys(_LEVELS, 6),
    **dict.fromkeys(TOTALS, 15),
    WANTED: 40,
}
FINDING_COLUMNS = {"编号": 22, "单位": 26, "级别": 6, "问题": 90, "位置": 36, "代码": 26}
MOST_ROWS = 1_000_000  # in a sheet; Excel has 1,048,576
BASE = ".base.json"  # for refreshing alone
MOST_LINKS = 65_000  # in a sheet; Excel has 65,530
Value = str | int | Decimal | Path | None
_HEADER_HEIGHT = 32  # points: two lines
_GRAVE = {
    State.KEPT: Level.MISSING,
    State.REFUSED: Level.ERROR,
    State.UNUSABLE: Level.ERROR,
    State.FAILED: Level.ERROR,
    State.WAITING: Level.MISSING,
}


def write_summary(entries: Iterable[Entry], out: Path, path: Path, files: int) -> None:
    """Write the summary of units whose files, so many each to be opened, are below `out`; raises NarratorError.

    Memory does not grow with the number of units; so rows have no height here, and are fitted where they are opened.
    """
    folder, options = seen_from(path.parent, out), {"constant_memory": True}
    with (
        outputs.replacing(path) as temporary,
        temporary.open("wb") as file,
        xlsxwriter.Workbook(file, options) as book,
    ):
        titled(book, "批次汇总")
        _Summary(book, folder, files).write(entries)


class _Summary:
    """The workbook while it is written, a row after the other."""

    def __init__(self, book: Any, folder: Path, files: int) -> None:
        self.book, self.folder, self.links = book, folder, 0
        self.columns = UNIT_COLUMNS | {f"文件{number}": 16 for number in range(1, files + 1)}
        self.plain = book.add_format(WRAPPED)
        self.coloured = {level: book.add_format({**WRAPPED, "bg_color": colour}) for level, colour in COLOURS.items()}
        self.link = book.add_format(LINKED)
        amount = book.add_format({**WRAPPED, "num_format": "#,##0.00"})
        self.looks = {**dict.fromkeys(TOTALS, amount), WANTED: book.add_format({"valign": "top"})}
        self.units = list_sheet(book, UNITS, self.columns, A3)
        self.units.set_row(0, _HEADER_HEIGHT)
        self.lists: list[Any] = []
        self.told = 0

    def write(self, entries: Iterable[Entry]) -> None:
        """Write all units and their findings."""
        row = 0
        for row, entry in enumerate(entries, 1):
            outcome = entry.outcome or Outcome()
            for column, (title, value) in enumerate(zip(self.columns, (row, *_values(entry, outcome)), strict=False)):
                self._put(self.units, row, column, value, self._look(title, value, entry.record.state))
            for finding in outcome.findings:
                self._tell(entry.unit.key, outcome.unit, finding)
        self.units.autofilter(0, 0, max(row, 1), len(self.columns) - 1)
        self.units.print_area(0, 0, row, len(self.columns) - 1)  # else text that flows out of it makes the page wider
        self.lists = self.lists or [list_sheet(self.book, FINDINGS, FINDING_COLUMNS)]

    def _look(self, title: str, value: Value, state: State) -> Any:
        if title == STATE:
            return self.coloured[_GRAVE[state]] if state in _GRAVE else self.plain
        return self.coloured[Level(title)] if value and title in _LEVELS else self.looks.get(title, self.plain)

    def _put(self, sheet: Any, row: int, column: int, value: Value, look: Any) -> None:
        if isinstance(value, (int, Decimal)):
            sheet.write_number(row, column, float(value), look)
        elif isinstance(value, Path) and self.links < MOST_LINKS:
            self.links += 1
            write_link(sheet, row, column, self.folder / value, self.link, shown=value.name)
        elif value is not None:
            sheet.write_string(row, column, str(value)[:LONGEST], look)

    def _tell(self, key: str, unit: str | None, finding: Finding) -> None:
        page, row = divmod(self.told, MOST_ROWS)
        if page == len(self.lists):
            self.lists.append(list_sheet(self.book, f"{FINDINGS}{page + 1 if page else ''}", FINDING_COLUMNS))
        self.told += 1
        places = "、".join(dict.fromkeys(filter(None, map(str, finding.where))))
        told = (key, unit, str(finding.level), finding.message, places, finding.code)
        for column, text in enumerate(told):
            look = self.coloured[finding.level] if text == finding.level else self.plain
            self._put(self.lists[page], row + 1, column, text, look)


def _values(entry: Entry, outcome: Outcome) -> Iterator[Value]:
    """The cells of a unit's row after its number."""
    yield from (entry.unit.key, outcome.unit, outcome.year, outcome.edition, str(entry.record.state))
    yield from entry.record.levels
    totals = (outcome.totals.get(label) for label in TOTALS)
    yield from (None if value is None else Decimal(value) for value in totals)
    yield "、".join(each.message.partition("，")[0] for each in outcome.findings if each.level == Level.MISSING)
    yield from (Path(entry.unit.key, name) for name in outcome.outputs if not name.endswith(BASE))
