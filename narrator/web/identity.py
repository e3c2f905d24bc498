"""Whose account it is: unit, year and edition, proposed from the files and confirmed by staff."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from narrator.account import Facts
from narrator.errors import NarratorError
from narrator.finding import Finding
from narrator.narrate.choice import choose
from narrator.phrasebook.library import library
from narrator.read.characters import cleaned
from narrator.read.file_names import TABLES
from narrator.web.desk import Desk
from narrator.web.doubts import doubts, same
from narrator.web.last_year import carry, drop_published, published
from narrator.web.render import page
from narrator.web.request import desk_of, unit_of
from narrator.web.store import Kept
from narrator.web.trouble import in_page_words, told

YEARS = range(1990, 2101)
LONGEST = 100  # characters of a unit's name
UNUSED = "[提示] 上年公开的 Word 文件没有用上，也没有留下；改好后可以在“文件”页再放入。"
_WHY = {
    "EDITION-RECOGNISED": "按表格的样式推荐，请核对。",
    "EDITION-NATIONAL": "从表格没有认出地区，先用全国通用的；列有本地区的，请改选。",
}
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
    given = {"name": unit.name, "year": str(unit.year or ""), "edition": unit.edition}
    return _shown(desk, unit, given, (), 200)


def _shown(desk: Desk, unit: Kept, given: dict[str, str], wrong: tuple[str, ...], status: int) -> Response:
    """The page with what speaks against the choice; what is chosen then again is meant so."""
    sound, account = not tuple(_wrong(given)), desk.bare(unit)
    against = _against(desk, unit, given) if sound else ((), None)
    return page(
        "identity.html",
        status,
        unit=unit,
        given=given,
        sure=_sure(given) if sound else "",
        doubts=against[0],
        same=against[1],
        editions={key: found.settings.title for key, found in library().sound().items()},
        tables=[table.title for table in account.tables.values()],
        noticed=[each for each in _noticed(unit, account.findings) if each not in against[0]],
        wrong=wrong,
        why=_why(desk, unit, given["edition"]),
    )


def _why(desk: Desk, unit: Kept, edition: str) -> str:
    """Why an edition is proposed, "" for one that staff chose."""
    if unit.confirmed or edition != unit.edition:
        return ""
    if desk.store.answers(unit.id).by_path.get("版式") == edition:
        return "放入的填报里写的。"
    choice = choose(desk.bare(replace(unit, edition="")), library())
    return next((_WHY[each.code] for each in choice.findings if each.code in _WHY), "")


def _against(desk: Desk, unit: Kept, given: dict[str, str]) -> tuple[tuple[str, ...], Kept | None]:
    """What the files say otherwise, and the unit that is there already."""
    name, year = given["name"], int(given["year"])
    return doubts(desk, unit, name, year, given["edition"]), same(desk, unit, name, year)


def _sure(given: dict[str, str]) -> str:
    """What was chosen, as the page sends it back once its doubts were seen."""
    return "|".join(given[key] for key in ("name", "year", "edition"))


def _noticed(unit: Kept, findings: tuple[Finding, ...]) -> list[str]:
    """What reading noticed and this page does not ask anyway, the tables under the name that they had."""
    told = (in_page_words(finding.message) for finding in findings if finding.code not in _SAID_HERE)
    return [each.replace(f"“{TABLES}”", f"“{unit.file}”") for each in told]


async def confirm(request: Request) -> Response:
    """Keep what was confirmed, take over what last year's files say, and go on."""
    async with request.form() as form:
        given = {key: cleaned(str(form.get(key, ""))).text.strip() for key in ("name", "year", "edition")}
        sure = str(form.get("sure", ""))
    return await run_in_threadpool(_confirmed, desk_of(request), unit_of(request), given, sure)


def _confirmed(desk: Desk, unit: Kept, given: dict[str, str], sure: str) -> Response:
    if wrong := tuple(_wrong(given)):
        return _shown(desk, unit, given, wrong, 422)
    if sure != _sure(given) and any(_against(desk, unit, given)):
        return _shown(desk, unit, given, (), 409)
    desk.store.identify(unit.id, given["name"], int(given["year"]), given["edition"], confirmed=True)
    confirmed = desk.store.unit(unit.id)
    assert confirmed is not None
    carry(desk, confirmed, _published(desk, confirmed))
    return RedirectResponse(f"/units/{unit.id}", 303)


def _published(desk: Desk, unit: Kept) -> dict[str, Any]:
    """What last year's Word file says; one that cannot be imported is told and forgotten."""
    try:
        return published(desk, unit)
    except NarratorError as error:
        drop_published(desk, unit)
        desk.store.note(unit.id, (*unit.notes, *(f"{UNUSED}{line}" for line in told(error))))
        return {}


async def instead(request: Request) -> Response:
    """Go on with another unit, and forget this one unless it was confirmed."""
    desk, unit = desk_of(request), unit_of(request)
    async with request.form(max_files=0, max_fields=2) as form:
        other = desk.store.unit(str(form.get("other", "")))
    if other is None:
        raise HTTPException(404)
    if not unit.confirmed and other.id != unit.id:
        await run_in_threadpool(desk.store.drop, unit.id)
    return RedirectResponse(f"/units/{other.id}", 303)


def _wrong(given: dict[str, str]) -> list[str]:
    wrong = []
    if not 0 < len(given["name"]) <= LONGEST:
        wrong.append(f"请写单位全称，与公章一致，不超过{LONGEST}个字。")
    if not (given["year"].isdecimal() and len(given["year"]) == 4 and int(given["year"]) in YEARS):
        wrong.append("请写决算年度，四位数字，如 2020。")
    if given["edition"] not in library().names():
        wrong.append("请从列出的版式里选一个。")
    return wrong
