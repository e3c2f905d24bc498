"""Whose account it is: unit, year and edition from the call, the facts, the tables and the names of files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from narrator.account import Account
from narrator.account.names import folded
from narrator.finding import Finding, Level, Place
from narrator.read.validated import FactsRead

Named = tuple[str, Place]  # a unit's name and where it is printed

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_ABOUT_YEAR = ("READ-NO-YEAR", "READ-YEAR-FROM-NAME", "READ-YEAR-IN-NAME", "READ-YEAR-DIFFERS")


class Asked(NamedTuple):
    """What the call says about the account, before anything is read."""

    year: int | None
    edition: str | None


def as_asked(account: Account, asked: Asked) -> Account:
    """A saved account with the year and edition of the call, where the call gives them."""
    kept = tuple(finding for finding in account.findings if finding.code not in _ABOUT_YEAR)
    if asked.year and account.year and asked.year != account.year:
        message = f"输入里的年度是 {account.year}，命令给出的是 {asked.year}，已按命令"
        kept = (*kept, Finding(code="READ-OVERRULED", level=Level.NOTICE, message=message))
    year = {"year": asked.year, "findings": kept} if asked.year else {}
    return account.model_copy(update=year | ({"edition": asked.edition} if asked.edition else {}))


def decide_unit(read: FactsRead, printed: tuple[Named, ...], findings: list[Finding]) -> str | None:
    """The unit of the facts, else the first that the tables print; different names are told."""
    named = [(read.facts.unit, read.places["单位"])] if read.facts.unit else []
    named += printed
    findings += differing(named, Level.ERROR, "单位名称不一致")
    if not named:
        message = f"没有写单位名称，{_supply(read, '单位')}"
        where = _blank(read, "单位")
        findings.append(Finding(code="READ-NO-UNIT-NAME", level=Level.MISSING, message=message, where=where))
        return None
    return named[0][0]


def differing(named: Iterable[Named], level: Level, what: str) -> Iterator[Finding]:
    """A finding that lists different names of the unit with one place each, if there are several."""
    names: dict[str, Named] = {}
    for name, place in named:
        names.setdefault(folded(name), (name, place))
    if len(names) > 1:
        listed = "、".join(f"“{name}”（{_in_file(place)}）" for name, place in names.values())
        where = tuple(place for _, place in names.values())
        message = f"{what}：{listed}。请核对是不是放错了文件，并改成一致"
        yield Finding(code="READ-UNIT-DIFFERS", level=level, message=message, where=where)


def _in_file(place: Place) -> str:
    return f"{place.file} {place}" if place.sheet else str(place)


def decide_year(asked: Asked, read: FactsRead, names: list[str], findings: list[Finding]) -> int | None:
    """The year of the call, else of the facts, else the one that a file's or folder's name carries, said; no guess."""
    findings += _overruled("年度", asked.year, read.facts.year, read)
    if year := asked.year or read.facts.year:
        findings += _in_names(year, read, names)
        return year
    for name in names:
        if len(years := set(_YEAR.findall(name))) == 1:
            (found,) = years
            message = f"没有写年度，已从名称“{name}”取 {found} 年；如不对，{_supply(read, '年度')}"
            where = _blank(read, "年度")
            findings.append(Finding(code="READ-YEAR-FROM-NAME", level=Level.NOTICE, message=message, where=where))
            return int(found)
    message = f"没有写年度，{_supply(read, '年度')}，或用 --year 给出"
    where = _blank(read, "年度")
    findings.append(Finding(code="READ-NO-YEAR", level=Level.MISSING, message=message, where=where))
    return None


def other_years(year: int, read: FactsRead, printed: Iterable[Named], what: str) -> Iterator[Finding]:
    """A finding for all tables that print another year than theirs."""
    others = [(text, place) for text, place in printed if text != f"{year}年度"]
    if others:
        listed = "、".join(sorted({text for text, _ in others}))
        message = f"{what}有{len(others)}张印的是{listed}，应是{year}年度。请核对是不是放错了表，或改正填报的年度"
        where = (*_answered(read, "年度"), *(place for _, place in others))
        yield Finding(code="READ-YEAR-DIFFERS", level=Level.ERROR, message=message, where=where)


def _in_names(year: int, read: FactsRead, names: Iterable[str]) -> Iterator[Finding]:
    """A finding for all names of files and folders that carry one year, and another one."""
    others = {name: found for name in names if len(found := set(_YEAR.findall(name))) == 1 and found != {str(year)}}
    if others:
        listed = "、".join(f"“{name}”" for name in others)
        message = f"年度是 {year} 年，名称{listed}里是另一年。请核对填报的年度；名称写的是公开年份的可以保留"
        where = _answered(read, "年度") or tuple(Place(file=name) for name in others)
        yield Finding(code="READ-YEAR-IN-NAME", level=Level.NOTICE, message=message, where=where)


def _answered(read: FactsRead, key: str) -> tuple[Place, ...]:
    """Where a fact stands, if it was given."""
    return tuple(filter(None, (read.places.get(key),)))


def _blank(read: FactsRead, key: str) -> tuple[Place, ...]:
    """The cell of a workbook that asks for a fact, if there is one."""
    return tuple(filter(None, (read.blanks.get(key),)))


def _supply(read: FactsRead, key: str) -> str:
    cells = _blank(read, key)
    return f"请在{cells[0].file}的 {cells[0]} 填写" if cells else f"请在填报里填写“{key}”"


def decide_edition(asked: Asked, read: FactsRead, findings: list[Finding]) -> str | None:
    """The edition of the call, else of the facts, else `None`."""
    findings += _overruled("版式", asked.edition, read.facts.edition, read)
    return asked.edition or read.facts.edition


def _overruled(key: str, asked: object, given: object, read: FactsRead) -> Iterator[Finding]:
    if asked and given and asked != given:
        message = f"填报文件里的{key}是 {given}，命令给出的是 {asked}，已按命令；不对请改命令或填报"
        yield Finding(code="READ-OVERRULED", level=Level.NOTICE, message=message, where=(read.places[key],))
