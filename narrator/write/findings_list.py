"""问题清单.xlsx: findings as a list in Excel, with links into the sheets where they stand."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from narrator.finding import Finding, Level, Place

SHEET = "问题清单"
COLUMNS = {"序号": 6, "级别": 8, "问题": 90, "位置": 40, "打开": 30, "打开其他": 30, "代码": 26}
LINKS = 2  # places of a finding that can be opened from the list
LONGEST = 32000  # characters in a cell; Excel holds 32767
LONGEST_LINK = 1000
LINE_HEIGHT, TALLEST = 15, 400  # points; Excel takes 409 at most
A4 = 9  # as Excel numbers papers
COLOURS = {Level.ERROR: "#F8CBAD", Level.MISSING: "#FFE699", Level.NOTICE: "#DDEBF7", Level.ADVICE: "#E2EFDA"}
_NO_DATE = datetime(2000, 1, 1)  # equal findings give equal bytes


def findings_list(findings: Iterable[Finding], base: Path, out: Path) -> bytes:
    """The workbook; its links lead from the folder of `out` to the workbooks below `base` that findings name.

    Every text is written as text, never as a formula.
    """
    import xlsxwriter  # only those who ask for the list pay for it

    from narrator.write.growing_sheet import GrowingSheet

    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": SHEET, "created": _NO_DATE})
        sheet = _sheet(book, GrowingSheet)
        wrapped = {"text_wrap": True, "valign": "top"}
        styles = {level: book.add_format({**wrapped, "bg_color": colour}) for level, colour in COLOURS.items()}
        link = book.add_format({**wrapped, "font_color": "#0563C1", "underline": 1})
        plain = book.add_format(wrapped)
        row = 0
        for row, finding in enumerate(findings, 1):
            _write(sheet, row, finding, plain, styles[finding.level])
            for column, place in enumerate(_openable(finding.where)[:LINKS], list(COLUMNS).index("打开")):
                _link(sheet, row, column, place, Path(os.path.relpath(base, out.parent)), link)
        if not row:
            sheet.write_string(1, 2, "没有发现问题")
        sheet.autofilter(0, 0, max(row, 1), len(COLUMNS) - 1)
    return buffer.getvalue()


def _sheet(book: Any, kind: Any) -> Any:
    sheet, bold = book.add_worksheet(SHEET, kind), book.add_format({"bold": True, "bottom": 1})
    for column, (name, width) in enumerate(COLUMNS.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, bold)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    return sheet


def _write(sheet: Any, row: int, finding: Finding, style: Any, coloured: Any) -> None:
    sheet.write_number(row, 0, row, style)
    sheet.write_string(row, 1, str(finding.level), coloured)
    from narrator.write.growing_sheet import lines

    places = "、".join(dict.fromkeys(filter(None, map(str, finding.where))))
    needed = max(lines(finding.message, COLUMNS["问题"] * 0.95), lines(places, COLUMNS["位置"] * 0.95))
    sheet.set_row(row, min(TALLEST, LINE_HEIGHT * needed + 3))
    for column, text in ((2, finding.message), (3, places), (len(COLUMNS) - 1, finding.code)):
        sheet.write_string(row, column, text[:LONGEST], style)


def _openable(places: Iterable[Place]) -> list[Place]:
    """The cells that can be opened, the first of every sheet before others."""
    cells = [place for place in dict.fromkeys(places) if place.file and place.sheet]
    first: dict[tuple[str | None, str | None], Place] = {}
    for place in cells:
        first.setdefault((place.file, place.sheet), place)
    return [*first.values(), *(place for place in cells if place not in first.values())]


def _link(sheet: Any, row: int, column: int, place: Place, folder: Path, style: Any) -> None:
    """A link to a cell; none where the path cannot stand in a link."""
    path = (folder / (place.file or "")).as_posix()
    name = (place.sheet or "").replace("'", "''")
    target = f"external:{path}#'{name}'!{place.cell or 'A1'}"
    if "#" not in path and len(target) < LONGEST_LINK:
        sheet.write_url(row, column, target, style, string=str(place))
