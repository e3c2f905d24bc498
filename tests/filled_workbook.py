"""Workbooks of the two real units, filled with their facts, and what can happen to one on the way back."""

import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from narrator.account import Account
from narrator.phrasebook.library import library
from narrator.read import read
from narrator.workbook.answers import Answers, answers_of
from narrator.workbook.form import Form, Line
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
    return next(cell.row for cell in page["A"] if cell.value == key)


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
