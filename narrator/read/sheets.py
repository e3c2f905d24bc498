"""A workbook's sheets as the nine tables: each found once, what is missing, double or unknown is said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path

from narrator.account.cells import Table, TableId
from narrator.account.names import folded
from narrator.finding import Finding, Level, Place
from narrator.read.forms import load_forms
from narrator.read.grid import Grid
from narrator.read.regions import caption
from narrator.read.safety import refuse
from narrator.read.tables import Found, read_tables
from narrator.read.workbook import read_workbook

_HIDDEN = "（隐藏）"
_NUMBER = re.compile(r"^(?:公开)?\d+表?[、.]?")  # before the title in a sheet's name


@dataclass(frozen=True, slots=True)
class Sheets:
    """What a workbook reports: tables by id, the unit's names and years that they print and where, findings.

    `last_year` are last year's tables, where the file has both.
    """

    file: str = ""
    tables: dict[TableId, Table] = field(default_factory=dict)
    units: tuple[tuple[str, Place], ...] = ()
    findings: tuple[Finding, ...] = ()
    last_year: dict[TableId, Table] = field(default_factory=dict)
    years: tuple[tuple[str, Place], ...] = ()


def read_sheets(path: Path, file: str, *, complete: bool = True) -> Sheets:
    """The tables of a workbook; `complete` asks for all nine. Raises UnusableInput where there is none at all."""
    return sheets_of(*read_workbook(path, file), file, complete=complete)


def sheets_of(grids: list[Grid], findings: list[Finding], file: str, *, complete: bool = True) -> Sheets:
    """The tables of a workbook that was opened, with what was noticed so far."""
    forms = load_forms()
    by_grid = [(grid, list(read_tables(grid, forms))) for grid in sorted(grids, key=attrgetter("hidden"))]
    first: dict[TableId, Found] = {}
    again: list[Found] = []
    for found in (found for _, founds in by_grid for found in founds):
        if first.setdefault(found.region.id, found) is found:
            findings += found.findings
        else:
            again.append(found)
    if not first:
        refuse("READ-NO-TABLES", f"工作簿“{file}”里没有一张认得的决算公开表，请确认文件和各表的标题", file)
    missing = {id: form.titles for id, form in forms.forms.items() if complete and id not in first}
    untitled = [grid for grid, founds in by_grid if grid.cells and not founds]
    alike = {id: grid for id, titles in missing.items() for grid in untitled if _is_alike(grid, id, titles)}
    findings += _twice(first, again, {grid.sheet for grid in grids if grid.hidden})
    findings += _unknown([grid for grid in untitled if grid not in alike.values()])
    findings += _without_unit([found for found in first.values() if found.table and not found.money])
    findings += [_missing(id, titles[0], alike.get(id), file) for id, titles in missing.items()]
    tables = {id: found.table for id, found in sorted(first.items()) if found.table}
    units = tuple((found.unit, found.unit_place) for found in first.values() if found.unit)
    years = tuple((found.year, found.year_place) for found in first.values() if found.year)
    return Sheets(file, tables, units, tuple(findings), years=years)


def _twice(first: Mapping[TableId, Found], again: Sequence[Found], hidden: Set[str]) -> list[Finding]:
    """One finding for all tables that were found again, and for the other unit that they may be of."""
    if not again:
        return []
    pairs = [(first[found.region.id], found) for found in again]
    listed = "、".join(f"《{found.title}》（{one.place} 与 {_seen(found, hidden)}）" for one, found in pairs)
    others = sorted({found.unit for one, found in pairs if one.unit and found.unit and one.unit != found.unit})
    of = f"像是把“{'”“'.join(others)}”的表也放了进来，请分开放进各自的文件夹" if others else "请删去多余的"
    message = f"有{len(again)}张表出现了不止一次，只读了括号里的前一处：{listed}。{of}"
    where = tuple(dict.fromkeys(place for one, found in pairs for place in (one.place, found.place)))
    return [Finding(code="READ-TABLE-TWICE", level=Level.ERROR, message=message, where=where)]


def _seen(found: Found, hidden: Set[str]) -> str:
    return f"{found.place}{_HIDDEN if found.place.sheet in hidden else ''}"


def _unknown(grids: Sequence[Grid]) -> list[Finding]:
    where = tuple(Place(file=grid.file, sheet=grid.sheet) for grid in grids)
    if not where:
        return []
    names = "、".join(f"“{grid.sheet}”{_HIDDEN if grid.hidden else ''}" for grid in grids)
    message = f"工作表{names}里没有认得的表标题，没有读入；如果其中有决算公开表，请核对它的标题"
    return [Finding(code="READ-UNKNOWN-SHEET", level=Level.NOTICE, message=message, where=where)]


def _without_unit(founds: list[Found]) -> list[Finding]:
    if not founds:
        return []
    titles = "、".join(f"《{found.title}》" for found in founds)
    where = tuple(found.place for found in founds)
    message = f"{titles}没有写金额单位，已按万元读入，请核对"
    return [Finding(code="READ-NO-UNIT", level=Level.NOTICE, message=message, where=where)]


def _is_alike(grid: Grid, id: TableId, titles: tuple[str, ...]) -> bool:
    """Whether a sheet without a title is a table's by the number that its form prints, or by the sheet's name."""
    numbered = caption(grid, tuple(grid.rows)).form_number == f"公开0{id[1]}表"
    return numbered or _NUMBER.sub("", folded(grid.sheet)) in map(folded, titles)


def _missing(id: TableId, title: str, alike: Grid | None, file: str) -> Finding:
    if alike:
        what = f"工作表“{alike.sheet}”像是它，却没有认得的标题，没有读入。请在表的上方写上“{title}”"
    else:
        what = "请补上这张表；确无数据也要放入空表"
    where = (Place(file=file, sheet=alike.sheet if alike else None), Place(figure=f"公开0{id[1]}表"))
    message = f"没有找到《{title}》，{what}"
    return Finding(code="READ-TABLE-MISSING", level=Level.MISSING, message=message, where=where)
