"""The units of a list: 编号, 路径, 版式 and 年度 in the columns of a workbook or a CSV file."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NoReturn

from narrator import outputs
from narrator.account.names import folded
from narrator.batch.units import Unit
from narrator.errors import PhrasebookError
from narrator.finding import Finding, Level, Place
from narrator.phrasebook.library import Library
from narrator.read.grid import Grid
from narrator.read.safety import refuse
from narrator.read.valueless import valueless
from narrator.read.workbook import read_workbook

COLUMNS = KEY, PATH, EDITION, YEAR = "编号", "路径", "版式", "年度"
YEARS = range(1990, 2101)
_ENCODINGS = ("utf-8-sig", "gb18030")  # Excel saves CSV in either


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: its texts by column and where each stands."""

    texts: dict[str, str]
    places: dict[str, Place]

    def wrong(self, code: str, column: str, message: str) -> Finding:
        """A finding about one column of this line."""
        return Finding(code=code, level=Level.ERROR, message=message, where=(self.places[column],))


def units_listed(path: Path, editions: Library) -> Iterator[Unit | Finding]:
    """The units of a list in its order, and what is wrong with its lines; paths count from the list's folder.

    Raises UnusableInput where the file is no such list.
    """

    @cache
    def refused(edition: str) -> str | None:
        try:
            editions.admit(edition)
        except PhrasebookError as error:
            return str(error)
        return None

    lines: Iterator[Line | Finding] = _lines_of_csv(path) if path.suffix.lower() == ".csv" else _lines_of_workbook(path)
    for line in lines:
        if isinstance(line, Finding):
            yield line
            continue
        wrong = list(_wrong(line))
        if (edition := line.texts.get(EDITION)) and (reason := refused(edition)):
            wrong.append(line.wrong("LIST-EDITION", EDITION, reason))
        yield from wrong or (_unit(line, path.parent),)


def _unit(line: Line, folder: Path) -> Unit:
    texts = line.texts
    year = int(texts[YEAR]) if texts.get(YEAR) else None
    path = os.path.normpath(folder / texts[PATH].replace("\\", "/"))  # as Windows writes it, whatever system this is
    return Unit(texts[KEY], path, _origin(line.places[KEY]), texts.get(EDITION) or None, year)


def _origin(place: Place) -> str:
    return f"{place.file} {place}" if place.cell else str(place)


def _wrong(line: Line) -> Iterator[Finding]:
    key, year = line.texts[KEY], line.texts.get(YEAR)
    if not key:
        yield line.wrong("LIST-NO-KEY", KEY, "没有写编号；它是这个单位的输出文件夹的名称，请补上")
    elif outputs.safe(key) == f"_{key}":
        yield line.wrong("LIST-KEY", KEY, f"编号“{key}”是 Windows 留给设备的名称，不能作文件夹的名称；请改成别的编号")
    elif outputs.safe(key) != key:
        why = f'去掉 / \\ : * ? " < > | 和首尾的点，长度不超过{outputs.LONGEST}个字'
        yield line.wrong("LIST-KEY", KEY, f"编号“{key[: outputs.LONGEST]}”不能作文件夹的名称；请{why}")
    if not line.texts[PATH]:
        yield line.wrong("LIST-NO-PATH", PATH, "没有写路径；请写这个单位的输入在哪里，从清单所在的文件夹起算")
    if year and not (year.isdecimal() and int(year) in YEARS):
        yield line.wrong("LIST-YEAR", YEAR, f"“{year[:20]}”不是年度；请写四位数字，如 2024，或留空")


def _lines_of_workbook(path: Path) -> Iterator[Line | Finding]:
    grids, _ = read_workbook(path, path.name)
    found = [(grid, header) for grid in grids if (header := _header(grid))]
    if not found:
        _no_columns(path)
    if len(found) > 1:
        names = "".join(f"“{grid.sheet}”" for grid, _ in found)
        message = f"工作表{names}都有“{KEY}”“{PATH}”，不知道读哪一张；请只留一张（不要的删去，隐藏也算），或合并成一张"
        refuse("LIST-SHEETS", message, path.name)
    yield from _below(*found[0])


def _header(grid: Grid) -> int | None:
    """The first row with both columns that a list needs, `None` where the sheet is no list."""
    return next((row for row in grid.rows if {KEY, PATH} <= set(grid.texts(row))), None)


def _below(grid: Grid, header: int) -> Iterator[Line | Finding]:
    names = grid.texts(header)
    _refuse_twice(names, grid.file)
    columns = {name: column for name, column in zip(names, grid.rows[header], strict=True) if name in COLUMNS}
    for row in grid.rows:
        if row > header:
            texts = {name: grid.text(row, column) for name, column in columns.items()}
            line = Line(texts, {name: grid.place(row, column) for name, column in columns.items()})
            yield from tuple(valueless(grid, ((row, column) for column in columns.values()))) or (line,)


def _lines_of_csv(path: Path) -> Iterator[Line]:
    with path.open(encoding=_encoding(path), newline="") as file:
        rows = csv.reader(file)
        try:
            columns = [folded(text) for text in next(rows, [])]
            if not {KEY, PATH} <= set(columns):
                _no_columns(path)
            _refuse_twice(columns, path.name)
            for row in rows:
                texts = [*map(str.strip, row), *[""] * len(columns)]
                if not any(texts):
                    continue
                yield Line(
                    dict(zip(columns, texts, strict=False)),
                    dict.fromkeys(columns, Place(file=path.name, line=rows.line_num)),
                )
        except csv.Error:
            refuse("LIST-BROKEN", "这一行的引号或字符不正常，读不下去；请改正", path.name, rows.line_num)


def _refuse_twice(columns: list[str], file: str) -> None:
    for name in COLUMNS:
        if columns.count(name) > 1:
            message = f"清单里有{columns.count(name)}列“{name}”，不知道读哪一列；请只留一列，别的改名或删去"
            refuse("LIST-COLUMN-TWICE", message, file)


def _encoding(path: Path) -> str:
    for encoding in _ENCODINGS:
        try:
            with path.open(encoding=encoding) as file:
                for _ in file:
                    pass
            return encoding
        except UnicodeDecodeError:
            continue
        except OSError:
            break
    refuse("LIST-NOT-READABLE", f"“{path}”打不开或不是文本；请核对路径，另存为“CSV UTF-8”后重试", path.name)


def _no_columns(path: Path) -> NoReturn:
    message = f"清单里没有“{KEY}”“{PATH}”这两列；.csv 的第一行应是 {KEY},{PATH}，用逗号分开，可另有 {EDITION},{YEAR}"
    refuse("LIST-NO-COLUMN", message, path.name)
