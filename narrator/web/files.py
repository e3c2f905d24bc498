"""What a unit gives and takes: report, list of findings and workbook to take away, further files to take in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from narrator import outputs
from narrator.errors import NarratorError
from narrator.verbs import listed
from narrator.web.desk import Desk
from narrator.web.doubts import otherwise
from narrator.web.home import dropped, notes_of
from narrator.web.intake import OWN, Dropped, facts_from, further_files, keep_facts, own, put_tables
from narrator.web.last_year import carry, published, put_last_year
from narrator.web.request import desk_of, standing, unit_of, unit_page
from narrator.web.store import Kept
from narrator.web.tables import whole
from narrator.web.trouble import told
from narrator.workbook.write import written
from narrator.write import WRITERS, docx

Made = Callable[[Desk, Kept], bytes]


def _report(desk: Desk, unit: Kept) -> bytes:
    return WRITERS["docx"](whole(desk.draft(unit).document), desk.edition(unit).page)


def _review(desk: Desk, unit: Kept) -> bytes:
    found = desk.draft(unit)
    return docx.write_review(whole(found.document), desk.edition(unit).page, found.findings)


def _findings(desk: Desk, unit: Kept) -> bytes:
    return listed(desk.draft(unit), Path(), Path("问题清单.xlsx"))


def _workbook(desk: Desk, unit: Kept) -> bytes:
    return written(desk.form(unit, desk.store.answers(unit.id)))


GIVEN: Mapping[str, tuple[str, Made]] = {
    "report": ("{unit}.docx", _report),
    "review": ("{unit}.审阅.docx", _review),
    "findings": ("{unit}-问题清单.xlsx", _findings),
    "workbook": ("{unit}-填报.xlsx", _workbook),
}
"""What can be taken away, by its address: the file's name, and what makes it."""


def files(request: Request) -> Response:
    """The files to take away, and those that can still be added."""
    return _shown(request, ())


def _shown(request: Request, messages: tuple[str, ...]) -> Response:
    unit = unit_of(request)
    return unit_page(request, "files.html", "文件", standing(desk_of(request), unit), messages=messages)


def take(request: Request) -> Response:
    """One file to take away."""
    desk, unit = desk_of(request), unit_of(request)
    if request.path_params["name"] not in GIVEN:
        raise HTTPException(404)
    name, made = GIVEN[request.path_params["name"]]
    return download(name.replace("{unit}", outputs.name(desk.draft(unit).account)), made(desk, unit))


def download(name: str, data: bytes) -> Response:
    """A file that the browser saves under this name."""
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(data, media_type="application/octet-stream", headers=headers)


async def put(request: Request) -> Response:
    """Take in further files of a unit: newer tables, a 填报, last year's."""
    async with request.form(max_files=8, max_fields=8) as form:
        given = await dropped(form)
    unit = unit_of(request)
    try:
        await run_in_threadpool(_put, desk_of(request), unit, given)
    except NarratorError as error:
        messages = told(error)
        return await run_in_threadpool(_shown, request, messages)
    return RedirectResponse(f"/units/{unit.id}", 303)


def _put(desk: Desk, unit: Kept, given: Mapping[str, Dropped]) -> None:
    """Keep all files, or none of them where one cannot be read; raises NarratorError."""
    with further_files(desk, unit) as folder:
        if "tables" in given:
            put_tables(folder, given["tables"])
        read = facts_from(folder, given["facts"]) if "facts" in given else None
        last = put_last_year(folder, given["last"]) if "last" in given else ()
        before = published(desk, unit, folder) if "last" in given else {}
    if "tables" in given:
        desk.store.called(unit.id, given["tables"].name)
    if read:
        keep_facts(desk, unit, read, given["facts"].name)
    if "last" in given:
        carry(desk, unit, before)
    said = otherwise(dict(zip(OWN, (unit.name, unit.year, unit.edition), strict=True)), own(read)) if read else ()
    desk.store.note(unit.id, (*said, *notes_of((*(read.findings if read else ()), *last))))
