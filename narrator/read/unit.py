"""One unit's folder, workbook or facts as an Account: which files there are, what each says, what is missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TypeVar

from narrator.account import Account
from narrator.errors import UnusableInput
from narrator.finding import Finding, Level, Place
from narrator.read.facts import read_facts
from narrator.read.file_names import (
    FACTS,
    FACTS_WORKBOOK,
    LAST_YEAR,
    LIST,
    SAVED_TABLES,
    SPREADSHEETS,
    TABLES,
    may_be_input,
    refuse_kind,
    refuse_misnamed,
)
from narrator.read.grid import Grid
from narrator.read.identity import Asked
from narrator.read.pieces import Pieces
from narrator.read.safety import refuse
from narrator.read.sheets import Sheets, read_sheets, sheets_of
from narrator.read.validated import FactsRead
from narrator.read.workbook import read_workbook

T = TypeVar("T")
_SHOWN = 3  # folders that a message lists


def read_folder(folder: Path, asked: Asked) -> Account:
    """The account of a unit's folder; raises UnusableInput where it holds nothing to read or a part is unreadable."""
    files = _files(folder)
    if FACTS_WORKBOOK in files and FACTS in files:
        message = f"“{FACTS_WORKBOOK}”与“{FACTS}”同时存在，不知道以哪个为准，请只留一个"
        refuse("READ-AMBIGUOUS", message, FACTS_WORKBOOK)
    refuse_misnamed(files)
    refused: list[Finding] = []
    tables = _or_refused(lambda: _tables(folder), refused)
    facts = _or_refused(lambda: _facts(folder, files), refused)
    if refused:
        raise UnusableInput(tuple(refused))
    if tables is None and facts is None:
        _refuse_empty(folder)
    last_year = _or_refused(lambda: _tables(folder, LAST_YEAR), refused)
    if last_year is None and tables and tables.last_year:
        last_year = Sheets(tables.file, tables.last_year)
    pieces = Pieces(tables, facts, last_year, (folder.resolve().name,))
    return pieces.account(asked, refused + _unread(files, tables))


def _refuse_empty(folder: Path) -> NoReturn:
    """Refuse a folder that is no unit's, naming those in it that are."""
    name = folder.resolve().name
    inside = (below for below in folder.iterdir() if below.is_dir())
    units = sorted(below.name for below in inside if {TABLES, FACTS, FACTS_WORKBOOK} & set(_files(below)))
    message = f"文件夹“{name}”里没有“{TABLES}”，也没有“{FACTS_WORKBOOK}”或“{FACTS}”，没有可读的内容。"
    if units:
        listed = "、".join(f"“{unit}”" for unit in units[:_SHOWN]) + ("等" if len(units) > _SHOWN else "")
        remedy = f"里面的{listed}才是单位的文件夹，请给出其中一个；几个单位一起写出用 narrator batch"
    else:
        remedy = f"请给出单位的文件夹，或把财务软件导出的工作簿命名为“{TABLES}”放进来"
    refuse("READ-EMPTY", message + remedy, name)


def read_workbook_alone(path: Path, asked: Asked) -> Account:
    """The account of one workbook: of tables without facts, or of a 填报 without tables."""
    grids, findings = read_workbook(path, path.name)
    if facts := _filled_in(grids, findings):
        refuse_kind(path)
        return _without_tables(path, facts, asked)
    sheets = sheets_of(grids, findings, path.name)
    return Pieces(sheets, names=(path.resolve().parent.name,)).account(asked, [])


def read_facts_alone(path: Path, asked: Asked) -> Account:
    """The account of one 填报.yaml, without tables; raises UnusableInput where it says nothing."""
    return _without_tables(path, read_facts(path, path.name), asked)


def _without_tables(path: Path, facts: FactsRead, asked: Asked) -> Account:
    if facts.blank:
        refuse("READ-EMPTY", f"“{path.name}”里没有内容，请填上单位、年度和表里没有的事实", path.name)
    return Pieces(facts=facts, names=(path.stem, path.resolve().parent.name)).account(asked, [])


