"""Findings as Word comments, in a copy of the file that they are about."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.text.run import Run

from narrator.finding import Finding
from narrator.read.grid import address
from narrator.review.anchors import AUTHOR, INITIALS
from narrator.review.audit.report import Audit
from narrator.review.audit.told import Spot
from narrator.review.package import Package
from narrator.review.word import every_paragraph
from narrator.write.package import repacked


def marked(audit: Audit) -> bytes:
    """A copy of the file with a comment at every finding that has a place in it; the same bytes for the same file.

    A comment covers the runs of the words that its finding quotes, in a table the cell. Raises UnusableInput where
    the file cannot be changed, as one with macros cannot.
    """
    Package(audit.word.data, audit.word.file)
    document = Document(BytesIO(audit.word.data))
    paragraphs = list(every_paragraph(document.element.body))
    for finding, paragraph, spot in placed(audit):
        runs = list(_runs(paragraphs[paragraph], spot, document.part))
        if runs:
            comment = document.add_comment(runs, f"[{finding.level}] {finding.message}", AUTHOR, INITIALS)
            comment._comment_elm.attrib.pop(qn("w:date"), None)
    buffer = BytesIO()
    document.save(buffer)
    return repacked(buffer.getvalue())


def placed(audit: Audit) -> Iterator[tuple[Finding, int, Spot | None]]:
    """The findings with the index of the paragraph where each is to be told."""
    for told in audit.told:
        yield from ((told.finding, spot.paragraph, spot) for spot in told.spots)
    about_text = {id(told.finding) for told in audit.told}
    cells = {
        (grid.sheet, address(*spot)): index for grid in audit.tables.grids for spot, index in grid.paragraphs.items()
    }
    for finding in audit.findings:
        if id(finding) not in about_text:
            places = (cells.get((place.sheet or "", place.cell or "")) for place in finding.where)
            yield from ((finding, index, None) for index in list(filter(None, places))[:1])


def _runs(paragraph: Any, spot: Spot | None, part: Any) -> Iterator[Run]:
    """The runs of a paragraph that hold just what a spot quotes; all of them where that cannot be told."""
    runs = [run for run in paragraph.iter(qn("w:r")) if not _is_gone(run)]
    quote = (spot.place.quote if spot else None) or ""
    start = "".join(map(_text, runs)).find(quote) if quote else -1
    at = 0
    for run in runs:
        text = _text(run)
        first, last = max(start - at, 0), min(start + len(quote) - at, len(text))
        at += len(text)
        if start < 0:
            yield Run(run, part)
        elif first < last:
            yield Run(_cut(run, first, last), part)


def _text(run: Any) -> str:
    return "".join(text.text or "" for text in run.iter(qn("w:t")))


def _cut(run: Any, first: int, last: int) -> Any:
    """The run with this part of its text, what is before and after it in runs of their own; a run of more is whole."""
    texts = [element for element in run if element.tag != qn("w:rPr")]
    if [element.tag for element in texts] != [qn("w:t")]:
        return run
    whole = texts[0].text or ""
    for text, add in ((whole[:first], run.addprevious), (whole[last:], run.addnext)):
        if text:
            other = deepcopy(run)
            _say(other, text)
            add(other)
    _say(run, whole[first:last])
    return run


def _say(run: Any, text: str) -> None:
    element = run.find(qn("w:t"))
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _is_gone(run: Any) -> bool:
    """Whether a run was deleted or stands in a text box."""
    gone = (qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"))
    return any(above.tag in gone for above in run.iterancestors())
