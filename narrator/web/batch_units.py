"""One unit of a batch: what came of it, its findings, and its files."""

from __future__ import annotations

from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from narrator.batch.ledger import Entry
from narrator.finding import Level
from narrator.web import batched
from narrator.web.batch_files import LIST, listed, shown
from narrator.web.files import download
from narrator.web.findings import Told
from narrator.web.render import page
from narrator.web.request import desk_of
from narrator.web.trouble import in_page_words


def unit(request: Request) -> Response:
    """What came of a unit, its findings by level, its files to take away."""
    batch, entry = batched.found(desk_of(request).store, request.path_params["batch"]), _entry(request)
    if batch is None or entry.outcome is None:
        raise HTTPException(404)
    told: dict[Level, list[Told]] = {level: [] for level in Level}
    for each in entry.outcome.findings:
        told[each.level].append(Told(str(each.level), in_page_words(each.message), each.code))
    address = f"/batches/{batch.id}/units/{quote(entry.unit.key)}"
    files = [*shown(entry), LIST]
    return page("batch_unit.html", batch=batch, entry=entry, findings=told, files=files, address=address)


def take(request: Request) -> Response:
    """A file of a unit."""
    entry, name = _entry(request), request.path_params["name"]
    if name == LIST:
        return download(f"{entry.unit.key}-{LIST}", listed(entry))
    if name not in shown(entry):
        raise HTTPException(404)
    out = batched.out(desk_of(request).store, request.path_params["batch"])
    return download(name, (out / entry.unit.key / name).read_bytes())


def _entry(request: Request) -> Entry:
    store, id = desk_of(request).store, request.path_params["batch"]
    if batched.found(store, id) is not None:
        for entry in batched.entries(store, id):
            if entry.unit.key == request.path_params["label"]:
                return entry
    raise HTTPException(404)
