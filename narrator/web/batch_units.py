"""One unit of a batch: what came of it, its findings, and its files."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from narrator.batch.ledger import Entry
from narrator.batch.record import Outcome
from narrator.batch.summary import BASE
from narrator.finding import Level
from narrator.web import batched
from narrator.web.files import download
from narrator.web.findings import Told
from narrator.web.render import page
from narrator.web.request import desk_of
from narrator.web.trouble import in_page_words
from narrator.write.findings_list import findings_list

LIST = "问题清单.xlsx"


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


def shown(entry: Entry) -> list[str]:
    """The names of a unit's files for people: those for programs left out."""
    outputs = entry.outcome.outputs if entry.outcome else ()
    return [name for name in outputs if not name.endswith((BASE, ".json"))]


def listed(entry: Entry) -> bytes:
    """The findings about a unit as 问题清单.xlsx."""
    outcome = entry.outcome
    of = f"{outcome.unit or entry.unit.key}{f'{outcome.year}年度' if outcome.year else ''}" if outcome else ""
    told = ((each, in_page_words(each.message)) for each in (outcome or Outcome()).findings)
    findings = tuple(each.model_copy(update={"message": message}) for each, message in told)
    return findings_list(findings, Path(), Path(LIST), of)
