"""A workbook's sheets as the nine tables: each found once, what is missing, double or unknown is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from narrator.account.cells import Table, TableId
from narrator.finding import Finding, Level, Place
from narrator.read.forms import Forms, load_forms
from narrator.read.grid import Grid
from narrator.read.safety import refuse
from narrator.read.tables import Found, read_tables
from narrator.read.workbook import read_workbook


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
    by_grid = [(grid, list(read_tables(grid, forms))) for grid in grids]
    first: dict[TableId, Found] = {}
    for found in (found for _, founds in by_grid for found in founds):
        if found.region.id in first:
            findings.append(_twice(first[found.region.id], found))
        else:
            first[found.region.id] = found
            findings += found.findings
    if not first:
        refuse("READ-NO-TABLES", f"工作簿“{file}”里没有一张认得的决算公开表，请确认文件和各表的标题", file)
    findings += _unknown(grid for grid, founds in by_grid if grid.cells and not founds)
    findings += _without_unit([found for found in first.values() if found.table and not found.money])
    findings += _missing(first, forms, file) if complete else []
    tables = {id: found.table for id, found in sorted(first.items()) if found.table}
    units = tuple((found.unit, found.unit_place) for found in first.values() if found.unit)
    years = tuple((found.year, found.year_place) for found in first.values() if found.year)
    return Sheets(file, tables, units, tuple(findings), years=years)


def _twice(first: Found, second: Found) -> Finding:
    message = f"《{second.title}》出现了两次：{first.place} 与 {second.place}，只读了前一张，请删去多余的一张"
    return Finding(code="READ-TABLE-TWICE", level=Level.ERROR, message=message, where=(first.place, second.place))


def _unknown(grids: Iterable[Grid]) -> list[Finding]:
    where = tuple(Place(file=grid.file, sheet=grid.sheet) for grid in grids)
    if not where:
        return []
    names = "、".join(f"“{place.sheet}”" for place in where)
    message = f"工作表{names}里没有认得的表标题，没有读入；如果其中有决算公开表，请核对它的标题"
    return [Finding(code="READ-UNKNOWN-SHEET", level=Level.NOTICE, message=message, where=where)]


def _without_unit(founds: list[Found]) -> list[Finding]:
    if not founds:
        return []
    titles = "、".join(f"《{found.title}》" for found in founds)
    where = tuple(found.place for found in founds)
    message = f"{titles}没有写金额单位，已按万元读入，请核对"
    return [Finding(code="READ-NO-UNIT", level=Level.NOTICE, message=message, where=where)]


def _missing(first: dict[TableId, Found], forms: Forms, file: str) -> list[Finding]:
    return [
        Finding(
            code="READ-TABLE-MISSING",
            level=Level.MISSING,
            message=f"没有找到《{form.titles[0]}》，请补上这张表；确无数据也要放入空表",
            where=(Place(file=file), Place(figure=f"公开0{id[1]}表")),
        )
        for id, form in forms.forms.items()
        if id not in first
    ]
