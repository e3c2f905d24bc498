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
from narrator.finding import Finding
from narrator.web import final, kinds, reviewed
from narrator.web.changes import Change, changes
from narrator.web.desk import Desk
from narrator.web.files import download
from narrator.web.findings import links
from narrator.web.home import dropped
from narrator.web.intake import Dropped, further_files
from narrator.web.kinds import called, refuse_others
from narrator.web.request import desk_of, standing, unit_of, unit_page
from narrator.web.reviewed import REVIEWED
from narrator.web.store import Kept
from narrator.web.trouble import in_page_words, told

MOST = 200  # changes listed
LOST, OTHER = "REFRESH-NO-BASE", "REFRESH-OTHER-INPUT"
_SAID_HERE = (LOST, "REFRESH-ANCHORS")  # of a file without a base
_KINDS = ("NUMBER", "CELL", "CELL-CONFLICT", "CONFLICT", "COPY", "OPEN", "TABLE", "CHART")
_DIFFERS = frozenset(f"REFRESH-{each}" for each in _KINDS)
BEHIND = "放入的文件还有{}处不是现在的数，见下面；请取走更新后的 Word 文件，接受或拒绝修订，再放入。"
WANTED = "请先选审阅过的 Word 文件（.docx）。"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A reviewed file refreshed: the new file, what came of it, and what is changed in it."""

    data: bytes
    result: verbs.Refresh
    changes: tuple[Change, ...]

    @property
    def own(self) -> tuple[Finding, ...]:
        """What refreshing noticed besides what is told of the unit anyway."""
        return tuple(each for each in self.result.findings if each not in self.result.draft.findings)

    @property
    def lost(self) -> bool:
        """Whether it is not known what was generated: the file is of others, or has lost that."""
        return any(each.code == LOST for each in self.own)

    @property
    def differs(self) -> int:
        """How many places say something else than the data and were left so."""
        return sum(each.code in _DIFFERS for each in self.own)


def reviewing(request: Request) -> Response:
    """What changed since the file that was dropped last, and a place for another one."""
    return _shown(request, ())


def _shown(request: Request, wrong: tuple[str, ...], *, refused: bool = False) -> Response:
    """The page with what went wrong; `refused` says that a file was not taken in: the one before still counts."""
    unit, desk = unit_of(request), desk_of(request)
    known = standing(desk, unit)
    found = _refreshed(desk, unit)
    if found is None:
        return unit_page(request, "reviewing.html", "审阅", known, wrong=wrong, refused=refused, found=None)
    own = (each for each in found.own if not (found.lost and each.code in _SAID_HERE) and each.code != OTHER)
    values = {
        "file": reviewed.kept(desk.store.home(unit.id)),
        "other": [in_page_words(each.message) for each in found.own if each.code == OTHER],
        "told": [links(known).told(each) for each in own],
        "final": final.known(desk, unit),
    }
    shown = {"wrong": wrong, "refused": refused, "found": found, "most": MOST, **values}
    return unit_page(request, "reviewing.html", "审阅", known, **shown)


async def put(request: Request) -> Response:
    """Take in a reviewed file."""
    async with request.form(max_files=2, max_fields=4) as form:
        given = (await dropped(form)).get("reviewed")
    unit = unit_of(request)
    wrong = await run_in_threadpool(_put, desk_of(request), unit, given) if given else (WANTED,)
    if wrong:
        return await run_in_threadpool(_shown, request, wrong, refused=True)
    return RedirectResponse(f"/units/{unit.id}/reviewing", 303)


def _put(desk: Desk, unit: Kept, given: Dropped) -> tuple[str, ...]:
    """Keep a reviewed file in place of the one before if it can be refreshed; what is wrong with it otherwise."""
    try:
        refuse_others(given.data, given.name, kinds.REPORT)
        with called(REVIEWED, given.name), further_files(desk, unit) as folder:
            path = reviewed.keep(folder, given.name, given.data)
            desk.memory.once(_state(desk, unit, path), lambda: _refresh(desk, unit, path))
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
    wrong = final.make(desk, unit, desk.store.home(unit.id) / REVIEWED)
    return _shown(request, wrong) if wrong else RedirectResponse(f"/units/{unit.id}/reviewing#final", 303)


def take_final(request: Request) -> Response:
    """The file to publish, as long as it is of the answers, tables and reviewed file of now."""
    unit, desk = unit_of(request), desk_of(request)
    made = final.known(desk, unit)
    if made is None or made.outdated:
        raise HTTPException(404)
    data = (desk.store.home(unit.id) / final.FINAL).read_bytes()
    return download(f"{outputs.name(desk.draft(unit).account)}-定稿.docx", data)


def _state(desk: Desk, unit: Kept, path: Path) -> Hashable:
    """Everything that a refreshed file depends on, also once it was moved to its place."""
    return ("refreshed", path.stat().st_mtime_ns, *desk.state(unit, desk.store.answers(unit.id)))


def _refreshed(desk: Desk, unit: Kept) -> Refreshed | None:
    """The file that was dropped last, refreshed; `None` without one. Raises NarratorError where that cannot be done."""
    path = desk.store.home(unit.id) / REVIEWED
    if not path.is_file():
        return None
    return desk.memory.once(_state(desk, unit, path), lambda: _refresh(desk, unit, path))


def _refresh(desk: Desk, unit: Kept, path: Path) -> Refreshed:
    found = desk.draft(unit)
    with desk.store.aside() as folder:
        now, out = folder / "account.json", folder / "更新.docx"
        now.write_bytes(verbs.saved(found.account))
        result = verbs.refresh(path, now, out)
        return Refreshed(out.read_bytes(), result, changes(path, out))
