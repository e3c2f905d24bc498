"""A reviewer: edits done to the XML of a Word file as office programs do them, also tracked, also losing anchors."""

from __future__ import annotations

import copy
import io
import zipfile
from dataclasses import dataclass
from typing import Any

from lxml import etree
from tracked_changes import DEL, INS, PPR, P, R, T, text_part

from narrator.review.refresh.cutting import stretch
from narrator.review.refresh.reading import body_paragraphs, text_of
from narrator.write.xml import W

PERSON = "审阅人"
BODY = f"{{{W}}}body"


@dataclass
class Reviewer:
    """Edits one file; `tracked` records the edits of text as changes by a person."""

    data: bytes
    tracked: bool = False

    def __post_init__(self) -> None:
        self.root = text_part(self.data)
        self._number = 50_000

    @property
    def paragraphs(self) -> list[Any]:
        return body_paragraphs(self.root)

    def saved(self) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self.data)) as old, zipfile.ZipFile(buffer, "w") as new:
            for name in old.namelist():
                xml = etree.tostring(self.root) if name == "word/document.xml" else old.read(name)
                new.writestr(name, xml)
        return buffer.getvalue()

    def insert(self, paragraph: Any, at: int, text: str) -> None:
        place = stretch(paragraph, at, at)
        run = self._run(text)
        element = self._change("ins", run) if self.tracked else run
        if place.before is not None:
            self._outside(place.before.run).addnext(element)
        elif place.after is not None:
            self._outside(place.after.run).addprevious(element)
        else:
            paragraph.append(element)

    def delete(self, paragraph: Any, start: int, end: int) -> None:
        for piece in stretch(paragraph, start, end).pieces:
            run, host = piece.run, piece.run.getparent()
            if self.tracked and host.tag not in INS:
                deletion = etree.Element(f"{{{W}}}del", self._names())
                run.addprevious(deletion)
                deletion.append(run)
                for text in run.iter(T):
                    text.tag = f"{{{W}}}delText"
            else:
                host.remove(run)
                if host.tag in INS and not len(host):
                    host.getparent().remove(host)

    def retype(self, paragraph: Any, start: int, end: int, text: str) -> None:
        self.delete(paragraph, start, end)
        self.insert(paragraph, start, text)

    def split(self, paragraph: Any, at: int) -> None:
        """The enter key: what follows goes into a new paragraph behind."""
        place = stretch(paragraph, at, at)
        new = etree.Element(P)
        if (look := paragraph.find(PPR)) is not None:
            new.append(copy.deepcopy(look))
        if place.after is not None:
            first = self._outside(place.after.run)
            new.extend([first, *first.itersiblings()])
        paragraph.addnext(new)

    def join(self, paragraph: Any) -> None:
        """The delete key at the end: the next paragraph's content comes into this one."""
        following = paragraph.getnext()
        if following is not None and following.tag == P and following in self.paragraphs:
            paragraph.extend([child for child in following if child.tag != PPR])
            following.getparent().remove(following)

    def add(self, behind: Any, text: str) -> None:
        new = etree.Element(P)
        new.append(self._run(text))
        behind.addnext(new)

    def remove(self, paragraph: Any) -> None:
        if self.tracked:
            self.delete(paragraph, 0, len(text_of(paragraph)))
            return
        paragraph.getparent().remove(paragraph)

    def move(self, paragraph: Any, behind: Any) -> None:
        if paragraph is not behind:
            behind.addnext(paragraph)

    def lose_anchors(self, every: int) -> None:
        """Every so many bookmarks of ours are lost."""
        starts = [mark for mark in self.root.iter(f"{{{W}}}bookmarkStart") if mark.get(f"{{{W}}}name")[:5] == "_nrt_"]
        gone = {start.get(f"{{{W}}}id") for start in starts[::every]}
        for mark in list(self.root.iter(f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd")):
            if mark.get(f"{{{W}}}id") in gone:
                mark.getparent().remove(mark)

    def _run(self, text: str) -> Any:
        run = etree.Element(R)
        etree.SubElement(run, T).text = text
        return run

    def _change(self, kind: str, run: Any) -> Any:
        change = etree.Element(f"{{{W}}}{kind}", self._names())
        change.append(run)
        return change

    def _names(self) -> dict[str, str]:
        self._number += 1
        return {f"{{{W}}}id": str(self._number), f"{{{W}}}author": PERSON}

    def _outside(self, run: Any) -> Any:
        return run.getparent() if run.getparent().tag in (*INS, *DEL) else run
