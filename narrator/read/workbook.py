"""A workbook as grids: its sheets opened, what is to be said of it, unfit characters taken out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from python_calamine import CalamineError

from narrator.finding import Finding, Level, Place
from narrator.read.characters import cleaned
from narrator.read.grid import Grid, Spot, address
from narrator.read.plain import plain_grids
from narrator.read.safety import FORM, WORKBOOK, Contents, examine, read_bytes, refuse


def read_workbook(path: Path, file: str) -> tuple[list[Grid], list[Finding]]:
    """The sheets of an .xlsx file in order, and findings about their characters; raises UnusableInput."""
    data = read_bytes(path, file)
    contents = examine(data, file, FORM if path.name.startswith("填报") else WORKBOOK)
    grids = _plain(data, contents, file) or _diagnosed(data, contents, file)
    return grids, [*_besides(path, file, contents), *(finding for grid in grids for finding in clean(grid))]


def _plain(data: bytes, contents: Contents, file: str) -> list[Grid]:
    """The sheets as calamine reads them; none where it does not see them all or finds them damaged."""
    with suppress(CalamineError):
        return plain_grids(data, file) if contents.plain else []
    return []


def _diagnosed(data: bytes, contents: Contents, file: str) -> list[Grid]:
    from narrator.read.diagnosed import diagnosed_grids  # loads openpyxl: only workbooks that need it pay for it

    try:
        return diagnosed_grids(data, file, formulas=contents.formulas)
    except Exception:  # openpyxl answers damaged content with errors of many kinds
        refuse(
            "READ-BROKEN", f"文件“{file}”的内容已损坏，读不完整。请从财务软件重新导出，或用 Excel、WPS 另存后重试", file
        )


def _besides(path: Path, file: str, contents: Contents) -> Iterator[Finding]:
    """What is to be said of a workbook apart from its cells."""
    links = "引用了别的工作簿，读到的是上次保存时的数；请断开链接（数据→编辑链接）后核对"
    for told, code, what in (
        (
            contents.macros,
            "READ-MACROS",
            "含有宏，没有运行，只读了单元格里的值；请确认它来自可靠的地方，最好另存为 .xlsx",
        ),
        (contents.links, "READ-EXTERNAL-LINKS", links),
        (_is_open(path), "READ-OPEN-ELSEWHERE", "正在别的程序里打开，读到的是上次保存的内容；请保存并关闭后重新检查"),
    ):
        if told:
            message = f"工作簿“{file}”{what}"
            yield Finding(code=code, level=Level.NOTICE, message=message, where=(Place(file=file),))


def _is_open(path: Path) -> bool:
    """Whether Excel, WPS or LibreOffice has left its mark beside the file."""
    marks = (f"~${path.name}", f"~${path.name[2:]}", f".~{path.name}", f".~lock.{path.name}#")
    return any(path.with_name(mark).exists() for mark in marks)


def clean(grid: Grid) -> Iterator[Finding]:
    """Take unfit characters out of a grid's texts, telling each kind once."""
    texts = [value for value in grid.cells.values() if isinstance(value, str)]
    if "".join(texts).replace("\n", "").isprintable():
        return
    refused: dict[Spot, tuple[str, ...]] = {}
    invisible: dict[Spot, tuple[str, ...]] = {}
    for spot, value in grid.cells.items():
        if isinstance(value, str) and not value.isprintable():
            grid.cells[spot], refused[spot], invisible[spot] = cleaned(value)
    yield from _told(grid, refused, "READ-CONTROL-CHARACTER", Level.ERROR, "不允许的控制字符，请删去后重新填写")
    yield from _told(grid, invisible, "READ-INVISIBLE-CHARACTER", Level.NOTICE, "看不见的字符，已略去，请核对")


def _told(grid: Grid, found: dict[Spot, tuple[str, ...]], code: str, level: Level, what: str) -> Iterator[Finding]:
    spots = [spot for spot, names in found.items() if names]
    if spots:
        names = "、".join(sorted({name for spot in spots for name in found[spot]}))
        message = f"工作表“{grid.sheet}”的单元格 {'、'.join(address(*spot) for spot in spots)} 含有{what}（{names}）"
        yield Finding(code=code, level=level, message=message, where=tuple(grid.place(*spot) for spot in spots))
