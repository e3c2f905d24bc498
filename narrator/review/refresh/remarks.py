"""Our comments in an edited file: conflicts are written as comments, and are settled when the comment is deleted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from narrator.review import anchors
from narrator.review.package import Package
from narrator.review.refresh.cutting import stretch
from narrator.review.refresh.inserting import parsed
from narrator.review.refresh.names import AUTHOR, ID, T
from narrator.review.refresh.reading import GONE, NEW, above_in, highest
from narrator.write.comments import CONTENT_TYPE, PART, RELATIONSHIP, comment_xml, commented
from narrator.write.xml import W

CONFLICT = "冲突："
"""How the comments begin that tell a conflict."""
_REFERENCE, _COMMENTS = f"{{{W}}}commentReference", f"{{{W}}}comments"


class Remarks:
    """The comments of one package; `count` says how many were added or changed, `write` puts them back."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._part = next(package.related("comments"), "")
        self._root = package.xml(self._part) if self._part else etree.Element(_COMMENTS, nsmap={"w": W})
        self._last = highest(self._root, -1)
        self._ours = {each.get(ID): each for each in self._root if each.get(AUTHOR) == anchors.AUTHOR}
        self.count = 0

    def left(self, document: Any) -> Iterator[str]:
        """The conflicts of earlier times whose comments are still there."""
        shown = {reference.get(ID) for reference in document.iter(_REFERENCE)}
        for number, comment in self._ours.items():
            if number in shown and _text(comment).startswith(CONFLICT):
                yield _text(comment).removeprefix(CONFLICT)

    def explanations(self) -> set[str]:
        """The numbers of the comments that explain numbers."""
        return {number for number, comment in self._ours.items() if not _text(comment).startswith(CONFLICT)}

    def conflict(self, paragraph: Any, start: int, end: int, message: str) -> None:
        """Comment on the text between two offsets of a paragraph that it is in conflict."""
        self.add(paragraph, start, end, (CONFLICT + message,))

    def add(self, paragraph: Any, start: int, end: int, lines: Sequence[str]) -> None:
        """Comment on the text between two offsets of a paragraph."""
        self._last += 1
        self.count += 1
        self._root.append(parsed(comment_xml(self._last, lines)))
        marked = stretch(paragraph, start, end)
        begin, finish, reference = parsed(f"<w:x>{commented(self._last, '')}</w:x>")
        first = marked.pieces[0] if marked.pieces else marked.before or marked.after
        if first is None:
            paragraph.extend((begin, finish, reference))
            return
        last = marked.pieces[-1] if marked.pieces else first
        _outermost(first.run, paragraph).addprevious(begin)
        _outermost(last.run, paragraph).addnext(reference)
        reference.addprevious(finish)

    def rewrite(self, number: str, lines: Sequence[str]) -> None:
        """Have the comment of this number say these lines."""
        comment = self._ours[number]
        if _text(comment) != "".join(lines):
            comment[:] = list(parsed(comment_xml(0, lines)))
            self.count += 1

    def write(self) -> None:
        """Put the comments into the package, where any were added."""
        if not self.count:
            return
        if not self._part:
            self._part = PART if PART not in self._package else self._package.free("word/comments{}.xml")
            self._package.add(self._part, b"", CONTENT_TYPE, RELATIONSHIP)
        self._package.set_xml(self._part, self._root)


def _text(comment: Any) -> str:
    return "".join(comment.itertext(T))


def _outermost(run: Any, paragraph: Any) -> Any:
    changes = [above for above in above_in(run, paragraph) if above.tag in (*NEW, *GONE)]
    return changes[-1] if changes else run
