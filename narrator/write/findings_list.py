"""问题清单.xlsx: findings as a list in Excel, with links into the sheets where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from narrator.finding import Finding, Level, Place
from narrator.write.listing import COLOURS, LINKED, LONGEST, WRAPPED, fit_row, list_sheet, seen_from, titled, write_link

SHEET = "问题清单"
COLUMNS = {"序号": 6, "级别": 8, "问题": 90, "位置": 40, "打开": 30, "打开其他": 30, "处理情况": 20, "代码": 26}
LINKS = 2  # places of a finding that can be opened from the list
_PLACES = 3  # places of a finding that are written out
_HEAD = 2  # rows above the first finding: the title and the header


def findings_list(findings: Sequence[Finding], base: Path, out: Path, of: str = "") -> bytes:
    """The workbook; its links lead from the folder of `out` to the workbooks below `base` that findings name.

    `of` says in its title which unit and year it is about; the column 处理情况 is for whoever works through it.
    Every text is written as text, never as a formula.
    """
    import xlsxwriter  # only those who ask for the list pay for it

    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        titled(book, SHEET)
        sheet = list_sheet(book, SHEET, COLUMNS, title=_title(of, findings))
        styles = {level: book.add_format({**WRAPPED, "bg_color": colour}) for level, colour in COLOURS.items()}
        link, plain = book.add_format(LINKED), book.add_format(WRAPPED)
        for row, finding in enumerate(findings, _HEAD):
            _write(sheet, row, finding, plain, styles[finding.level])
            for column, place in enumerate(_openable(finding.where)[:LINKS], list(COLUMNS).index("打开")):
                _link(sheet, row, column, place, seen_from(out.parent, base), link)
        if not findings:
            sheet.write_string(_HEAD, 2, "没有发现问题")
        sheet.autofilter(_HEAD - 1, 0, _HEAD - 1 + max(len(findings), 1), len(COLUMNS) - 1)
    return buffer.getvalue()


def _title(of: str, findings: Sequence[Finding]) -> str:
    """Whose list it is, how many findings of each level it has, and what to do next."""
    counts = Counter(finding.level for finding in findings)
    told = "、".join(f"{level}{counts[level]}条" for level in Level if counts[level]) or "没有发现问题"
    wrong = counts[Level.ERROR] or counts[Level.MISSING]
    following = "先改正错误、补齐待填，保存后再检查一次" if wrong else "提示看过，属实的可以保留，就可以定稿"
    return f"{of}{SHEET}：{told}。下一步：{following}。"


def _write(sheet: Any, row: int, finding: Finding, style: Any, coloured: Any) -> None:
    sheet.write_number(row, 0, row - _HEAD + 1, style)
    sheet.write_string(row, 1, str(finding.level), coloured)
    every = list(dict.fromkeys(filter(None, map(str, finding.where))))
    places = "、".join(every[:_PLACES]) + (f"等{len(every)}处" if len(every) > _PLACES else "")
    fit_row(sheet, row, (finding.message, COLUMNS["问题"]), (places, COLUMNS["位置"]))
    for column, text in ((2, finding.message), (3, places), (len(COLUMNS) - 2, ""), (len(COLUMNS) - 1, finding.code)):
        sheet.write_string(row, column, text[:LONGEST], style)


def _openable(places: Iterable[Place]) -> list[Place]:
    """The cells that can be opened, the first of every sheet before others."""
    cells = [place for place in dict.fromkeys(places) if place.file and place.sheet]
    first: dict[tuple[str | None, str | None], Place] = {}
    for place in cells:
        first.setdefault((place.file, place.sheet), place)
    return [*first.values(), *(place for place in cells if place not in first.values())]


def _link(sheet: Any, row: int, column: int, place: Place, folder: Path, style: Any) -> None:
    name = (place.sheet or "").replace("'", "''")
    inside = f"#'{name}'!{place.cell or 'A1'}"
    write_link(sheet, row, column, folder / (place.file or ""), style, shown=str(place), inside=inside)
