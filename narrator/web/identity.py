"""Whose account it is: unit, year and edition, proposed from the files and confirmed by staff."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from narrator.account import Facts
from narrator.errors import NarratorError
from narrator.finding import Finding
from narrator.phrasebook.library import library
from narrator.read.characters import cleaned
from narrator.web.desk import Desk
from narrator.web.last_year import carry
from narrator.web.render import page
from narrator.web.request import desk_of, unit_of
from narrator.web.store import Kept
from narrator.web.trouble import told, without_folders

YEARS = range(1990, 2101)
LONGEST = 100  # characters of a unit's name
_SAID_HERE = ("READ-NO-FACTS", "READ-NO-YEAR", "READ-YEAR-FROM-NAME", "READ-NO-UNIT-NAME")


def proposed(desk: Desk, unit: Kept, facts: Facts | None) -> tuple[str, int | None, str]:
    """Name, year and edition as the facts, the tables and the file's name say; "" and `None` for what none says."""
    bare = desk.bare(unit)
    name = (facts and facts.unit) or bare.unit or ""
    year = (facts and facts.year) or bare.year
    edition = facts.edition if facts and facts.edition in library().names() else None
    return name, year, edition or desk.edition(unit).name


def show(request: Request) -> Response:
    """What was recognised, to be confirmed."""
    desk, unit = desk_of(request), unit_of(request)
    return _shown(desk, unit, unit.name, str(unit.year or ""), unit.edition, ())


def _shown(desk: Desk, unit: Kept, name: str, year: str, edition: str, wrong: tuple[str, ...]) -> Response:
    editions = {key: found.settings.title for key, found in library().sound().items()}
    account = desk.bare(unit)
    return page(
        "identity.html",
        422 if wrong else 200,
        unit=unit,
        given={"name": name, "year": year, "edition": edition},
        editions=editions,
        tables=[table.title for table in account.tables.values()],
        noticed=_noticed(account.findings),
        wrong=wrong,
    )


def _noticed(findings: tuple[Finding, ...]) -> list[str]:
    """What reading noticed and this page does not ask anyway."""
    return [without_folders(finding.message) for finding in findings if finding.code not in _SAID_HERE]


async def confirm(request: Request) -> Response:
    """Keep what was confirmed, take over what last year's files say, and go on."""
    async with request.form() as form:
        given = {key: cleaned(str(form.get(key, ""))).text.strip() for key in ("name", "year", "edition")}
    return await run_in_threadpool(_confirmed, desk_of(request), unit_of(request), given)


def _confirmed(desk: Desk, unit: Kept, given: dict[str, str]) -> Response:
    if wrong := tuple(_wrong(given)):
        return _shown(desk, unit, given["name"], given["year"], given["edition"], wrong)
    desk.store.identify(unit.id, given["name"], int(given["year"]), given["edition"], confirmed=True)
    confirmed = desk.store.unit(unit.id)
    assert confirmed is not None
    try:
        carry(desk, confirmed)
    except NarratorError as error:
        desk.store.note(unit.id, (*unit.notes, *told(error)))
    return RedirectResponse(f"/units/{unit.id}", 303)


def _wrong(given: dict[str, str]) -> list[str]:
    wrong = []
    if not 0 < len(given["name"]) <= LONGEST:
        wrong.append(f"请写单位全称，与公章一致，不超过{LONGEST}个字。")
    if not (given["year"].isdecimal() and len(given["year"]) == 4 and int(given["year"]) in YEARS):
        wrong.append("请写决算年度，四位数字，如 2020。")
    if given["edition"] not in library().names():
        wrong.append("请从列出的版式里选一个。")
    return wrong
