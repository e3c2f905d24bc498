"""Where a sheet's tables are: their titles, and what is printed around a title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from narrator.account.cells import TableId
from narrator.account.names import folded
from narrator.read.forms import Forms
from narrator.read.grid import Grid, Spot

_FORM_NUMBER = re.compile(r"公开\s*\d+\s*表")
_MONEY_UNIT = re.compile(
    r"(?:(?:金额)?单位\s*[：:]\s*(?:人民币)?\s*|(?:^|\t)[（(]\s*(?:人民币)?\s*(?=[^\t]{1,2}[）)](?:\t|$)))([百千万亿]?元)"
)
_UNIT_NAME = re.compile(r"(?:部门|单位)(?:名称)?\s*[：:]\s*([^\s：:][^\t：:]*)")
_YEAR = re.compile(r"(?<!\d)20\d\d\s*年度")
_MARK = re.compile("[:：(（]|公开")  # one of them stands in whatever the three patterns find
_BEFORE_TITLE = re.compile(r"^(?:附[件表]?\d*[:、]?|公开\d+表|表[\d一二三四五六七八九十]+[:、]?|20\d\d年度?)+")
_AFTER_TITLE = re.compile(r"(?:（(?:公开\d+表|20\d\d年度?)）)+$")
_NO_ROW = 2**20 + 1  # a sheet has 2**20 rows; what stands above a table may be put above row 1


class Region(NamedTuple):
    """The rows of a sheet that one table takes: from above its title to above the next title."""

    id: TableId
    title: Spot
    rows: tuple[int, ...]


class Caption(NamedTuple):
    """What stands around a title: form number, unit's name, unit of the amounts, year, cells; "" where not printed."""

    form_number: str = ""
    unit: str = ""
    unit_at: Spot = (0, 0)
    money: str = ""
    money_at: Spot = (0, 0)
    year: str = ""
    year_at: Spot = (0, 0)


def regions(grid: Grid, forms: Forms) -> Iterator[Region]:
    """The tables of a sheet by their titles, from top to bottom."""
    found = [(*spot, id) for spot, id in sorted(_titles(grid, forms).items())]
    starts = [-_NO_ROW, *(row for row, _, _ in found[1:])]
    for (row, column, id), start, end in zip(found, starts, [*starts[1:], _NO_ROW], strict=False):
        yield Region(id, (row, column), tuple(r for r in grid.rows if start <= r < end))


def _titles(grid: Grid, forms: Forms) -> dict[Spot, TableId]:
    texts = {spot: _AFTER_TITLE.sub("", text) if text[-1:] == "）" else text for spot, text in grid.folded.items()}
    found = {spot: _BEFORE_TITLE.sub("", text) for spot, text in texts.items() if text.endswith(forms.endings)}
    if not forms.titles.keys() >= {*found.values()}:
        unit = folded(caption(grid, tuple(grid.rows)).unit)
        found = {spot: _without_unit(text, unit) for spot, text in found.items()}
    return {spot: forms.titles[text] for spot, text in found.items() if text in forms.titles}


def _without_unit(title: str, unit: str) -> str:
    """A title without the unit's name, which may stand behind the year or before it."""
    return _BEFORE_TITLE.sub("", title.removeprefix(unit)).removeprefix(unit)


def caption(grid: Grid, rows: tuple[int, ...]) -> Caption:
    """Form number, unit, money unit and year that these rows print."""
    form_number, unit, unit_at, money, money_at = "", "", (0, 0), "", (0, 0)
    for row in rows:
        columns, line = grid.rows[row], grid.line(row)
        if not _MARK.search(line):
            continue
        if match := _FORM_NUMBER.search(line):
            form_number = form_number or folded(match[0])
        if not money and (match := _MONEY_UNIT.search(line)):
            money = match[1]
            money_at = next(((row, c) for c in columns if _MONEY_UNIT.search(grid.text(row, c))), (row, columns[0]))
        line = _FORM_NUMBER.sub("\t", _MONEY_UNIT.sub("\t", line))
        if not unit and (match := _UNIT_NAME.search(line)):
            unit, unit_at = match[1].strip(), (row, columns[0])
    return Caption(form_number, unit, unit_at, money, money_at, *_year(grid, rows))


def _year(grid: Grid, rows: tuple[int, ...]) -> tuple[str, Spot]:
    for spot in ((row, column) for row in rows for column in grid.rows[row]):
        if match := _YEAR.search(grid.text(*spot)):
            return folded(match[0]), spot
    return "", (0, 0)
