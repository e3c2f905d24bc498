"""A Word file as parts that are changed or taken out; all others are written back byte for byte."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NoReturn
from xml.parsers.expat import ExpatError

from lxml import etree

from narrator.read.safety import WORD, examine, refuse
from narrator.review.finish.tags import Edit, Tag, edited, tags, whole

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
DOCUMENT, TYPES = "word/document.xml", "[Content_Types].xml"


class Parts:
    """The parts of a Word file by name, as bytes; `saved` gives the file with what was changed and without the rest."""

    def __init__(self, data: bytes, file: str) -> None:
        """Raises UnusableInput for what is not safe or no Word file; `file` is its name in messages."""
        examine(data, file, WORD)
        self._data, self._file = data, file
        self._changed: dict[str, bytes] = {}
        self._removed: set[str] = set()
        with zipfile.ZipFile(BytesIO(data)) as archive:
            self._read = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
        if DOCUMENT not in self._read:
            refuse("READ-WRONG-KIND", f"“{file}”里没有正文，不是{WORD.name}。{WORD.save_as}", file)

    def __contains__(self, name: str) -> bool:
        return name in self._read and name not in self._removed

    def __getitem__(self, name: str) -> bytes:
        return self._changed.get(name, self._read[name])

    def tags(self, name: str) -> list[Tag]:
        """The elements of a part; raises UnusableInput where it is not XML."""
        try:
            return tags(self[name])
        except ExpatError:
            self._broken(name)

    def root(self, name: str) -> Any:
        """The root element of a part; raises UnusableInput where it is not XML."""
        try:
            return etree.fromstring(self[name], _PARSER)
        except etree.XMLSyntaxError:
            self._broken(name)

    def _broken(self, name: str) -> NoReturn:
        refuse("READ-BROKEN", f"文件“{self._file}”的部件 {name} 已损坏，读不完整。{WORD.save_as}", self._file)

    def edit(self, name: str, edits: list[Edit]) -> None:
        """Change bytes of a part, where there are edits."""
        if edits:
            self._changed[name] = edited(self[name], edits)

    def related(self, kind: str, source: str = DOCUMENT) -> Iterator[str]:
        """The parts that a part ("" is the package) refers to by relationships whose type ends so."""
        for relationship in self._relationships(source):
            if relationship.attributes.get("Type", "").endswith(f"/{kind}"):
                name = _target(relationship, source)
                if name in self:
                    yield name

    def remove(self, name: str, source: str = DOCUMENT) -> None:
        """Take out a part that the source refers to, all that only it refers to, and every mention of them."""
        for relationship in self._relationships(name):
            self._drop(_target(relationship, name))
        rels = _rels(source)
        self.edit(rels, [whole(one) for one in self._relationships(source) if _target(one, source) == name])
        self._drop(name)

    def _drop(self, name: str) -> None:
        listed = (tag for tag in self.tags(TYPES) if tag.attributes.get("PartName") == f"/{name}")
        self.edit(TYPES, [whole(tag) for tag in listed])
        self._removed |= {name, _rels(name)}

    def _relationships(self, source: str) -> Iterator[Tag]:
        rels = _rels(source)
        listed = self.tags(rels) if rels in self else []
        return (tag for tag in listed if tag.name == "Relationship" and tag.attributes.get("TargetMode") != "External")

    def saved(self) -> bytes:
        """The file: the parts that are left in their order; the same bytes for the same changes."""
        buffer = BytesIO()
        with zipfile.ZipFile(BytesIO(self._data)) as source, zipfile.ZipFile(buffer, "w") as archive:
            for info in source.infolist():
                if info.filename not in self._removed:
                    part = b"" if info.is_dir() else self[info.filename]
                    archive.writestr(info, part, compress_type=zipfile.ZIP_DEFLATED)
        return buffer.getvalue()


def _target(relationship: Tag, source: str) -> str:
    target = relationship.attributes.get("Target", "")
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")


def _rels(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")
