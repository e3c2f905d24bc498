"""Tracked changes accepted or rejected as Word does it, and what a Word file then says; checked against LibreOffice."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

from lxml import etree

from narrator.review.anchors import AUTHOR
from narrator.write.xml import W

P, R, T, PPR, RPR = (f"{{{W}}}{name}" for name in ("p", "r", "t", "pPr", "rPr"))
INS, DEL = ((f"{{{W}}}ins", f"{{{W}}}moveTo"), (f"{{{W}}}del", f"{{{W}}}moveFrom"))


def text_part(data: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def accepted(data: bytes) -> Any:
    return _resolved(text_part(data), gone=DEL, kept=INS)


def rejected(data: bytes) -> Any:
    return _resolved(text_part(data), gone=INS, kept=DEL)


def without_ours(data: bytes) -> Any:
    """The text part with our changes rejected and everyone else's accepted."""
    root = text_part(data)
    for other in list(root.iter(*INS, *DEL)):
        if other.get(f"{{{W}}}author") != AUTHOR:
            other.set("theirs", "")
    root = _resolved(root, gone=INS, kept=DEL, of=lambda change: change.get("theirs") is None)
    return _resolved(root, gone=DEL, kept=INS)


def _resolved(
    root: Any, gone: tuple[str, ...], kept: tuple[str, ...], of: Callable[[Any], bool] = lambda change: True
) -> Any:
    for row in list(root.iter(f"{{{W}}}tr")):
        if any(of(mark) for tag in gone for mark in row.iterfind(f"{{{W}}}trPr/{tag}")):
            row.getparent().remove(row)
    for paragraph in list(root.iter(P)):
        if any(of(mark) for tag in gone for mark in paragraph.iterfind(f"{PPR}/{RPR}/{tag}")):
            _join(paragraph)
    for element in filter(of, list(root.iter(*gone))):
        if element.getparent().tag not in (RPR, f"{{{W}}}trPr"):
            element.getparent().remove(element)
    for element in filter(of, list(root.iter(*kept))):
        for child in list(element):
            element.addprevious(child)
        element.getparent().remove(element)
    for text in root.iter(f"{{{W}}}delText"):
        if not any(above.tag in DEL for above in text.iterancestors()):
            text.tag = T
    return root


def _join(paragraph: Any) -> None:
    """The paragraph's content before that of the next."""
    following = paragraph.getnext()
    if following is None or following.tag != P:
        return
    at = 1 if following.find(PPR) is not None else 0
    for child in reversed([child for child in paragraph if child.tag != PPR]):
        following.insert(at, child)
    paragraph.getparent().remove(paragraph)


def said(root: Any) -> list[str]:
    """The texts of body paragraphs and of table rows, cells apart by |, blank paragraphs left out."""
    body = root.find(f"{{{W}}}body")
    lines = []
    for element in body:
        if element.tag == P:
            lines.append(_text(element))
        lines += ["|".join(_text(cell) for cell in row.iter(f"{{{W}}}tc")) for row in element.iter(f"{{{W}}}tr")]
    return [line for line in lines if line]


def _text(element: Any) -> str:
    signs = {f"{{{W}}}tab": "\t", f"{{{W}}}br": "\n"}
    runs = (child for run in element.iter(R) for child in run if child.get(f"{{{W}}}type") != "page")
    return "".join(child.text or "" if child.tag == T else signs.get(child.tag, "") for child in runs)
