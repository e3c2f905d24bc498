"""A reviewed Word file of a unit: what the answers and tables as they stand now change in it, by tracked changes."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from narrator import outputs, verbs
from narrator.errors import NarratorError
from narrator.web import final, kinds
from narrator.web.changes import Change, changes
from narrator.web.desk import Desk
from narrator.web.files import download
from narrator.web.findings import links
from narrator.web.home import dropped
from narrator.web.intake import Dropped, further_files
from narrator.web.kinds import called, refuse_others
from narrator.web.request import desk_of, standing, unit_of, unit_page
from narrator.web.store import Kept
from narrator.web.trouble import told

REVIEWED = "审阅.docx"
MOST = 200  # changes listed
BEHIND = "放入的文件还有{}处不是现在的数，见下面；请取走更新后的 Word 文件，接受或拒绝修订，再放入。"
WANTED = "请先选审阅过的 Word 文件（.docx）。"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A reviewed file refreshed: the new file, what came of it, and what is changed in it."""

    data: bytes
    result: verbs.Refresh
    changes: tuple[Change, ...]


def reviewing(request: Request) -> Response:
    """What changed since the file that was dropped last, and a place for another one."""
    return _shown(request, ())


def _shown(request: Request, wrong: tuple[str, ...]) -> Response:
    unit, desk = unit_of(request), desk_of(request)
    known = standing(desk, unit)
    found = _refreshed(desk, unit)
    own = [each for each in found.result.findings if each not in known.draft.findings] if found else []
    made = final.known(desk, unit, _state(desk, unit)) if found else None
    values = {"wrong": wrong, "found": found, "told": [links(known).told(each) for each in own]}
    return unit_page(request, "reviewing.html", "审阅", known, **values, most=MOST, final=made)


async def put(request: Request) -> Response:
    """Take in a reviewed file."""
    async with request.form(max_files=2, max_fields=4) as form:
        given = (await dropped(form)).get("reviewed")
    unit = unit_of(request)
    wrong = await run_in_threadpool(_put, desk_of(request), unit, given) if given else (WANTED,)
    if wrong:
        return await run_in_threadpool(_shown, request, wrong)
    return RedirectResponse(f"/units/{unit.id}/reviewing", 303)


def _put(desk: Desk, unit: Kept, given: Dropped) -> tuple[str, ...]:
    """Keep a reviewed file in place of the one before if it can be refreshed; what is wrong with it otherwise."""
    try:
        refuse_others(given.data, given.name, kinds.REPORT)
        with called(REVIEWED, given.name), further_files(desk, unit) as folder:
            (folder / REVIEWED).write_bytes(given.data)
            _refresh(desk, unit, folder / REVIEWED)
    except NarratorError as error:
        return told(error)
    return ()


def take(request: Request) -> Response:
    """The refreshed file."""
    unit, desk = unit_of(request), desk_of(request)
    found = _refreshed(desk, unit)
    if found is None:
        raise HTTPException(404)
    return download(f"{outputs.name(desk.draft(unit).account)}-更新.docx", found.data)


async def finish(request: Request) -> Response:
    """Make the file to publish of the one that was dropped last; what is still in its way otherwise."""
    return await run_in_threadpool(_finished, request)


def _finished(request: Request) -> Response:
    unit, desk = unit_of(request), desk_of(request)
    refreshed = _refreshed(desk, unit)
    if refreshed is None:
        return _shown(request, (WANTED,))
    if refreshed.changes:
        return _shown(request, (BEHIND.format(len(refreshed.changes)),))
    wrong = final.make(desk, unit, desk.store.home(unit.id) / REVIEWED, _state(desk, unit))
    return _shown(request, wrong) if wrong else RedirectResponse(f"/units/{unit.id}/reviewing#final", 303)


def take_final(request: Request) -> Response:
    """The file to publish, as long as it is of the answers, tables and reviewed file of now."""
    unit, desk = unit_of(request), desk_of(request)
    if _refreshed(desk, unit) is None or final.known(desk, unit, _state(desk, unit)) is None:
        raise HTTPException(404)
    data = (desk.store.home(unit.id) / final.FINAL).read_bytes()
    return download(f"{outputs.name(desk.draft(unit).account)}-定稿.docx", data)


def _state(desk: Desk, unit: Kept) -> Hashable:
    """Everything that a refreshed file depends on."""
    stamp = (desk.store.home(unit.id) / REVIEWED).stat().st_mtime_ns
    return ("refreshed", stamp, *desk.state(unit, desk.store.answers(unit.id)))


def _refreshed(desk: Desk, unit: Kept) -> Refreshed | None:
    """The file that was dropped last, refreshed; `None` without one. Raises NarratorError where that cannot be done."""
    path = desk.store.home(unit.id) / REVIEWED
    if not path.is_file():
        return None
    return desk.memory.once(_state(desk, unit), lambda: _refresh(desk, unit, path))


def _refresh(desk: Desk, unit: Kept, reviewed: Path) -> Refreshed:
    found = desk.draft(unit)
    with desk.store.aside() as folder:
        now, out = folder / "account.json", folder / "更新.docx"
        now.write_bytes(verbs.saved(found.account))
        result = verbs.refresh(reviewed, now, out)
        return Refreshed(out.read_bytes(), result, changes(reviewed, out))
