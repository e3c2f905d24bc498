"""A Word file whose parts are cut or taken out; all else in it is written back byte for byte."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.parsers.expat import ExpatError

from narrator.read.safety import WORD, refuse
from narrator.review.finish.tags import Edit, Tag, edited, tags, whole
from narrator.review.package import DOCUMENT, TYPES, Package


class Parts(Package):
    """A package from which bytes of parts, and whole parts, can be taken."""

    def __init__(self, data: bytes, file: str) -> None:
        """Raises UnusableInput for what is not safe or no Word file; `file` is its name in messages."""
        super().__init__(data, file)
        self._removed: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return super().__contains__(name) and name not in self._removed

    def tags(self, name: str) -> list[Tag]:
        """The elements of a part; raises UnusableInput where it is not XML."""
        try:
            return tags(self[name])
        except ExpatError:
            refuse("READ-BROKEN", f"文件“{self._file}”的部件 {name} 已损坏，读不完整。{WORD.save_as}", self._file)

    def edit(self, name: str, edits: list[Edit]) -> None:
        """Change bytes of a part, where there are edits."""
        if edits:
            self[name] = edited(self[name], edits)

    def remove(self, name: str, source: str = DOCUMENT) -> None:
        """Take out a part that the source refers to, all that only it refers to, and every mention of them."""
        for relationship in self._relationships(name):
            self._drop(_target(relationship, name))
        referring = [whole(one) for one in self._relationships(source) if _target(one, source) == name]
        self.edit(_rels(source), referring)
        self._drop(name)

    def _drop(self, name: str) -> None:
        gone = (f"/{name}", f"/{_rels(name)}")  # LibreOffice lists relationships, too
        listed = (tag for tag in self.tags(TYPES) if tag.attributes.get("PartName") in gone)
        self.edit(TYPES, [whole(tag) for tag in listed])
        self._removed |= {name, _rels(name)}

    def _relationships(self, source: str) -> Iterator[Tag]:
        listed = self.tags(_rels(source)) if _rels(source) in self else []
        return (tag for tag in listed if tag.name == "Relationship" and tag.attributes.get("TargetMode") != "External")

    def saved(self) -> bytes:
        """The file: the parts that are left in their order; the same bytes for the same changes."""
        buffer = BytesIO()
        with zipfile.ZipFile(BytesIO(super().saved())) as source, zipfile.ZipFile(buffer, "w") as archive:
            for info in source.infolist():
                if info.filename not in self._removed:
                    archive.writestr(info, source.read(info))
        return buffer.getvalue()


def _target(relationship: Tag, source: str) -> str:
    target = relationship.attributes.get("Target", "")
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")


def _rels(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")
