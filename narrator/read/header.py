"""Where a sheet's tables are and what their columns mean: titles, unit lines and header labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from narrator.account.cells import TableId
from narrator.account.names import folded
from narrator.read.forms import Forms, Path
from narrator.read.workbook import Grid, Spot

_FORM_NUMBER = re.compile(r"公开\s*\d+\s*表")
_MONEY_UNIT = re.compile(r"(?:金额)?单位\s*[：:]\s*(?:人民币)?\s*([百千万亿]?元)")
_UNIT_NAME = re.compile(r"(?:部门|单位)(?:名称)?\s*[：:]\s*([^\s：:][^\t：:]*)")
_BEFORE_TITLE = re.compile(r"^(?:附件?\d*[:、]?|公开\d+表|20\d\d年度?)+")
_KINDS = ("预算数", "决算数")


@dataclass(frozen=True, slots=True)
class Region:
    """The rows of a sheet that one table takes: from above its title to above the next title."""

    id: TableId
    title: Spot
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands around a title: form number, unit's name and its cell, unit of the amounts; "" where not printed."""

    form_number: str = ""
    unit: str = ""
    unit_at: Spot = (0, 0)
    money: str = ""


@dataclass(slots=True)
class Block:
    """Label columns and the amount columns to the right of them; `amounts` by (预算数 or 决算数 or "", column name)."""

    labels: list[int] = field(default_factory=list)
    amounts: dict[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Header:
    """A table's header: its blocks from left to right, its last row, unknown columns with their printed header."""

    blocks: list[Block]
    last_row: int
    unknown: dict[int, str]


def regions(grid: Grid, forms: Forms, unit: str) -> Iterator[Region]:
    """The tables of a sheet by their titles, from top to bottom."""
    found = [(row, column, id) for row, column in sorted(grid.cells) if (id := _title(grid, row, column, forms, unit))]
    ends = [row for row, _, _ in found[1:]] + [max(grid.rows, default=0) + 1]
    start = 0
    for (row, column, id), end in zip(found, ends, strict=True):
        yield Region(id, (row, column), tuple(r for r in grid.rows if start <= r < end))
        start = end


def _title(grid: Grid, row: int, column: int, forms: Forms, unit: str) -> TableId | None:
    text = folded(grid.text(row, column))
    for _ in range(2):  # 2020年度某单位收入支出决算总表 and 某单位2020年度收入支出决算总表
        text = _BEFORE_TITLE.sub("", text).removeprefix(folded(unit))
    return forms.titles.get(text)


def caption(grid: Grid, rows: tuple[int, ...]) -> Caption:
    """Form number, unit and money unit that these rows print."""
    form_number, unit, unit_at, money = "", "", (0, 0), ""
    for row in rows:
        columns = grid.rows[row]
        line = "\t".join(grid.text(row, column) for column in columns)
        if match := _FORM_NUMBER.search(line):
            form_number = form_number or folded(match[0])
        if match := _MONEY_UNIT.search(line):
            money = money or match[1]
        line = _FORM_NUMBER.sub("\t", _MONEY_UNIT.sub("\t", line))
        if not unit and (match := _UNIT_NAME.search(line)):
            unit, unit_at = match[1].strip(), (row, columns[0])
    return Caption(form_number, unit, unit_at, money)


def header_rows(grid: Grid, region: Region, forms: Forms) -> list[int]:
    """The rows that name the columns, 栏次 included; none where the title has no header below it."""
    words = forms.words(region.id)
    rows: list[int] = []
    for row in region.rows:
        if row <= region.title[0]:
            continue
        if words.isdisjoint(grid.texts(row)) and not _numbers_columns(grid, row):
            if rows:
                break
        else:
            rows.append(row)
    return rows


def _numbers_columns(grid: Grid, row: int) -> bool:
    """Whether a row only numbers the columns: 1, 2, 3 and so on."""
    texts = grid.texts(row)
    return len(texts) > 2 and texts == [str(number) for number in range(1, len(texts) + 1)]


def read_header(grid: Grid, region: Region, rows: list[int], forms: Forms) -> Header:
    """What the columns of a table mean, by their header labels with merges expanded."""
    form = forms.forms[region.id]
    blocks: list[Block] = []
    unknown: dict[int, str] = {}
    for column in _columns(grid, region):
        kind, path = "", _path(grid, rows, column)
        if form.layout == "budget and final":
            kind, path = _kind(path)
        name = form.column(path)
        if path and path[-1] in forms.label_words:
            if not blocks or blocks[-1].amounts:
                blocks.append(Block())
            blocks[-1].labels.append(column)
        elif name and (blocks or form.layout == "budget and final"):
            blocks = blocks or [Block()]
            blocks[-1].amounts.setdefault((kind, name), column)
        elif path[-1:] != ("行次",):
            unknown[column] = "/".join(path)
    return Header([block for block in blocks if block.amounts], rows[-1], unknown)


def _columns(grid: Grid, region: Region) -> list[int]:
    rows = set(region.rows)
    return sorted({column for spots in (grid.cells, grid.covered) for row, column in spots if row in rows})


def _path(grid: Grid, rows: list[int], column: int) -> Path:
    texts = [grid.header(row, column) for row in rows]
    return tuple(text for text in dict.fromkeys(texts) if text and text != "栏次" and not text.isdigit())


def _kind(path: Path) -> tuple[str, Path]:
    """预算数 or 决算数, whether printed above or below the column's name, and the name without it."""
    kind = next((text for text in path if text in _KINDS), "")
    return kind, tuple(text for text in path if text != kind)
