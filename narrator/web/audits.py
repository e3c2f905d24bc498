"""Any Word file audited: its text with the findings beside, and how much of its numbers was understood."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import PurePath

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from narrator import verbs
from narrator.errors import NarratorError
from narrator.finding import Finding
from narrator.read.grid import Spot
from narrator.review.audit.mark import placed
from narrator.review.audit.report import Audit
from narrator.review.word import Paragraph, WordTable
from narrator.web import audited, kinds
from narrator.web.audited import Audited
from narrator.web.desk import Desk
from narrator.web.files import download
from narrator.web.home import dropped
from narrator.web.intake import Dropped
from narrator.web.kinds import called, refuse_others
from narrator.web.render import page
from narrator.web.request import desk_of
from narrator.web.trouble import told

WANTED = "请先选要核对的 Word 文件（.docx）。"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table as it is shown."""

    text: str
    columns: int
    rows: int
    wrong: bool


@dataclass(slots=True)
class Row:
    """A block of the text with its findings: a paragraph in pieces (text, and whether it is quoted), or a table.

    `note` says that it is a footnote or endnote.
    """

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    level: int = 0
    table: list[list[Cell]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    note: bool = False


def audits(request: Request) -> Response:
    """The files audited so far, and a place for another one."""
    return _listed(desk_of(request), ())


def _listed(desk: Desk, wrong: tuple[str, ...]) -> Response:
    return page("audits.html", 422 if wrong else 200, files=audited.listed(desk.store), wrong=wrong)


async def add(request: Request) -> Response:
    """Take in a file and go on to what was found in it."""
    async with request.form(max_files=2, max_fields=4) as form:
        given = (await dropped(form)).get("file")
    return await run_in_threadpool(_added, desk_of(request), given)


def _added(desk: Desk, given: Dropped | None) -> Response:
    if given is None:
        return _listed(desk, (WANTED,))
    try:
        refuse_others(given.data, given.name, kinds.REPORT)
        id = _kept(desk, given)
    except NarratorError as error:
        return _listed(desk, told(error))
    return RedirectResponse(f"/audits/{id}", 303)


def _kept(desk: Desk, given: Dropped) -> str:
    """The id of a file that is kept to be audited; raises NarratorError for one that cannot be, and keeps none."""
    id = audited.keep(desk.store, given.name, given.data)
    try:
        with called(f"{id}.docx", given.name):
            _audit(desk, id)
    except NarratorError:
        audited.drop(desk.store, id)
        raise
    return id


def _audit(desk: Desk, id: str) -> Audit:
    path = audited.path_of(desk.store, id)
    return desk.memory.once(("audit", id), lambda: verbs.audit(path))


def _asked(request: Request) -> Audited:
    file = audited.found(desk_of(request).store, request.path_params["audit"])
    if file is None:
        raise HTTPException(404)
    return file


def audit(request: Request) -> Response:
    """A file's findings, each leading to where it is told first beside the text, and coverage."""
    file = _asked(request)
    found = _audit(desk_of(request), file.id)
    rows = list(_rows(found))
    spots = {id(finding): number for number, row in reversed([*enumerate(rows, 1)]) for finding in row.findings}
    told = [(finding, spots.get(id(finding))) for finding in found.findings]
    return page("audit.html", file=file, found=found, rows=rows, told=told)


def _rows(found: Audit) -> Iterator[Row]:
    """The blocks of the text in order, blank paragraphs left out."""
    about: dict[int, list[tuple[Finding, str]]] = {}
    for finding, index, spot in placed(found):
        about.setdefault(index, []).append((finding, spot.place.quote or "" if spot else ""))
    lines: dict[int, list[Paragraph]] = {}
    for block in found.word.blocks:
        if isinstance(block, Paragraph) and block.shown.strip():
            lines.setdefault(block.index, []).append(block)
    for block in found.word.blocks:
        if isinstance(block, WordTable):
            yield _table(block, about)
        elif block.shown.strip():
            here = (each for each in about.get(block.index, []) if _said_in(lines[block.index], each[1]) is block)
            yield _paragraph(block, list(here))


def _said_in(lines: list[Paragraph], quote: str) -> Paragraph:
    """The line or note of a paragraph that has the words quoted, the first where none has."""
    return next((line for line in lines if quote and quote in line.shown), lines[0])


def _paragraph(block: Paragraph, about: list[tuple[Finding, str]]) -> Row:
    findings = list({id(finding): finding for finding, _ in about}.values())
    quotes = [quote for _, quote in about if quote]
    return Row(list(_pieces(block.shown, quotes)), block.level, findings=findings, note=block.note)


def _pieces(text: str, quotes: list[str]) -> Iterator[tuple[str, bool]]:
    """A text in pieces, those that are quoted marked."""
    quoted = [False] * len(text)
    for quote in quotes:
        at = text.find(quote)
        quoted[at : at + len(quote)] = [True] * len(quote) if at >= 0 else quoted[at : at + len(quote)]
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or quoted[end] != quoted[start]:
            yield text[start:end], quoted[start]
            start = end


def _table(block: WordTable, about: dict[int, list[tuple[Finding, str]]]) -> Row:
    """A table without what its merged cells cover, cells with findings marked."""
    told = {spot: about[index] for spot, index in block.paragraphs.items() if index in about}
    findings = {id(finding): finding for found in told.values() for finding, _ in found}
    columns = max((column for _, column in (*block.cells, *block.covered)), default=0)
    lines = [
        [_cell(block, (row, column), told) for column in range(1, columns + 1) if (row, column) not in block.covered]
        for row in range(1, block.rows + 1)
    ]
    return Row(table=lines, findings=list(findings.values()))


def _cell(block: WordTable, spot: Spot, told: Collection[Spot]) -> Cell:
    """A cell with the rows and columns that it covers."""
    covers = [spot, *(covered for covered, by in block.covered.items() if by == spot)]
    rows, columns = (max(at[i] - spot[i] for at in covers) + 1 for i in (0, 1))
    return Cell(block.cells.get(spot, ""), columns, rows, spot in told)


def take(request: Request) -> Response:
    """A copy of the file with its findings as comments."""
    file = _asked(request)
    return download(f"{PurePath(file.file).stem}-批注.docx", verbs.marked(_audit(desk_of(request), file.id)))


def remove(request: Request) -> Response:
    """Forget a file."""
    audited.drop(desk_of(request).store, _asked(request).id)
    return RedirectResponse("/audits", 303)
