"""Workbooks of the two real units, filled with their facts, and what can happen to one on the way back."""

import shutil
import subprocess
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from narrator.account import Account
from narrator.phrasebook.library import library
from narrator.read import read
from narrator.workbook.answers import Answers, answers_of, lines_of
from narrator.workbook.fields import NONE, field_at
from narrator.workbook.form import SAME, Form, Line
from narrator.workbook.questions import form
from narrator.workbook.usage import usage
from narrator.workbook.write import written

INPUTS = Path(__file__).parents[1] / "inputs"
ZHUZHOU, PUTUO = INPUTS / "株洲市教育技术装备所-2020", INPUTS / "上海市普陀区财政局-2024"
UNITS = (ZHUZHOU, PUTUO)


@cache
def account(unit: Path) -> Account:
    return read(unit)


def form_of(whole: Account, answers: Answers) -> Form:
    edition = library().load(whole.edition or "")
    return form(whole, edition, usage(edition, whole), answers, library().names())


@cache
def blank_form(unit: Path, *, tables: bool = True) -> Form:
    whole = account(unit)
    return form_of(whole if tables else whole.model_copy(update={"tables": {}}), Answers())


@cache
def filled(unit: Path) -> bytes:
    return written(form_of(account(unit), Answers(answers_of(account(unit).facts))))


def lines(form: Form) -> dict[str, Line]:
    """The first line of every key."""
    found: dict[str, Line] = {}
    for sheet in form.sheets:
        for block in sheet.blocks:
            for line in block.lines:
                found.setdefault(line.key, line)
    return found


def changed(data: bytes, change: Callable[[Workbook], object]) -> bytes:
    """The workbook after somebody changed it and saved it with a program that computes nothing."""
    book, out = load_workbook(BytesIO(data)), BytesIO()
    change(book)
    book.save(out)
    return out.getvalue()


def row_of(page: Worksheet, key: str) -> int:
    return next(cell.row for cell in page["A"] if str(cell.value).removesuffix("*") == key)


def put(sheet: str, key: str, value: object, column: str = "C") -> Callable[[Workbook], None]:
    """A change: this value as the answer of a key."""

    def change(book: Workbook) -> None:
        page = book[sheet]
        page[f"{column}{row_of(page, key)}"].value = value

    return change


def resaved(path: Path) -> Path:
    """The workbook after LibreOffice computed and saved it."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice (soffice) is not installed")
    out = path.parent / "resaved"
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{path.parent}/profile"]
    subprocess.run(
        [*command, "--convert-to", "xlsx", "--outdir", out, path], check=True, capture_output=True, timeout=120
    )
    return out / path.name


def typed(book: Workbook, unit: Path) -> None:
    """Type what the unit's facts say into a blank workbook, cell by cell, with new rows where a list is too short."""
    for path, value in answers_of(account(unit).facts).items():
        asked, _ = field_at(path)
        assert asked
        if asked.shape == "reasons":
            for names, reason in value:
                for i, name in enumerate(names):
                    _type(book, f"{path}.{name}", [{"填写": SAME if i else reason}])
        elif asked.shape == "rows" and value != NONE:
            _type(book, path, list(lines_of(value)))
        elif asked.shape == "rows":
            _type(book, path, [{"内容": NONE}])
        else:
            _type(book, path, [{"填写": each} for each in (value if isinstance(value, tuple) else (value,))])


def _type(book: Workbook, key: str, rows: list[dict[str, object]]) -> None:
    page = next((page for page in book if any(cell.value == key for cell in page["A"])), None)
    if page is None:  # a number that this unit's report does not print
        return
    first = row_of(page, key)
    there = sum(cell.value == key for cell in page["A"])
    if len(rows) > there:
        page.insert_rows(first + 1, len(rows) - there)
    header = next(page[row] for row in range(first, 0, -1) if page.cell(row, 1).value == "键")
    columns = {str(cell.value).split("（")[0].replace("：", "."): cell.column for cell in header if cell.value}
    for i, row in enumerate(rows):
        for name, value in row.items():
            page.cell(first + i, columns[name]).value = float(value) if isinstance(value, Decimal) else value