def _facts(folder: Path, files: list[str]) -> FactsRead | None:
    """The facts of 填报.yaml or 填报.xlsx, `None` where there is neither."""
    if FACTS in files:
        return read_facts(folder / FACTS, FACTS)
    if FACTS_WORKBOOK not in files:
        return None
    grids, findings = read_workbook(folder / FACTS_WORKBOOK, FACTS_WORKBOOK)
    if facts := _filled_in(grids, findings):
        return facts
    message = f"“{FACTS_WORKBOOK}”里没有认得的填报表格，请用 narrator new 重新生成一份，把内容填进去"
    refuse("READ-NO-FORM", message, FACTS_WORKBOOK)


def _filled_in(grids: list[Grid], findings: list[Finding]) -> FactsRead | None:
    """The facts of a workbook that is a 填报, `None` for any other."""
    from narrator.workbook.headers import is_form  # these load a dozen modules that a 填报.yaml does not need
    from narrator.workbook.read import read_form

    return read_form(grids, findings) if is_form(grids) else None


def _files(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    ignored = (".", "~$", LIST)
    return sorted(path.name for path in folder.iterdir() if path.is_file() and not path.name.startswith(ignored))


def _or_refused(read: Callable[[], T], refused: list[Finding]) -> T | None:
    """What a reading gives, or `None` where it is refused, with the reason put to the others."""
    try:
        return read()
    except UnusableInput as unusable:
        refused += unusable.findings
        return None


def _tables(folder: Path, below: str = "") -> Sheets | None:
    """The one workbook with tables in a folder, or `None` where there is no workbook at all."""
    listed = _files(folder / below)
    files = [name for name in listed if name.lower().endswith(SPREADSHEETS) and name != FACTS_WORKBOOK]
    if SAVED_TABLES in listed:
        return _saved_tables(folder / below / SAVED_TABLES, bool(files))
    names = [TABLES] if TABLES in files else [name for name in files if name.lower().endswith(".xlsx")] or files
    paths = [f"{below}/{name}" if below else name for name in names]
    if len(paths) < 2:
        return read_sheets(folder / paths[0], paths[0], complete=not below) if paths else None
    return _only_one_with_tables(folder, paths, complete=not below)


def _saved_tables(path: Path, besides: bool) -> Sheets:
    """The tables of a 公开表.json, which must be the only ones."""
    from narrator.read.saved import read_saved  # whose expressions take long to compile

    if besides:
        message = f"“{SAVED_TABLES}”与工作簿同时存在，不知道以哪个为准；请只留一个"
        refuse("READ-AMBIGUOUS", message, path.name)
    saved = read_saved(path, path.name)
    units = ((saved.unit, Place(file=path.name)),) if saved.unit else ()
    years = ((f"{saved.year}年度", Place(file=path.name)),) if saved.year else ()
    return Sheets(path.name, saved.tables, units, saved.findings, saved.last_year, years)


def _only_one_with_tables(folder: Path, paths: list[str], *, complete: bool) -> Sheets:
    def read(path: str) -> Sheets | None:
        return _or_refused(lambda: read_sheets(folder / path, path, complete=complete), [])

    found = [sheets for path in paths if (sheets := read(path))]
    if len(found) != 1:
        listed = "、".join(f"“{path}”" for path in paths)
        refuse("READ-AMBIGUOUS", f"有几个工作簿，不知道读哪个：{listed}。请把决算公开表命名为“{TABLES}”", paths[0])
    return found[0]


def _unread(files: list[str], tables: Sheets | None) -> list[Finding]:
    read = (FACTS, FACTS_WORKBOOK, tables.file if tables else "")
    where = tuple(Place(file=name) for name in files if name not in read and may_be_input(name))
    if not where:
        return []
    names = "、".join(map(str, where))
    message = (
        f"没有读取这些文件：{names}。决算公开表应名为“{TABLES}”，填报应名为“{FACTS_WORKBOOK}”；"
        "填好的如果在这些文件里，请另存为 .xlsx 或换名，用不着的请移走"
    )
    return [Finding(code="READ-EXTRA-FILE", level=Level.NOTICE, message=message, where=where)]
