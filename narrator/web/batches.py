"""A folder of units built one after the other: how far it is, what came of each, all files in one archive."""

from __future__ import annotations

import zipfile
from functools import partial
from io import BytesIO

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from narrator.web import batched
from narrator.web.batched import Batch
from narrator.web.desk import Desk
from narrator.web.files import download
from narrator.web.grouped import grouped
from narrator.web.intake import Dropped
from narrator.web.render import page
from narrator.web.request import desk_of

MOST_FILES = 4000
WANTED = "请先选一个文件夹：每个单位一个文件夹，里面是公开表.xlsx 和填报；或每个单位一个公开表工作簿。"
_MADE = (2000, 1, 1, 0, 0, 0)  # the same files give the same archive


def batches(request: Request) -> Response:
    """The folders built so far, and a place for another one."""
    return _listed(desk_of(request), ())


def _listed(desk: Desk, wrong: tuple[str, ...]) -> Response:
    return page("batches.html", 422 if wrong else 200, batches=batched.listed(desk.store), wrong=wrong)


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
    if not units:
        return _listed(desk, (WANTED,))
    id = batched.keep(desk.store, f"{units[0].label}等{len(units)}个单位", units)
    _start(desk, _batch(desk, id))
    return RedirectResponse(f"/batches/{id}", 303)


def _batch(desk: Desk, id: str) -> Batch:
    found = next((each for each in batched.listed(desk.store) if each.id == id), None)
    if found is None:
        raise HTTPException(404)
    return found


def _start(desk: Desk, batch: Batch) -> None:
    desk.jobs.start(batch.id, [partial(batched.build, desk.store, batch, number) for number in batch.left])


def batch(request: Request) -> Response:
    """A batch with what came of its units."""
    return _shown(request, "batch.html")


def progress(request: Request) -> Response:
    """What of a batch's page changes while it is built."""
    return _shown(request, "progress.html")


def _shown(request: Request, template: str) -> Response:
    desk = desk_of(request)
    found = _batch(desk, request.path_params["batch"])
    return page(template, batch=found, running=desk.jobs.running(found.id))


def stop(request: Request) -> Response:
    """Stop after the unit in hand."""
    desk = desk_of(request)
    found = _batch(desk, request.path_params["batch"])
    desk.jobs.stop(found.id)
    return RedirectResponse(f"/batches/{found.id}", 303)


def go_on(request: Request) -> Response:
    """Build the units that are left."""
    desk = desk_of(request)
    found = _batch(desk, request.path_params["batch"])
    _start(desk, found)
    return RedirectResponse(f"/batches/{found.id}", 303)


def take(request: Request) -> Response:
    """All Word files in one archive."""
    desk = desk_of(request)
    found, out = _batch(desk, request.path_params["batch"]), BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, outcome in sorted(found.outcomes.items()):
            for name in outcome.files:
                if name.endswith(".docx"):
                    data = (batched.home(desk.store, found.id) / "输出" / str(number) / name).read_bytes()
                    archive.writestr(zipfile.ZipInfo(f"{number + 1:03d}-{name}", _MADE), data)
    return download(f"{found.name}.zip", out.getvalue())


def remove(request: Request) -> Response:
    """Stop and forget a batch."""
    desk = desk_of(request)
    found = _batch(desk, request.path_params["batch"])
    desk.jobs.stop(found.id)
    batched.drop(desk.store, found.id)
    return RedirectResponse("/batches", 303)
