"""A folder of units built one after the other: how far it is, what came of each, all files in one archive."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from narrator.errors import NarratorError
from narrator.web import batched
from narrator.web.batch_files import FOR_PROGRAMS, LIST, SUMMARY, listed
from narrator.web.batched import Batch
from narrator.web.desk import Desk
from narrator.web.files import download
from narrator.web.grouped import folder_of, grouped
from narrator.web.intake import Dropped
from narrator.web.render import page
from narrator.web.request import desk_of

MOST_FILES = 4000
WANTED = "请先选一个文件夹：每个单位一个文件夹，里面是公开表.xlsx 和填报；或每个单位一个公开表工作簿。"
NOTHING = (
    "{}里没有公开表。请选各单位所在的文件夹：里面一个单位一个文件夹，放着公开表.xlsx 和填报；"
    "或一个单位一个公开表工作簿（.xlsx），文件名里有年度。"
)
_MADE = (2000, 1, 1, 0, 0, 0)  # the same files give the same archive


def batches(request: Request) -> Response:
    """The folders built so far, and a place for another one."""
    return _listed(desk_of(request), ())


def _listed(desk: Desk, wrong: tuple[str, ...]) -> Response:
    known = [(batch, _left(desk, batch)) for batch in batched.listed(desk.store)]
    return page("batches.html", 422 if wrong else 200, batches=known, wrong=wrong)


def _left(desk: Desk, batch: Batch) -> int | None:
    """How many units have not ended; `None` where another window is at it."""
    job = desk.jobs.of(batch.id)
    try:
        done = len(job.known) if job and job.running else batched.done(desk.store, batch.id)
    except NarratorError:
        return None
    return len(batch.units) - done


async def add(request: Request) -> Response:
    """Take in a folder and begin."""
    async with request.form(max_files=MOST_FILES, max_fields=8) as form:
        given = [await _dropped(file) for file in _files(form)]
    return await run_in_threadpool(_added, desk_of(request), given)


def _files(form: FormData) -> list[UploadFile]:
    return [file for file in form.getlist("files") if isinstance(file, UploadFile) and file.filename]


async def _dropped(file: UploadFile) -> Dropped:
    return Dropped(await file.read(), file.filename or "")


def _added(desk: Desk, given: list[Dropped]) -> Response:
    units = grouped(given)
    if not given:
        return _listed(desk, (WANTED,))
    folder = folder_of(given)
    if not any(unit.files for unit in units):
        return _listed(desk, (NOTHING.format(f"“{folder}”" if folder else "选的文件夹"),))
    id = batched.keep(desk.store, f"{folder or units[0].label}（{len(units)}个单位）", units)
    _start(desk, id)
    return RedirectResponse(f"/batches/{id}", 303)


def _batch(desk: Desk, id: str) -> Batch:
    found = batched.found(desk.store, id)
    if found is None:
        raise HTTPException(404)
    return found


def _start(desk: Desk, id: str) -> None:
    desk.jobs.start(id, partial(batched.build, desk.store, id))


def batch(request: Request) -> Response:
    """A batch with what came of its units."""
    return _shown(request, "batch.html")


def progress(request: Request) -> Response:
    """What of a batch's page changes while it is built."""
    return _shown(request, "progress.html")


def _shown(request: Request, template: str) -> Response:
    desk = desk_of(request)
    found = _batch(desk, request.path_params["batch"])
    return page(template, batch=found, **_standing(desk, found))


def _standing(desk: Desk, batch: Batch) -> dict[str, Any]:
    """How far a batch is, a row for each unit, and why it could not go on."""
    job = desk.jobs.of(batch.id)
    running = job is not None and job.running
    known = dict(job.known) if job and running else batched.results(desk.store, batch.id)
    failed = sum(each.failed for each in known.values())
    said = {"trouble": job.trouble if job else "", "stopping": running and job is not None and job.stop.is_set()}
    twice = [] if running else [*batch.twice(known)]
    rows = [*batch.rows(known)]
    return {"running": running, "done": len(known), "failed": failed, "rows": rows, "twice": twice, **said}


def stop(request: Request) -> Response:
    """Stop after the units in hand."""
    desk = desk_of(request)
    found = _batch(desk, request.path_params["batch"])
    if job := desk.jobs.of(found.id):
        job.stop.set()
    return RedirectResponse(f"/batches/{found.id}", 303)


def go_on(request: Request) -> Response:
    """Build the units that are left."""
    desk = desk_of(request)
    found = _batch(desk, request.path_params["batch"])
    _start(desk, found.id)
    return RedirectResponse(f"/batches/{found.id}", 303)


def take(request: Request) -> Response:
    """All that was written in one archive: the summary, the files that its links lead to, a list of findings each."""
    desk, archived = desk_of(request), BytesIO()
    found = _batch(desk, request.path_params["batch"])
    with zipfile.ZipFile(archived, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _members(desk, found):
            archive.writestr(zipfile.ZipInfo(name, _MADE), data, zipfile.ZIP_DEFLATED)
    return download(f"{found.name}.zip", archived.getvalue())


def _members(desk: Desk, batch: Batch) -> Iterator[tuple[str, bytes]]:
    out = batched.out(desk.store, batch.id)
    for path in (*_summary(out), *(path for path in sorted(out.glob("*/[!.]*")) if path.suffix != FOR_PROGRAMS)):
        yield path.relative_to(out).as_posix(), path.read_bytes()
    for entry in batched.entries(desk.store, batch.id):
        if entry.outcome:
            yield f"{entry.unit.key}/{LIST}", listed(entry)


def _summary(out: Path) -> list[Path]:
    return [*out.glob(SUMMARY)]


def summary(request: Request) -> Response:
    """The workbook about all units."""
    desk = desk_of(request)
    found = _batch(desk, request.path_params["batch"])
    for path in _summary(batched.out(desk.store, found.id)):
        return download(f"{found.name}-{SUMMARY}", path.read_bytes())
    raise HTTPException(404)


def remove(request: Request) -> Response:
    """Stop and forget a batch."""
    desk = desk_of(request)
    found = _batch(desk, request.path_params["batch"])
    if job := desk.jobs.of(found.id):
        job.end()
    batched.drop(desk.store, found.id)
    return RedirectResponse("/batches", 303)
