"""Rows of a filled-in workbook: found by their keys and headers, whatever was moved or inserted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from narrator.finding import Finding, Level, Place
from narrator.read.amounts import Trouble, shown
from narrator.read.given import Given
from narrator.read.grid import Grid, Spot, address
from narrator.workbook.cell_text import cell_text
from narrator.workbook.fields import Field, Kind, field_at
from narrator.workbook.form import ANSWER_HEADER, CARRIED, CARRIED_MARK, CHECKED, KEY_HEADER, STATE_HEADER, TITLE_MARK
from narrator.workbook.headers import SINGLE, changed, header_columns, titled, usual
from narrator.workbook.printed import asked_by

_ITEM = re.compile(r"第\d+项")
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
        """The cell below a header, or where it was before the header was lost."""
        return self.grid.place(self.row, usual(self.columns, header))


def unconfirmed(entries: list[Entry]) -> bool:
    """Whether the answer in these rows is of last year and nobody has set its state to 已核对."""
    brought = any(entry.carried or entry.state == CARRIED for entry in entries)
    return brought and not any(entry.state == CHECKED for entry in entries)


@dataclass(slots=True)
class Entries:
    """Reads the entries of all sheets and the answers in them; `findings` are what was the matter."""

    findings: list[Finding] = field(default_factory=list)
    _lost: dict[str, list[Place]] = field(default_factory=dict)
    _merged: dict[tuple[str, Spot], tuple[Grid, list[Spot]]] = field(default_factory=dict)
    _troubles: dict[tuple[str, Trouble], tuple[Grid, list[Spot]]] = field(default_factory=dict)

    def of(self, grid: Grid) -> Iterator[Entry]:
        """The rows of a sheet that have a key, or go on with the list above."""
        headers = {row: header for row in grid.rows if (header := header_columns(grid, row))}
        self.findings += changed(grid, headers)
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
        field, key = titled(grid, header)
        if field is None or grid.text(header + 1, columns[KEY_HEADER]):
            return None
        self._lost.setdefault(grid.sheet, []).append(grid.place(header + 1, usual(columns, ANSWER_HEADER)))
        return Entry(grid, header, field, key, columns)

    def _entry(self, grid: Grid, row: int, key: str, columns: dict[str, int], above: Entry | None) -> Entry | None:
        if not key and above and above.field.shape not in SINGLE:
            if not self._goes_on(grid, row, columns, above):
                self._below(grid, row)
                return None
            return Entry(grid, row, above.field, above.rest if above.field.many else "", columns)
        known, rest = field_at(key.removesuffix(CARRIED_MARK)) if key else self._printed(grid, row, columns)
        if known and not (rest and known.shape not in ("keyed", "reasons")):
            return Entry(grid, row, known, rest, columns, key.endswith(CARRIED_MARK))
        self._unknown(grid, row, key, columns)
        return None

    def _goes_on(self, grid: Grid, row: int, columns: dict[str, int], above: Entry) -> bool:
        """Whether a row without a key belongs to the list above: right below an answer, or before a further line."""
        answered = [columns[header] for header in columns if header not in _NOT_ANSWERS and not header.startswith("第")]
        is_printed = any(_ITEM.fullmatch(grid.text(row, column)) for column in grid.rows[row])
        if is_printed or not columns[KEY_HEADER]:
            return True
        if above.row == row - 1 and any(grid.text(row - 1, column) for column in answered):
            return True
        keys = (grid.text(below, columns[KEY_HEADER]) for below in grid.rows if below > row)
        key = next(filter(None, keys), TITLE_MARK).removesuffix(CARRIED_MARK)
        return field_at(key)[0] == above.field

    def _below(self, grid: Grid, row: int) -> None:
        spot = (row, next(column for column in grid.rows[row]))
        message = (
            f"工作表“{grid.sheet}”的 {address(*spot)} 写了“{shown(grid.cells[spot])}”，在清单的下面，"
            "不知道是不是其中一项，没有读入。是的，请填到清单的空行里；不是的，请删去"
        )
        found = Finding(code="READ-BELOW-LIST", level=Level.MISSING, message=message, where=(grid.place(*spot),))
        self.findings.append(found)

    def _printed(self, grid: Grid, row: int, columns: dict[str, int]) -> tuple[Field | None, str]:
        """The question with one answer that is printed in a row without a key."""
        texts = [grid.text(row, column) for column in grid.rows[row] if column != columns.get(ANSWER_HEADER)]
        field, _ = asked_by(texts[0]) if texts else (None, "")
        if field is None or field.shape not in SINGLE:
            return None, ""
        self._lost.setdefault(grid.sheet, []).append(grid.place(row, usual(columns, ANSWER_HEADER)))
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
        what = f"隐藏的 A 列写着“{key}”，不是填报的问题" if key else "像是插在问题之间的一行，不知道答的是哪一问"
        message = f"工作表“{grid.sheet}”第 {row} 行{what}，没有读入；请把内容填到对应问题的格子里"
        place = grid.place(row, column)
        self.findings.append(Finding(code="READ-NO-KEY", level=Level.ERROR, message=message, where=(place,)))

    def answer(self, entry: Entry, header: str, kind: Kind = "文字") -> Given | None:
        """The answer below a header as given, `None` for a blank or where it cannot be read."""
        spot = (entry.row, entry.columns.get(header, 0))
        if entry.grid.covered.get(spot, spot) != spot:
            self._merged.setdefault((entry.grid.sheet, entry.grid.covered[spot]), (entry.grid, []))[1].append(spot)
        text, trouble = cell_text(entry.grid.cells.get(spot), kind)
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

    def merged(self) -> Iterator[Finding]:
        """One finding for each merge that covers cells with answers."""
        for (sheet, head), (grid, spots) in self._merged.items():
            area = f"{address(*head)}:{address(*max(spot for spot, at in grid.covered.items() if at == head))}"
            cells = "、".join(dict.fromkeys(address(*spot) for spot in spots))
            message = f"工作表“{sheet}”的 {area} 合并成了一格，{cells} 读不到内容；请取消合并，各格分别填写"
            where = tuple(grid.place(*spot) for spot in dict.fromkeys(spots))
            yield Finding(code="READ-MERGED-ANSWERS", level=Level.NOTICE, message=message, where=where)

    def troubles(self) -> Iterator[Finding]:
        """One finding for each kind of trouble and sheet, naming its cells."""
        for (sheet, trouble), (grid, spots) in self._troubles.items():
            code, level, says = trouble.value
            cells = "、".join(f"{address(*spot)}（{shown(grid.cells[spot])}）" for spot in spots)
            message = f"工作表“{sheet}”的单元格 {cells} {says}"
            yield Finding(code=code, level=level, message=message, where=tuple(grid.place(*spot) for spot in spots))
