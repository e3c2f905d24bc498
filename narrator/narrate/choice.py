"""Which edition serves an account: the one named, else the nearest one, else the one whose form its tables have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

from narrator.account import Account
from narrator.account.names import folded
from narrator.finding import Finding, Level, Place
from narrator.phrasebook.edition import Edition
from narrator.phrasebook.library import NAME, Library

NATIONAL = "national"
ALIKE = 0.75  # how like a name must be to be taken for the one that was meant


@dataclass(frozen=True, slots=True)
class Choice:
    """The edition, `None` where none serves; whether it is just the one that was named; what is to be said of it."""

    edition: Edition | None
    named: bool = False
    findings: tuple[Finding, ...] = ()


def choose(account: Account, library: Library) -> Choice:
    """The edition for an account."""
    if account.edition and library.has(account.edition):
        return Choice(library.load(account.edition), named=True)
    if account.edition:
        return _placed(_nearest(account.edition, library), account)
    return _placed(_recognised(account, library), account)


def of_other_year(account: Account, edition: Edition, library: Library) -> Iterator[Finding]:
    """A finding where the edition is that of another year than the account's, 待填 where the tables' form proves it."""
    year = edition.settings.year
    if account.year and account.year != year:
        fitting = _of_this_year(account, edition, library)
        level = Level.MISSING if fitting else Level.NOTICE
        remedy = f"公开表是“{fitting}”的样式，定稿前须改正" if fitting else "本地区还没有当年版式的可以保留"
        message = f"版式“{edition.name}”是{year}年度的，年度是{account.year}年。请核对两者有没有写错；{remedy}"
        where = (account.places.get("年度"), account.places.get("版式"))
        places = tuple(filter(None, where)) or (Place(figure="年度"),)
        yield Finding(code="EDITION-OTHER-YEAR", level=level, message=message, where=places)


def _of_this_year(account: Account, edition: Edition, library: Library) -> str | None:
    """The region's edition of the account's year, where the tables have its form and not that of this edition."""
    name = f"{_region(edition.name)}/{account.year}"
    fits = name in library.names() and _has_form(account, library.load(name)) and not _has_form(account, edition)
    return name if fits else None


def _placed(choice: Choice, account: Account) -> Choice:
    """The choice with its findings at the cell or line of the facts where the edition is, or should be, named."""
    where = tuple(filter(None, (account.places.get("版式"),)))
    if account.facts.edition != account.edition or not where:
        return choice
    return replace(choice, findings=tuple(one.model_copy(update={"where": where}) for one in choice.findings))


def _nearest(name: str, library: Library) -> Choice:
    match = NAME.fullmatch(name)
    serving = match and (_newest(library, match[1], int(match[2])) or _newest(library, NATIONAL))
    if not serving:
        unknown = Finding(code="EDITION-UNKNOWN", level=Level.ERROR, message=library.unknown(name))
        return Choice(None, findings=(unknown,))
    near = _meant(name, serving, library)
    meant = f"（名称相近的有“{near}”）" if near else ""
    incomplete = library.incomplete().get(name)
    return _said(library.load(serving), "EDITION-NEAREST", incomplete or f"没有名为“{name}”的版式{meant}")


def _meant(name: str, serving: str, library: Library) -> str | None:
    """The edition whose name is more like this one than that of the serving edition, `None` if there is none."""

    def likeness(other: str) -> float:
        return SequenceMatcher(None, other, name).ratio()

    nearest = max(library.names(), key=likeness)
    return nearest if likeness(nearest) > max(ALIKE, likeness(serving)) else None


def _recognised(account: Account, library: Library) -> Choice:
    fitting = {name: edition for name, edition in library.sound().items() if _has_form(account, edition)}
    regions = {_region(name) for name, edition in fitting.items() if _writes_titles(edition)}
    if len(regions) == 1:
        years = {_year(name): edition for name, edition in fitting.items() if _region(name) in regions}
        earlier = [year for year in years if account.year is None or year <= account.year]
        return _said(years[max(earlier or years)], "EDITION-RECOGNISED", "没有指明版式，按表格的样式")
    national = library.load(_newest(library, NATIONAL) or NATIONAL)
    return _said(national, "EDITION-NATIONAL", "没有指明版式，从表格也认不出地区")


def _said(edition: Edition, code: str, why: str) -> Choice:
    used = f"用“{edition.name}”（{edition.settings.title}）"
    message = f"{why}，{used}；不对请用 --edition 或在填报的“版式”里指明，定稿必须指明"
    return Choice(edition, findings=(Finding(code=code, level=Level.MISSING, message=message),))


def _newest(library: Library, region: str, until: int = 9999) -> str | None:
    """The newest edition of a region that is not later than a year, `None` if there is none."""
    names = [name for name in library.names() if _region(name) == region and _year(name) <= until]
    return max(names, default=None, key=_year)


def _region(name: str) -> str:
    return name.split("/")[0]


def _year(name: str) -> int:
    """The year of an edition, 0 for a name that has none."""
    match = NAME.fullmatch(name)
    return int(match[2]) if match else 0


def _writes_titles(edition: Edition) -> bool:
    """Whether an edition tells itself what its tables are known by, and not only one that it extends."""
    settings = edition.sources["edition"]
    return any(Path(settings.origin(f"titles.{id}")).is_relative_to(edition.folder) for id in edition.settings.titles)


def _has_form(account: Account, edition: Edition) -> bool:
    tables, settings = account.tables, edition.settings
    if not settings.titles or not tables:
        return False
    if any(table.form_number for table in tables.values()) != settings.form_numbers:
        return False
    return all(
        folded(table.title) == folded(settings.titles[id]) for id, table in tables.items() if id in settings.titles
    )
