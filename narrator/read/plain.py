"""Workbooks of plain values, read by calamine: fast, but blind to errors, to formulas without values and to formats."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from narrator.read.characters import unescaped
from narrator.read.grid import Grid, Spot, whole

_NO_PLAIN_CELL = re.compile(
    rb"""<(?:\w+:c|c(?!\ r="[A-Z]{1,2}\d{1,3}"(?:\ s="\d+")?(?:
        (?:\ t="(?:n|s|b|str|inlineStr)")?(?:/>|>\s*</c>)
        |(?:\ [islta]="\d{1,9}")+/>
        |(?:\ t="n")?>(?:<f[^>]*(?:/>|>[^<]*</f>))?<v>-?\d{1,15}(?:\.\d{1,20})?(?:[eE][-+]?\d{1,3})?</v></c>
        |\ t="(?:s|b)">(?:<f[^>]*(?:/>|>[^<]*</f>))?<v>\d{1,9}</v></c>
        |\ t="str">(?:<f[^>]*(?:/>|>[^<]*</f>))?<v>[^<]+</v></c>
        |\ t="inlineStr"><is><t[^>]*>[^<]*</t></is></c>
    )))[\s/>]""",
    re.VERBOSE,
)
_USUAL_CELLS = re.compile(
    rb"""(?:<c\ r="[A-Z]{1,2}+\d{1,3}+"(?:\ s="\d{1,9}+")?+(?:
        (?:\ t="n")?+(?:/>|>(?:<v>-?\d{1,15}+(?:\.\d{1,20}+)?+</v>)?+</c>)
        |\ t="s"><v>\d{1,9}+</v></c>
        |\ t="inlineStr">(?:<is><t>
            (?:[\n\ -%'-;=?-^`-~]++|&\#(?:[1-4]\d{4}|[1-9]\d{3}|65[0-4]\d\d);|&(?:amp|lt|gt);)*+
        </t></is>)?+</c>
    ))++""",
    re.VERBOSE,
)
_ESCAPED = re.compile(rb"_x[0-9A-Fa-f]{4}_")
_FORMAT = re.compile(rb'\snumFmtId="(\d+)"')
_OWN_FORMAT = re.compile(rb'<numFmt\s+numFmtId="(\d+)"\s+formatCode="(?:\[[A-Z][a-z]+\]|[^"\[%ymdhsYMDHS])*"')
_BUILT_IN = (*range(9), *range(11, 14), *range(37, 45), 48, 49)  # those of numbers and texts, ECMA-376 18.8.30
_PLAIN_FORMATS = frozenset(str(number).encode() for number in _BUILT_IN)


def is_plain(part: bytes) -> bool:
    """Whether calamine sees all that a part of a workbook holds.

    It does where the XML is sound, every cell is near and a number, a text or blank, formulas have values, no text
    is escaped, and no cell is formatted as a date or percentage. What a calcChain.xml calls cells holds nothing.
    """
    if _ESCAPED.search(part) or _NO_PLAIN_CELL.search(part):
        return False
    return _is_sound(part) and (b"cellXfs" not in part or _has_plain_formats(part))


def without_usual_cells(part: bytes) -> bytes:
    """A part with cells that are plain beyond doubt cut down: what can be said of the whole can be said of the rest."""
    rest = _USUAL_CELLS.sub(b"<_/><_/>", part)  # two, as cells beside the root must stay unsound
    return part if b"<!" in rest else rest  # what stands in a comment is no cell


def _is_sound(part: bytes) -> bool:
    try:
        ParserCreate().Parse(part, True)
    except ExpatError:
        return False
    return True


def _has_plain_formats(styles: bytes) -> bool:
    start = styles.find(b"<cellXfs")
    used = _FORMAT.findall(styles, start, styles.find(b"</cellXfs>", start)) if start >= 0 else []
    return bool(used) and {*used} <= {*_PLAIN_FORMATS, *_OWN_FORMAT.findall(styles)}


def plain_grids(data: bytes, file: str) -> list[Grid]:
    """The sheets in order of a workbook whose parts are all plain; raises CalamineError where it is damaged."""
    with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        sheets = [
            (book.get_sheet_by_index(number), sheet.visible != SheetVisibleEnum.Visible)
            for number, sheet in enumerate(book.sheets_metadata)
            if sheet.typ == SheetTypeEnum.WorkSheet
        ]
    return [_grid(sheet, file, hidden) for sheet, hidden in sheets]


def _grid(sheet: CalamineSheet, file: str, hidden: bool) -> Grid:
    covered = _covered(sheet.merged_cell_ranges or ())
    cells: dict[Spot, Any] = {}
    for row, values in enumerate(sheet.to_python(skip_empty_area=False), 1):
        for column, value in enumerate(values, 1):
            if not isinstance(value, str):
                cells[row, column] = whole(value)
            elif value.strip():
                cells[row, column] = unescaped(value)
    for spot, head in covered.items():
        if spot != head:
            cells.pop(spot, None)
    return Grid(file, sheet.name, cells, covered, hidden)


def _covered(merges: Any) -> dict[Spot, Spot]:
    return {
        (row, column): (top + 1, left + 1)
        for (top, left), (bottom, right) in merges
        for row in range(top + 1, bottom + 2)
        for column in range(left + 1, right + 2)
    }
