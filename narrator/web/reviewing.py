"""A reviewed Word file of a unit: what the answers and tables as they stand now change in it, by tracked changes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from narrator import outputs, verbs
from narrator.errors import NarratorError
from narrator.finding import Level
from narrator.review.base import Base, parsed
from narrator.review.carried import carried
from narrator.review.package import Package
from narrator.web import kinds
from narrator.web.desk import Desk
from narrator.web.files import download
from narrator.web.findings import links
from narrator.web.home import dropped
from narrator.web.intake import Dropped, further_files
from narrator.web.kinds import called, refuse_others
from narrator.web.request import desk_of, standing, unit_of, unit_page
from narrator.web.sentences import Passage, Sentence, changed, passages
from narrator.web.store import Kept
from narrator.web.trouble import told, without_folders

REVIEWED = "审阅.docx"
MOST = 200  # changed sentences listed
BEHIND = "放入的文件还有{}处不是现在的数，见下面；请取走更新后的 Word 文件，接受或拒绝修订，再放入。"
WANTED = "请先选审阅过的 Word 文件（.docx）。"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A reviewed file refreshed: the new file, what came of it, and the sentences that changed since it was written."""

    data: bytes
    result: verbs.Refresh
    sentences: tuple[Sentence, ...]


def reviewing(request: Request) -> Response:
    """What changed since the file that was dropped last, and a place for another one."""
    return _shown(request, ())


def _shown(request: Request, wrong: tuple[str, ...]) -> Response:
    unit, desk = unit_of(request), desk_of(request)
    known = standing(desk, unit)
    found = _refreshed(desk, unit)
    own = [each for each in found.result.findings if each not in known.draft.findings] if found else []
    shown = [links(known).told(each) for each in own]
    return unit_page(request, "reviewing.html", "审阅", known, wrong=wrong, found=found, told=shown, most=MOST)


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
    """The file to publish, made of the one that was dropped last; or what is still in its way."""
    return await run_in_threadpool(_finished, request)


def _finished(request: Request) -> Response:
    unit, desk = unit_of(request), desk_of(request)
    reviewed, refreshed = desk.store.home(unit.id) / REVIEWED, _refreshed(desk, unit)
    if refreshed is None:
        return _shown(request, (WANTED,))
    if changes := refreshed.result.changes:
        return _shown(request, (BEHIND.format(changes),))
    found = desk.draft(unit)
    with desk.store.aside() as folder:
        now, out = folder / "account.json", folder / "定稿.docx"
        now.write_bytes(verbs.saved(found.account))
        result = verbs.finish(reviewed, now, out)
        if result.outputs:
            return download(f"{outputs.name(found.account)}-定稿.docx", out.read_bytes())
    wrong = (each for each in result.findings if each.level == Level.ERROR)
    return _shown(request, tuple(dict.fromkeys(without_folders(each.message) for each in wrong)))


def _refreshed(desk: Desk, unit: Kept) -> Refreshed | None:
    """The file that was dropped last, refreshed; `None` without one. Raises NarratorError where that cannot be done."""
    path = desk.store.home(unit.id) / REVIEWED
    if not path.is_file():
        return None
    key = ("refreshed", path.stat().st_mtime_ns, *desk.state(unit, desk.store.answers(unit.id)))
    return desk.memory.once(key, lambda: _refresh(desk, unit, path))


def _refresh(desk: Desk, unit: Kept, reviewed: Path) -> Refreshed:
    found = desk.draft(unit)
    with desk.store.aside() as folder:
        now, out = folder / "account.json", folder / "更新.docx"
        now.write_bytes(verbs.saved(found.account))
        result = verbs.refresh(reviewed, now, out)
        data = out.read_bytes()
    base = parsed(carried(Package.opened(reviewed)) or "")
    new = passages(found.document) if found.document else {}
    return Refreshed(data, result, changed(_before(base), new) if base else ())


def _before(base: Base) -> dict[str, Passage]:
    """What was generated, by the id of paragraph, in words alone."""
    return {each.id: Passage("", (), each.text) for each in base.paragraphs}
