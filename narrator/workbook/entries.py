"""Rows of a filled-in workbook: found by their keys and headers, whatever was moved or inserted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from narrator.finding import Finding, Level, Place
from narrator.read.amounts import Trouble, percentage, read_amount, shown
from narrator.read.given import Given
from narrator.read.grid import ErrorValue, Grid, Percent, Spot, Uncomputed, address
from narrator.workbook.fields import Field, Kind, field_at
from narrator.workbook.form import ANSWER_HEADER, CARRIED, CARRIED_MARK, CHECKED, KEY_HEADER, STATE_HEADER, TITLE_MARK
from narrator.workbook.printed import asked_by

_SINGLE = ("one", "word")
_NOT_ANSWERS = frozenset({KEY_HEADER, STATE_HEADER, ""})


@dataclass(frozen=True, slots=True)
class Entry:
    """A row with a key: the field it belongs to, what follows in the key, its columns by header, the state it has.

    `carried` says that the answer was brought over from last year.
    """

    grid: Grid
    row: int
    field: Field
    rest: str
    columns: dict[str, int]
    carried: bool = False

    @property
    def state(self) -> str:
        """What stands in its state."""
        return self.grid.text(self.row, self.columns[STATE_HEADER]) if STATE_HEADER in self.columns else ""

    @property
    def first(self) -> str:
        """The header of its first answer."""
        parts = [part.path for part in self.field.parts]
        return next((header for header in self.columns if header in parts), ANSWER_HEADER)

    def place(self, header: str) -> Place:
        """The cell below a header."""
        return self.grid.place(self.row, self.columns.get(header, 1))


def unconfirmed(entries: list[Entry]) -> bool:
    """Whether the answer in these rows is of last year and nobody has set its state to 已核对."""
    brought = any(entry.carried or entry.state == CARRIED for entry in entries)
    return brought and not any(entry.state == CHECKED for entry in entries)


def is_form(grids: list[Grid]) -> bool:
    """Whether a workbook is one to be filled in: some sheet has a header with keys and answers."""
    return any(_header(grid, row) for grid in grids for row in grid.rows)


def _header(grid: Grid, row: int) -> dict[str, int]:
    """The columns of a header row by their texts without what stands in brackets; empty for any other row.

    Where the column of the keys was deleted, a block is known by its title; its keys then stand in column 0.
    """
    columns: dict[str, int] = {}
    for column in grid.rows[row]:
        columns.setdefault(grid.header(row, column).partition("（")[0].replace(":", "."), column)
    if STATE_HEADER in columns and (ANSWER_HEADER in columns or _title(grid, row)[0]):
        columns.setdefault(KEY_HEADER, 0)
    return columns if KEY_HEADER in columns and STATE_HEADER in columns else {}


def _title(grid: Grid, header: int) -> tuple[Field | None, str]:
    """The field that the title above a header names, and its key; `None` for questions with one answer each."""
    texts = (grid.text(header - 1, column) for column in grid.rows.get(header - 1, ()))
    field, key = asked_by(next((text for text in texts if text != TITLE_MARK), ""))
    return (field, key) if field and field.shape not in _SINGLE else (None, "")


@dataclass(slots=True)
class Entries:
    """Reads the entries of all sheets and the answers in them; `findings` are what was the matter."""

    findings: list[Finding] = field(default_factory=list)
    _lost: dict[str, list[Place]] = field(default_factory=dict)
    _troubles: dict[tuple[str, Trouble], tuple[Grid, list[Spot]]] = field(default_factory=dict)

    def of(self, grid: Grid) -> Iterator[Entry]:
        """The rows of a sheet that have a key, or go on with the list above."""
        headers = {row: header for row in grid.rows if (header := _header(grid, row))}
        columns: dict[str, int] = {}
        above: Entry | None = None
        for row in grid.rows:
            if row in headers:
                columns, above = headers[row], self._begun(grid, row, headers[row])
            elif columns:
                key = grid.text(row, columns[KEY_HEADER])
                columns = {} if key == TITLE_MARK or row + 1 in headers else columns
                above = self._entry(grid, row, key, columns, above) if columns else None
                if above:
                    yield above

    def _begun(self, grid: Grid, header: int, columns: dict[str, int]) -> Entry | None:
        """The list that goes on below its header, if its first line has lost its key."""
        field, key = _title(grid, header)
        if field is None or grid.text(header + 1, columns[KEY_HEADER]):
            return None
        self._lost.setdefault(grid.sheet, []).append(grid.place(header + 1, columns.get(ANSWER_HEADER, 2)))
        return Entry(grid, header, field, key, columns)

    def _entry(self, grid: Grid, row: int, key: str, columns: dict[str, int], above: Entry | None) -> Entry | None:
        if not key and above and above.field.shape not in _SINGLE:
            return Entry(grid, row, above.field, above.rest if above.field.many else "", columns)
        known, rest = field_at(key.removesuffix(CARRIED_MARK)) if key else self._printed(grid, row, columns)
        if known and not (rest and known.shape not in ("keyed", "reasons")):
            return Entry(grid, row, known, rest, columns, key.endswith(CARRIED_MARK))
        self._unknown(grid, row, key, columns)
        return None

    def _printed(self, grid: Grid, row: int, columns: dict[str, int]) -> tuple[Field | None, str]:
        """The question with one answer that is printed in a row without a key."""
        texts = [grid.text(row, column) for column in grid.rows[row] if column != columns.get(ANSWER_HEADER)]
        field, _ = asked_by(texts[0]) if texts else (None, "")
        if field is None or field.shape not in _SINGLE:
            return None, ""
        self._lost.setdefault(grid.sheet, []).append(grid.place(row, columns.get(ANSWER_HEADER, 2)))
        return field, ""

    def lost(self) -> Iterator[Finding]:
        """One finding for each sheet where keys are gone, naming the rows that were read by what is printed."""
        for sheet, places in self._lost.items():
            cells = "、".join(str(place.cell) for place in places)
            message = (
                f"工作表“{sheet}”有{len(places)}处隐藏的键（A列）被删去了：{cells} 各行（或从这一行起的一段）。"
                "已按印着的问题读入，请核对读得对不对；不要删改隐藏的列，可以用撤销或备份恢复"
            )
            yield Finding(code="READ-KEY-LOST", level=Level.NOTICE, message=message, where=tuple(places))

    def _unknown(self, grid: Grid, row: int, key: str, columns: dict[str, int]) -> None:
        column = columns.get(ANSWER_HEADER)
        if column is None or not grid.text(row, column):
            return
        what = f"的键“{key}”不是填报里的键" if key else "没有键，大概是插在单个问题之间的一行"
        message = f"工作表“{grid.sheet}”第 {row} 行{what}，没有读入；请把内容填到对应问题的格子里"
        place = grid.place(row, column)
        self.findings.append(Finding(code="READ-NO-KEY", level=Level.ERROR, message=message, where=(place,)))

    def answer(self, entry: Entry, header: str, kind: Kind = "文字") -> Given | None:
        """The answer below a header as given, `None` for a blank or where it cannot be read."""
        spot = (entry.row, entry.columns.get(header, 0))
        text, trouble = _text(entry.grid.cells.get(spot), kind)
        if trouble:
            self._troubles.setdefault((entry.grid.sheet, trouble), (entry.grid, []))[1].append(spot)
        return Given(entry.grid.place(*spot), text) if text else None

    def answers(self, entry: Entry) -> dict[str, Given]:
        """All answers of a row of a list by the column's key."""
        kinds = {part.path: part.kind for part in entry.field.parts}
        shown = {header for header in entry.columns if header not in kinds and header.startswith("第")}
        headers = [header for header in entry.columns if header not in _NOT_ANSWERS | shown]
        found = {header: self.answer(entry, header, kinds.get(header, "文字")) for header in headers}
        return {header: given for header, given in found.items() if given}

    def troubles(self) -> Iterator[Finding]:
        """One finding for each kind of trouble and sheet, naming its cells."""
        for (sheet, trouble), (grid, spots) in self._troubles.items():
            code, level, says = trouble.value
            cells = "、".join(f"{address(*spot)}（{shown(grid.cells[spot])}）" for spot in spots)
            message = f"工作表“{sheet}”的单元格 {cells} {says}"
            yield Finding(code=code, level=level, message=message, where=tuple(grid.place(*spot) for spot in spots))


def _text(content: Any, kind: Kind) -> tuple[str, Trouble | None]:
    """A cell's content as 填报.yaml would have it, "" for a blank; and what is the matter with it."""
    if isinstance(content, date):
        return f"{content.year}年{content.month}月{content.day}日", None
    if isinstance(content, str) and (kind in ("文字", "选择") or read_amount(content)[1] != Trouble.DASH):
        return content.strip(), None
    if isinstance(content, Percent) and kind in ("百分数", "文字"):
        return percentage(content), None
    if isinstance(content, (bool, time)):
        return str(content), None
    value, trouble = read_amount(content)
    if isinstance(content, (ErrorValue, Uncomputed)) or value is None:
        return "", trouble
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text), None
