"""Checks a Word file for faults that neither Word nor a schema tells: fields, grids, bookmarks, drawings, entries."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

from narrator.write.docx_chart import DRAWING
from narrator.write.xml import W

_W = f"{{{W}}}"
_DRAWING = f"{{{DRAWING}}}"
_TARGET = re.compile(r"\b(?:PAGEREF|REF|NOTEREF)\s+(\S+)")
_NUMBERED = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange")


def lint(docx: bytes) -> tuple[str, ...]:
    """What is wrong with the file, one message each; empty where nothing is."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        names = archive.namelist()
        doubles = [f"压缩包里 {name} 有 {count} 份" for name, count in Counter(names).items() if count > 1]
        texts = sorted(name for name in set(names) if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name))
        parts = {name: ElementTree.fromstring(archive.read(name)) for name in texts}
    found = (f"{name}：{message}" for name, root in parts.items() for check in _CHECKS for message in check(root))
    return (*doubles, *found)


def _fields(root: Element) -> Iterator[str]:
    """Every field begins, separates at most once and ends, nested ones inside; none crosses the part's end."""
    open_fields: list[str] = []
    for mark in root.iter(f"{_W}fldChar"):
        kind = _value(mark, "fldCharType")
        if kind == "begin":
            open_fields.append(kind)
        elif not open_fields:
            yield f"域的 {kind} 没有对应的 begin"
        elif kind == "end":
            open_fields.pop()
        elif open_fields[-1] == "separate":
            yield "域有两个 separate"
        else:
            open_fields[-1] = kind
    if open_fields:
        yield f"{len(open_fields)} 个域没有 end"


def _bookmarks(root: Element) -> Iterator[str]:
    starts = list(root.iter(f"{_W}bookmarkStart"))
    ids = Counter(_value(start, "id") for start in starts)
    ends = Counter(_value(end, "id") for end in root.iter(f"{_W}bookmarkEnd"))
    yield from _repeated("书签名", (_value(start, "name") for start in starts))
    yield from _repeated("书签编号", ids.elements())
    yield from (f"书签 {number} 的开始与结束不成对" for number in sorted(set(ids) ^ set(ends)))


def _revisions(root: Element) -> Iterator[str]:
    marks = (mark for kind in _NUMBERED for mark in root.iter(_W + kind))
    yield from _repeated("修订编号", (_value(mark, "id") for mark in marks))


def _drawings(root: Element) -> Iterator[str]:
    yield from _repeated("图的编号", (drawn.get("id") or "" for drawn in root.iter(f"{_DRAWING}docPr")))


def _targets(root: Element) -> Iterator[str]:
    """Every PAGEREF and every link inside the document has its bookmark."""
    names = {_value(start, "name") for start in root.iter(f"{_W}bookmarkStart")}
    codes = (code.text or "" for code in root.iter(f"{_W}instrText"))
    referred = [match[1] for code in codes for match in _TARGET.finditer(code)]
    anchors = [_value(link, "anchor") for link in root.iter(f"{_W}hyperlink")]
    for name in sorted({*referred, *filter(None, anchors)} - names):
        yield f"引用的书签 {name} 不存在"


def _tables(root: Element) -> Iterator[str]:
    for number, table in enumerate(root.iter(f"{_W}tbl"), 1):
        yield from (f"第{number}张表{message}" for check in (_grid, _header_rows, _cells) for message in check(table))


def _grid(table: Element) -> Iterator[str]:
    columns = [int(_value(column, "w") or 0) for column in table.findall(f"{_W}tblGrid/{_W}gridCol")]
    width = table.find(f"{_W}tblPr/{_W}tblW")
    if width is not None and _value(width, "type") == "dxa" and int(_value(width, "w")) != sum(columns):
        yield f"宽 {_value(width, 'w')}，各栏之和 {sum(columns)}"
    for number, row in enumerate(table.findall(f"{_W}tr"), 1):
        spans = sum(_span(cell) for cell in row.findall(f"{_W}tc"))
        widths = sum(int(_value(cell, "w")) for cell in row.findall(f"{_W}tc/{_W}tcPr/{_W}tcW"))
        if spans != len(columns):
            yield f"第{number}行占 {spans} 栏，应占 {len(columns)} 栏"
        if widths != sum(columns):
            yield f"第{number}行单元格宽之和 {widths}，各栏之和 {sum(columns)}"


def _span(cell: Element) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    return 1 if span is None else int(_value(span, "val"))


def _header_rows(table: Element) -> Iterator[str]:
    flags = [row.find(f"{_W}trPr/{_W}tblHeader") is not None for row in table.findall(f"{_W}tr")]
    if any(flags[flags.count(True) :]):
        yield "的标题行不是从第一行起连续的"


def _cells(table: Element) -> Iterator[str]:
    for number, row in enumerate(table.findall(f"{_W}tr"), 1):
        if any(not len(cell) or cell[-1].tag != f"{_W}p" for cell in row.findall(f"{_W}tc")):
            yield f"第{number}行有单元格不以段落结束"


def _repeated(what: str, values: Iterable[str]) -> Iterator[str]:
    return (f"{what} {value} 用了 {count} 次" for value, count in Counter(values).items() if count > 1)


def _value(element: Element, name: str) -> str:
    return element.get(_W + name) or ""


_CHECKS: tuple[Callable[[Element], Iterator[str]], ...] = (
    _fields,
    _bookmarks,
    _revisions,
    _drawings,
    _targets,
    _tables,
)
