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
from narrator.read.safety import refuse
from narrator.read.validated import FactsRead
from narrator.verbs import listed
from narrator.web import former
from narrator.web.desk import Desk
from narrator.web.doubts import otherwise
from narrator.web.home import dropped, notes_of
from narrator.web.intake import OWN, Dropped, facts_from, further_files, keep_facts, own, put_tables
from narrator.web.last_year import carry, published, put_last_year, refuse_this_year
from narrator.web.request import desk_of, standing, unit_of, unit_page
from narrator.web.store import Kept
from narrator.web.tables import whole
from narrator.web.trouble import told
from narrator.workbook.write import written
from narrator.write import WRITERS, docx

NOT_TAKEN = "没有收下这些文件，原有的文件和填写的内容都没有动"
NOTHING = "请先选文件：改过的公开表、填报，或上年的公开表、填报、公开的 Word 文件。"
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


def _shown(request: Request, messages: tuple[str, ...], title: str = NOT_TAKEN) -> Response:
    desk, unit = desk_of(request), unit_of(request)
    before = {"former": former.name(desk, unit), "doubts": former.doubts(desk, unit)}
    return unit_page(request, "files.html", "文件", standing(desk, unit), messages=messages, title=title, **before)


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
    desk, unit = desk_of(request), unit_of(request)
    if not given:
        return await run_in_threadpool(_shown, request, (NOTHING,), "没有放入文件")
    try:
        await run_in_threadpool(_put, desk, unit, given)
    except NarratorError as error:
        messages = told(error)
        return await run_in_threadpool(_shown, request, messages)
    doubts = await run_in_threadpool(former.doubts, desk, unit) if "tables" in given else ()
    return RedirectResponse(f"/units/{unit.id}/files" if doubts else f"/units/{unit.id}", 303)


def put_back(request: Request) -> Response:
    """Put the former tables back in the place of those that replaced them."""
    desk, unit = desk_of(request), unit_of(request)
    former.put_back(desk, unit)
    return RedirectResponse(f"/units/{unit.id}/files", 303)


def _chosen(unit: Kept) -> dict[str, object]:
    return dict(zip(OWN, (unit.name, unit.year, unit.edition), strict=True))


def _refuse_others(unit: Kept, read: FactsRead, name: str) -> None:
    """Raise UnusableInput for a 填报 of another unit or year, which would take the places of all answers."""
    said = {key: value for key, value in own(read).items() if key != "版式"}
    for line in otherwise(_chosen(unit), said):
        refuse("READ-UNIT-DIFFERS", f"{line}没有放错的，请先把填报或这里的“更改”改成一致，再放入。", name)


def _put(desk: Desk, unit: Kept, given: Mapping[str, Dropped]) -> None:
    """Keep all files, or none of them where one cannot be read; raises NarratorError."""
    with further_files(desk, unit) as folder:
        if "tables" in given:
            put_tables(folder, given["tables"])
        read = facts_from(folder, given["facts"]) if "facts" in given else None
        if read:
            _refuse_others(unit, read, given["facts"].name)
        last = put_last_year(folder, given["last"]) if "last" in given else ()
        if "last" in given:
            refuse_this_year(desk, unit, folder, given["last"].name)
        before = published(desk, unit, folder, given["last"].name) if "last" in given else {}
        if "tables" in given:
            former.set_aside(desk, unit)
    if "tables" in given:
        desk.store.called(unit.id, given["tables"].name)
    if read:
        keep_facts(desk, unit, read, given["facts"].name)
    if "last" in given:
        carry(desk, unit, before)
    said = otherwise(_chosen(unit), own(read)) if read else ()
    desk.store.note(unit.id, (*said, *notes_of((*(read.findings if read else ()), *last))))
