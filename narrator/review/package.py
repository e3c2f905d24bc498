"""A Word file as a package of parts: what is not changed is written back byte for byte."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

from narrator.read.safety import WORD, examine, read_bytes, refuse
from narrator.write.package import entry
from narrator.write.xml import W

DOCUMENT = "word/document.xml"
TYPES = "[Content_Types].xml"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_MACROS = b"macroenabled"  # in the content type of a .docm
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


class Package:
    """The parts of a Word file by name, as bytes or parsed; `saved` gives the file with what was set."""

    def __init__(self, data: bytes, file: str) -> None:
        """Raises UnusableInput for what is not safe, no Word file or one with macros; `file` names it in messages."""
        contents = examine(data, file, WORD)
        self._data, self._file = data, file
        self._changed: dict[str, bytes] = {}
        with zipfile.ZipFile(BytesIO(data)) as archive:
            self._parts = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
        if DOCUMENT not in self._parts:
            refuse("READ-WRONG-KIND", f"“{file}”里没有正文，不是{WORD.name}。{WORD.save_as}", file)
        if contents.macros or _MACROS in self._parts.get(TYPES, b"").lower():
            what = "含有宏（.docm），改动后写成的 .docx 打不开，没有处理"
            refuse("READ-WRONG-KIND", f"“{file}”{what}。{WORD.save_as}，宏就去掉了", file)

    def document(self) -> Any:
        """The root element of the text; raises UnusableInput where it is not as Word usually saves it."""
        root = self.xml(DOCUMENT)
        if root.tag != f"{{{W}}}document" or root.find(f"{{{W}}}body") is None:
            refuse(
                "READ-WRONG-KIND", f"“{self._file}”不是通常的 .docx（如存成了“严格”格式）。{WORD.save_as}", self._file
            )
        return root

    @classmethod
    def opened(cls, path: Path) -> Package:
        """The package in a file; raises UnusableInput."""
        return cls(read_bytes(path, path.name), path.name)

    def __contains__(self, name: str) -> bool:
        return name in self._changed or name in self._parts

    def __getitem__(self, name: str) -> bytes:
        return self._changed.get(name) or self._parts[name]

    def __setitem__(self, name: str, data: bytes) -> None:
        self._changed[name] = data

    def xml(self, name: str) -> Any:
        """The root element of a part; raises UnusableInput where it is not XML."""
        try:
            return etree.fromstring(self[name], _PARSER)
        except etree.XMLSyntaxError:
            refuse("READ-BROKEN", f"文件“{self._file}”的部件 {name} 已损坏，读不完整。{WORD.save_as}", self._file)

    def set_xml(self, name: str, root: Any) -> None:
        """Put this element in place of a part."""
        self[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def related(self, kind: str, source: str = DOCUMENT) -> Iterator[str]:
        """The parts that a part refers to by relationships whose type ends so, as far as they are there."""
        return (name for _, name in self.targets(kind, source))

    def targets(self, kind: str, source: str = DOCUMENT) -> Iterator[tuple[str, str]]:
        """The same parts, each with the id of its relationship."""
        rels = _rels(source)
        if rels not in self:
            return
        for each in self.xml(rels):
            if each.get("Type", "").endswith(f"/{kind}") and each.get("TargetMode") != "External":
                target = each.get("Target", "")
                name = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")
                if name in self:
                    yield each.get("Id", ""), name

    def add(self, name: str, data: bytes, content_type: str, relationship: str, source: str = DOCUMENT) -> None:
        """Add a part with its content type, and a relationship to it from the source ("" is the package)."""
        self[name] = data
        types = self.xml(TYPES)
        etree.SubElement(types, f"{{{_CONTENT_TYPES}}}Override", PartName=f"/{name}", ContentType=content_type)
        self.set_xml(TYPES, types)
        rels = _rels(source)
        root = self.xml(rels) if rels in self else etree.Element(f"{{{_RELATIONSHIPS}}}Relationships")
        taken = {each.get("Id") for each in root}
        key = next(key for n in range(1, len(taken) + 2) if (key := f"rNarrator{n}") not in taken)
        target = posixpath.relpath(f"/{name}", f"/{posixpath.dirname(source)}")
        etree.SubElement(root, f"{{{_RELATIONSHIPS}}}Relationship", Id=key, Type=relationship, Target=target)
        self.set_xml(rels, root)

    def free(self, pattern: str) -> str:
        """A part name that is not taken, from a pattern with {} for a number."""
        return next(
            name for n in range(1, len(self._parts) + len(self._changed) + 2) if (name := pattern.format(n)) not in self
        )

    def saved(self) -> bytes:
        """The file: parts in their order, new ones last; the same bytes for the same changes."""
        if not self._changed:
            return self._data
        buffer = BytesIO()
        with zipfile.ZipFile(BytesIO(self._data)) as source, zipfile.ZipFile(buffer, "w") as archive:
            for info in source.infolist():
                archive.writestr(info, self._changed.get(info.filename, self._parts.get(info.filename, b"")))
            for name in self._changed:
                if name not in self._parts:
                    archive.writestr(entry(name), self._changed[name])
        return buffer.getvalue()


def _rels(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")
