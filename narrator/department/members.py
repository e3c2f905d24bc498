"""The units of a department: each read, known by its name, and fit to be added up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import chain, combinations
from pathlib import Path
from typing import get_args

from narrator.account import Account, Table, TableId
from narrator.account.names import folded
from narrator.account.repeated import repeated
from narrator.check import check
from narrator.department.listed import Department
from narrator.errors import UnusableInput
from narrator.finding import Finding, Level, Place
from narrator.read import read
from narrator.read.file_names import FACTS_WORKBOOK, SAVED_TABLES
from narrator.read.safety import refuse

_NEEDED = ("T1", "T2", "T3")  # for transfers are taken out of them


def refuse_own_input(department: Department, folder: Path, out: Path) -> None:
    """Refuse to write where the input of a unit is, which would change what is added up; raises UnusableInput."""
    targets = {target.resolve() for target in (out, out / SAVED_TABLES, out / FACTS_WORKBOOK)}
    for unit in department.units:
        if (folder / unit.input).resolve() in targets:
            what = f"“{out}”里是单位“{unit.name or unit.input}”的输入，汇总的结果不能写在那里"
            refuse("ROLLUP-OUT", f"{what}；请用 -o 给出别的文件夹", str(out))


def members(department: Department, folder: Path, places: Mapping[str, Place]) -> dict[str, Account]:
    """The units' accounts by name; raises UnusableInput with the faults of all that cannot be used."""
    units: dict[str, Account] = {}
    refused: list[Finding] = []
    inputs: set[Path] = set()
    for i, unit in enumerate(department.units):
        place = places[f"单位构成.{i}.输入"]
        source = (folder / unit.input).resolve()
        if source in inputs:
            refused.append(_double(unit.input, place))
            continue
        inputs.add(source)
        try:
            account = read(folder / unit.input)
        except UnusableInput as unusable:
            refused += (_of(unit.name or unit.input, finding) for finding in unusable.findings)
            continue
        name = unit.name or account.unit or unit.input
        refused += _unfit(name, account, department, units, place)
        units[name] = _below(account, folder, unit.input)
    if refused:
        raise UnusableInput(tuple(refused))
    return units


def _double(path: str, place: Place) -> Finding:
    message = f"单位构成里，输入“{path}”已经列过，相加会重复；请删去一行，或改正路径"
    return Finding(code="ROLLUP-DOUBLE", level=Level.ERROR, message=message, where=(place,))


def _below(account: Account, folder: Path, path: str) -> Account:
    """The account with its tables' files as they are found from the department's folder."""
    inside = (folder / path).is_dir()

    def moved(tables: Mapping[TableId, Table]) -> dict[TableId, Table]:
        files = {id: f"{path}/{table.file}" if inside else path for id, table in tables.items()}
        return {id: table.model_copy(update={"file": files[id]}) for id, table in tables.items()}

    return account.model_copy(update={"tables": moved(account.tables), "last_year": moved(account.last_year)})


def _unfit(
    name: str, account: Account, department: Department, units: Mapping[str, Account], place: Place
) -> Iterator[Finding]:
    if folded(name) in map(folded, units):
        message = f"单位构成里“{name}”列了两次；请删去一行，或在“名称”里写出不同的名称"
        yield Finding(code="ROLLUP-TWICE", level=Level.ERROR, message=message, where=(place,))
    if account.year and account.year != department.year:
        message = f"“{name}”的输入是 {account.year} 年度的，部门是 {department.year} 年度；请换成同一年度的输入"
        yield Finding(code="ROLLUP-YEAR", level=Level.ERROR, message=message, where=(place,))
    if missing := [table for table in _NEEDED if table not in account.tables]:
        names = "、".join(f"公开0{table[1]}表" for table in missing)
        message = f"“{name}”的输入里没有{names}，不能汇总；请补上"
        yield Finding(code="ROLLUP-TABLE", level=Level.ERROR, message=message, where=(place,))


def _of(unit: str, finding: Finding) -> Finding:
    return finding.model_copy(update={"message": f"“{unit}”：{finding.message}"})


def faulty(units: Mapping[str, Account]) -> Iterator[Finding]:
    """The units whose own input has errors, which the sums take over."""
    for unit, account in units.items():
        count = sum(finding.level == Level.ERROR for finding in check(account))
        if count:
            message = f"“{unit}”自己的输入还有{count}处错误，汇总数也会跟着错；请先用 narrator check 改好再汇总"
            yield Finding(code="ROLLUP-UNIT-FAULTY", level=Level.ERROR, message=message)


def lacking_tables(units: Mapping[str, Account]) -> Iterator[Finding]:
    """The tables that units lack, those of a unit that is itself added up too: the sums are without them."""
    for unit, account in units.items():
        yield from (finding for finding in account.findings if finding.code == "ROLLUP-TABLE")
        if missing := [f"公开0{table[1]}表" for table in get_args(TableId) if table not in account.tables]:
            what = f"“{unit}”的输入里没有{'、'.join(missing)}，部门的这张表里没有它的数"
            message = f"{what}；请补上后重新汇总，确无数据也要放入空表"
            where = tuple(Place(figure=table) for table in missing)
            yield Finding(code="ROLLUP-TABLE", level=Level.MISSING, message=message, where=where)


def alike(units: Mapping[str, Account]) -> Iterator[Finding]:
    """Pairs of units whose tables hold the same amounts: one may be a copy, or the same input by another path."""
    by_total: dict[Decimal | None, list[str]] = {}  # quicker than to compare all amounts of all pairs
    for unit, account in units.items():
        total = account.tables["T1"].cell("总计", "决算数", "收入")
        by_total.setdefault(total.amount if total else None, []).append(unit)
    for unit, other in chain.from_iterable(combinations(same, 2) for same in by_total.values()):
        if where := repeated(units[unit].tables, units[other].tables):
            message = f"“{unit}”和“{other}”的公开表各数都相同；如果放错了、放重了，请换成各自的，否则重复相加"
            yield Finding(code="ROLLUP-SAME", level=Level.NOTICE, message=message, where=where)


def counted_twice(units: Mapping[str, Account]) -> Iterator[Finding]:
    """The units that are listed and, by their names, are also among the units of another one that is listed."""
    names = {folded(unit): unit for unit in units}
    for unit, account in units.items():
        cells = (cell for row in account.tables["T1"].rows for cell in row.cells.values())
        inside = {folded(name) for name in {part.unit for cell in cells for part in cell.parts}}
        if twice := [other for name, other in names.items() if name in inside and other != unit]:
            message = (
                f"“{unit}”的输入是汇总得来的，里面已经有“{'”“'.join(twice)}”，单位构成里又列了一次；"
                "是同一个单位的请删去一处，否则重复相加"
            )
            yield Finding(code="ROLLUP-INSIDE", level=Level.NOTICE, message=message)
