"""The first page: the units in hand, and a new one from the files that are dropped."""

from __future__ import annotations

from collections import Counter
from pathlib import PureWindowsPath

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from narrator.account.names import folded
from narrator.errors import UnusableInput
from narrator.finding import Finding
from narrator.read.characters import cleaned
from narrator.web.desk import Desk
from narrator.web.identity import proposed
from narrator.web.intake import OWN, Dropped, facts_from, keep_facts, new_folder, put_tables
from narrator.web.last_year import put_last_year
from narrator.web.render import page
from narrator.web.request import desk_of, unit_of
from narrator.web.store import Kept
from narrator.web.trouble import in_page_words

LONGEST = 80  # characters of a file's name that are kept
UNCONFIRMED = "文件已收下，单位、年度、版式还没有确认：点开接着确认，不要了就删除。"
WANTED = "请先选公开表：从财务软件导出的 .xlsx 文件。"


def home(request: Request) -> Response:
    """The list of units, and a form for the files of a new one."""
    return _page(desk_of(request), ())


def _page(desk: Desk, messages: tuple[str, ...]) -> Response:
    units = desk.store.units()
    return page("home.html", 422 if messages else 200, units=units, hints=_hints(desk, units), messages=messages)


def _hints(desk: Desk, units: tuple[Kept, ...]) -> dict[str, str]:
    """By id what tells units of one name, year and edition apart, and what is to be done with those not confirmed."""
    alike = Counter((folded(unit.name), unit.year, unit.edition) for unit in units)
    hints = {unit.id: UNCONFIRMED for unit in units if not unit.confirmed}
    for unit in units:
        if unit.confirmed and alike[folded(unit.name), unit.year, unit.edition] > 1:
            answered = len(desk.store.answers(unit.id).by_path.keys() - set(OWN))
            hints[unit.id] = f"公开表是“{unit.file}”，填了 {answered} 项"
    return hints


async def dropped(form: FormData) -> dict[str, Dropped]:
    """The files of a form by field, without fields that were left blank."""
    found = {}
    for field, file in form.items():
        if isinstance(file, UploadFile) and file.filename:
            found[field] = Dropped(await file.read(), shown_name(file.filename))
    return found


def shown_name(name: str) -> str:
    """A file's own name as it may be shown: never a folder, never a control character."""
    return cleaned(PureWindowsPath(name).name).text.strip()[-LONGEST:]


async def add(request: Request) -> Response:
    """Take in the files of a new unit, and go on to whose account it is."""
    async with request.form(max_files=8, max_fields=8) as form:
        files = await dropped(form)
    return await run_in_threadpool(_added, desk_of(request), files)


def _added(desk: Desk, files: dict[str, Dropped]) -> Response:
    if "tables" not in files:
        return _page(desk, (WANTED,))
    try:
        return RedirectResponse(f"/units/{_new(desk, files)}/identity", 303)
    except UnusableInput as unusable:
        return _page(desk, tuple(in_page_words(finding.message) for finding in unusable.findings))


def _new(desk: Desk, files: dict[str, Dropped]) -> str:
    """The id of a new unit with these files; raises UnusableInput, and then nothing is kept."""
    with new_folder(desk) as folder:
        put_tables(folder, files["tables"])
        read = facts_from(folder, files["facts"]) if "facts" in files else None
        noticed = put_last_year(folder, files["last"]) if "last" in files else ()
        id = desk.store.add(folder, files["tables"].name)
    unit = desk.store.unit(id)
    assert unit is not None
    if read:
        keep_facts(desk, unit, read, files["facts"].name)
    facts = read.facts if read else None
    desk.store.note(id, notes_of((*(read.findings if read else ()), *noticed)))
    desk.store.identify(id, *proposed(desk, unit, facts), confirmed=False)
    return id


def notes_of(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """What was noticed, a line each, as the page keeps it."""
    return tuple(dict.fromkeys(f"[{finding.level}] {in_page_words(finding.message)}" for finding in findings))


def remove(request: Request) -> Response:
    """Forget a unit."""
    unit = unit_of(request)
    desk_of(request).store.drop(unit.id)
    return RedirectResponse("/", 303)
