"""Lists as sheets of a workbook: one header, widths, filters, one page wide; every text is text, never a formula."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from narrator.finding import Level

LONGEST = 32000  # characters in a cell; Excel holds 32767
COLOURS = {Level.ERROR: "#F8CBAD", Level.MISSING: "#FFE699", Level.NOTICE: "#DDEBF7", Level.ADVICE: "#E2EFDA"}
WRAPPED = {"text_wrap": True, "valign": "top"}
LINKED = {**WRAPPED, "font_color": "#0563C1", "underline": 1}
_LINE_HEIGHT, _TALLEST = 15, 400  # points; Excel takes 409 at most
_LONGEST_LINK = 1000
_ESCAPED = str.maketrans({mark: f"%{ord(mark):02x}" for mark in '%# "<>[]^`{}'})  # as Excel writes paths in links
A3, A4 = 8, 9  # as Excel numbers papers
_NO_DATE = datetime(2000, 1, 1)  # equal lists give equal bytes


def titled(book: Any, title: str) -> None:
    """Give a workbook its title, and no date."""
    book.set_properties({"title": title, "created": _NO_DATE})


def list_sheet(book: Any, name: str, columns: Mapping[str, float], paper: int = A4, title: str = "") -> Any:
    """A new sheet with these columns and their widths, below a title if any, printed one page wide on this paper."""
    from narrator.write.growing_sheet import GrowingSheet  # it needs XlsxWriter

    sheet, bold = book.add_worksheet(name, GrowingSheet), book.add_format({"bold": True, "bottom": 1, **WRAPPED})
    head = 1 if title else 0
    if title:
        sheet.write_string(0, 0, title, book.add_format({"bold": True}))
    for column, (header, width) in enumerate(columns.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(head, column, header, bold)
    sheet.freeze_panes(head + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, head)
    return sheet


def fit_row(sheet: Any, row: int, *texts: tuple[str, float]) -> None:
    """Make a row high enough for texts in columns of these widths."""
    from narrator.write.growing_sheet import lines

    needed = max(lines(text, width * 0.95) for text, width in texts)
    sheet.set_row(row, min(_TALLEST, _LINE_HEIGHT * needed + 3))


def seen_from(folder: Path, path: Path) -> Path:
    """What a link in a workbook in this folder leads to; the whole path where it is on another drive."""
    try:
        return Path(os.path.relpath(path, folder))
    except ValueError:
        return path.absolute()


def write_link(sheet: Any, row: int, column: int, path: Path, look: Any, *, shown: str, inside: str = "") -> None:
    """A link to a file, or to a cell inside it; nothing where the path is too long for a link."""
    target = f"external:{path.as_posix().translate(_ESCAPED)}{inside}"
    if len(target) < _LONGEST_LINK:
        sheet.write_url(row, column, target, look, string=shown)
