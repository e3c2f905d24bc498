"""部门.yaml and 部门.xlsx: the department, the inputs of its units, and the transfers between them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError

from narrator.account.answers import Amount, FunctionalItem, Text, count
from narrator.account.cells import Model
from narrator.errors import UnusableInput
from narrator.finding import Finding, Level, Place
from narrator.read.facts import read_tree
from narrator.read.given import Given
from narrator.read.grid import Grid
from narrator.read.safety import refuse
from narrator.read.validated import faults
from narrator.read.valueless import valueless
from narrator.read.workbook import read_workbook

UNITS, TRANSFERS = "单位构成", "内部往来"
DEPARTMENT = "部门"


def _with_slashes(path: str) -> str:
    """A path as every system reads it, however Windows wrote it."""
    return path.replace("\\", "/")


class Unit(Model):
    """A unit of the department: its input, relative to the department's file; its name where the input lacks one."""

    input: Annotated[Text, AfterValidator(_with_slashes)] = Field(alias="输入")
    name: Text | None = Field(None, alias="名称")
    note: str = Field("", alias="备注")


TransferKind = Literal["上级补助", "附属单位上缴"]


class Transfer(Model):
    """Money that one unit paid to another: counted on both sides, and taken out of the department's accounts once."""

    kind: TransferKind = Field(alias="种类")
    payer: Text = Field(alias="付方")
    payee: Text = Field(alias="收方")
    amount: Amount = Field(alias="金额", gt=0)
    spent_on: FunctionalItem = Field(alias="支出科目")
    received_for: FunctionalItem = Field(alias="收入科目")


class Department(Model):
    """A department of units, the first of them the department's own office."""

    unit: Text = Field(alias="单位")
    year: Annotated[int, BeforeValidator(count), Field(ge=1990, le=2100)] = Field(alias="年度")
    edition: Text = Field(alias="版式")
    units: tuple[Unit, ...] = Field(alias=UNITS, min_length=1)
    transfers: tuple[Transfer, ...] = Field((), alias=TRANSFERS)


def read_department(path: Path) -> tuple[Department, dict[str, Place]]:
    """The department of a file, and where its parts stand ("内部往来.0"); raises UnusableInput with every fault."""
    kind = path.suffix.lower()
    if not path.is_file() or kind not in (".xlsx", ".yaml", ".yml"):
        refuse("ROLLUP-FILE", f"“{path}”应是一个 部门.xlsx 或 部门.yaml，用 narrator new --department 新建", str(path))
    tree, findings = _of_workbook(path) if kind == ".xlsx" else read_tree(path, path.name)
    try:
        department = Department.model_validate(tree.plain(), by_alias=True, by_name=False)
    except ValidationError as error:
        raise UnusableInput((*findings, *faults(tree, error, Department).values())) from error
    if errors := tuple(finding for finding in findings if finding.level == Level.ERROR):
        raise UnusableInput(errors)
    return department, {path: node.place for path, node in tree.walk()}


def _of_workbook(path: Path) -> tuple[Given, list[Finding]]:
    grids, findings = read_workbook(path, path.name)
    by_name = {grid.sheet: grid for grid in grids}
    if missing := [name for name in (DEPARTMENT, UNITS, TRANSFERS) if name not in by_name]:
        what = f"没有工作表“{'”“'.join(missing)}”；改了名称的请改回来，删去的请补上（没有内容也留着）"
        refuse("ROLLUP-FILE", f"“{path.name}”里{what}，或用 narrator new --department 新建一份再填", path.name)
    used = [by_name[name] for name in (DEPARTMENT, UNITS, TRANSFERS)]
    if without := tuple(finding for grid in used for finding in valueless(grid, grid.cells)):
        raise UnusableInput(without)
    below = _pairs(by_name[DEPARTMENT])
    for name in (UNITS, TRANSFERS):
        if rows := _rows(by_name[name]):
            below[name] = Given(rows[0].place, rows)
    return Given(Place(file=path.name), below), findings


def _pairs(grid: Grid) -> dict[str, Given]:
    """What stands beside the labels of the first column."""
    pairs = ((grid.text(row, 1), Given(grid.place(row, 2), grid.text(row, 2))) for row in grid.rows)
    return {label: given for label, given in pairs if label in ("单位", "年度", "版式") and given.value}


def _rows(grid: Grid) -> list[Given]:
    """The lines below the header, which is the first row with two texts or more."""
    header = next((row for row, columns in grid.rows.items() if len(columns) > 1), 0)
    names = {column: grid.text(header, column).strip() for column in grid.rows.get(header, ())}
    lines = (
        {names[column]: Given(grid.place(row, column), text) for column in names if (text := grid.text(row, column))}
        for row in grid.rows
        if row > header
    )
    return [Given(next(iter(line.values())).place, dict(line)) for line in lines if line]
