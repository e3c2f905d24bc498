"""A Word file of anyone as paragraphs and tables in reading order, its tracked changes accepted."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

from narrator.finding import Finding, Level, Place
from narrator.read.grid import Spot
from narrator.read.safety import WORD, examine, read_bytes, refuse
from narrator.review.notes import NOTE_PARTS, Notes
from narrator.review.numbering import Numbering, Styles
from narrator.review.word_table import GrowingTable
from narrator.review.word_xml import child, elements, local, value

DOCUMENT = "word/document.xml"
_LEFT_OUT = frozenset({"del", "moveFrom", "txbxContent", "instrText", "delText", "pPr", "rPr", "Fallback"})
_CONTAINERS = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: `index` counts all of the file's from 0, those in tables and text boxes too.

    `number` is what a list prints before the text; `level` that of a heading, 0 of other text; `contents` says
    whether it is a line of a table of contents; a `note` is a footnote or endnote, of the paragraph with its index.
    """

    index: int
    text: str
    number: str = ""
    level: int = 0
    contents: bool = False
    note: bool = False

    @property
    def shown(self) -> str:
        """The text with the number that a list prints before it."""
        return self.number + self.text


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table: texts by row and column from 1, for covered cells what covers them, each cell's first paragraph."""

    cells: dict[Spot, str] = field(default_factory=dict)
    covered: dict[Spot, Spot] = field(default_factory=dict)
    paragraphs: dict[Spot, int] = field(default_factory=dict)
    rows: int = 0


@dataclass(frozen=True, slots=True)
class WordFile:
    """A Word file's blocks in reading order, and what was noticed about it."""

    file: str
    blocks: tuple[Paragraph | WordTable, ...]
    findings: tuple[Finding, ...]
    data: bytes


def read_word(path: Path) -> WordFile:
    """The file's text as it reads with its tracked changes accepted; raises UnusableInput."""
    file = path.name
    if not path.is_file():
        refuse("READ-NOT-FOUND", f"找不到“{path}”，请核对路径", str(path))
    data = read_bytes(path, file)
    examine(data, file, WORD)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if DOCUMENT not in archive.namelist():
                refuse("READ-WRONG-KIND", f"“{file}”不是{WORD.name}。{WORD.save_as}", file)
            if any(kind in archive.read(TYPES) for kind in OTHER_KINDS):
                refuse("READ-WRONG-KIND", f"“{file}”是带宏的文件或模板（.docm、.dotx），没有读。{WORD.save_as}", file)
            body, styles, numbering = (_part(archive, name) for name in (DOCUMENT, *_BESIDES))
            notes = Notes(*(_part(archive, name) for name in NOTE_PARTS))
    except (etree.XMLSyntaxError, zipfile.BadZipFile, ValueError):
        refuse("READ-BROKEN", f"文件“{file}”的内容已损坏，读不完整。{WORD.save_as}", file)
    assert body is not None
    reader = _Reader(body, Styles(styles), Numbering(numbering), notes)
    blocks = tuple(reader.blocks(child(body, "body")))
    return WordFile(file, blocks, tuple(_said(body, file)), data)


def every_paragraph(body: Any) -> Iterator[Any]:
    """All paragraphs below an element in the order that their indices count."""
    return (element for element in body.iter() if local(element) == "p")


OTHER_KINDS = (b"document.macroEnabled.main+xml", b"template.main+xml", b"macroEnabledTemplate.main+xml")
TYPES = "[Content_Types].xml"
_BESIDES = ("word/styles.xml", "word/numbering.xml")


def _part(archive: zipfile.ZipFile, name: str) -> Any:
    """A part's root element, `None` where there is no such part; entities are never resolved."""
    if name not in archive.namelist():
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(archive.read(name), parser)


def _said(body: Any, file: str) -> Iterator[Finding]:
    """What was left out or taken as accepted."""
    told = (
        ("txbxContent", "AUDIT-TEXT-BOX", "含有文本框，框里的文字没有读入；请核对其中有没有数字"),
        ("ins", "AUDIT-TRACKED", "含有修订，按接受全部修订后的文字核对；公开前请接受或拒绝修订"),
        ("altChunk", "AUDIT-EMBEDDED", "嵌入了别的文件，其中的内容没有读入；请核对"),
    )
    kinds = {local(element) for element in body.iter() if isinstance(element.tag, str)}
    for kind, code, what in told:
        if kind in kinds or (kind == "ins" and kinds & {"del", "moveTo"}):
            yield Finding(code=code, level=Level.NOTICE, message=f"“{file}”{what}", where=(Place(file=file),))


class _Reader:
    """Reads the body, counting paragraphs and list numbers on the way."""

    def __init__(self, body: Any, styles: Styles, numbering: Numbering, notes: Notes) -> None:
        self.styles, self.numbering, self.notes = styles, numbering, notes
        self.index = {paragraph: number for number, paragraph in enumerate(every_paragraph(body))}
        self.before = ""  # the text of a paragraph whose end was deleted

    def blocks(self, parent: Any, contents: bool = False) -> Iterator[Paragraph | WordTable]:
        """The paragraphs and tables below an element."""
        for element in elements(parent):
            name = local(element)
            if name == "p":
                yield from self._paragraph(element, contents)
            elif name == "tbl":
                yield self._table(element)
            elif name in _CONTAINERS:
                yield from self.blocks(element, contents or _is_contents(element))

    def _paragraph(self, element: Any, contents: bool = False) -> Iterator[Paragraph]:
        index = self.index[element]
        properties = child(element, "pPr")
        text = self.before + "".join(_texts(element))
        marks = child(properties, "rPr")
        self.before = ""
        if child(marks, "del") is not None:
            self.before = text
            return
        style = self.styles.of(properties)
        number = self.numbering.next(properties, style) if text.strip() else ""
        contents = contents or style.contents
        for i, line in enumerate(text.split("\n")):
            yield Paragraph(index, line.strip(), "" if i else number, style.level, contents)
        for note in self.notes.of(element):
            yield Paragraph(index, "".join(_texts(note)).strip(), note=True)

    def _table(self, element: Any) -> WordTable:
        table = GrowingTable()
        for row in elements(element, "tr"):
            if child(child(row, "trPr"), "del") is None:
                table.row()
                for cell in elements(row, "tc"):
                    index = next((self.index[one] for one in every_paragraph(cell)), 0)
                    lines = [text for block in self.blocks(cell) for text in _lines(block)]
                    table.cell("".join(lines), child(cell, "tcPr"), index)
        return WordTable(table.cells, table.covered, table.paragraphs, table.height)


def _lines(block: Paragraph | WordTable) -> Iterator[str]:
    """The texts of a paragraph or, one cell after another, of a table within a cell."""
    if isinstance(block, Paragraph):
        yield "" if block.note else block.shown
    else:
        yield from (block.cells[spot] for spot in sorted(block.cells))


def _is_contents(element: Any) -> bool:
    return any(local(e) == "docPartGallery" and value(e) == "Table of Contents" for e in elements(element, "sdtPr//"))


def _texts(element: Any) -> Iterator[str]:
    """The texts below an element: what is deleted, in text boxes or in fields' instructions left out."""
    for each in elements(element):
        name = local(each)
        if name == "t":
            yield each.text or ""
        elif name in ("tab", "br", "cr"):
            yield " " if name == "tab" else "" if value(each, "type") == "page" else "\n"
        elif name == "noBreakHyphen":
            yield "-"
        elif name not in _LEFT_OUT:
            yield from _texts(each)
