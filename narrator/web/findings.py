"""Findings as the page shows them: without folders, each with a link to where it can be mended."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from narrator.account import Account
from narrator.document import Document
from narrator.finding import Finding, Place
from narrator.read.file_names import FACTS_WORKBOOK
from narrator.web.intake import OWN
from narrator.web.places import Places
from narrator.web.question import Part
from narrator.web.request import Standing
from narrator.web.sheet import Spot, spots
from narrator.web.trouble import in_page_words

FILL_IN, CHANGE = "去填写", "更改"
CONFIRMED = "（在“更改”里确认的）"
_CELLS = re.compile(r"工作表“[^“”]*”的单元格 (?:[A-Z]+\d+(?:（[^）]*）)?、?)+ ")
_IN_WORKBOOK = re.compile(rf"；(?:请|建议)在{re.escape(FACTS_WORKBOOK)}的 \S+ (?:填写|补上)$")  # the link says so


@dataclass(frozen=True, slots=True)
class Told:
    """A finding: its level, message and code, and where it leads: words and address, "" for nowhere."""

    level: str
    message: str
    code: str
    words: str = ""
    href: str = ""


class Links:
    """The places of a unit's findings in its pages."""

    def __init__(self, unit: str, parts: tuple[Part, ...], document: Document | None, account: Account) -> None:
        self.address = f"/units/{unit}"
        self.spots: Mapping[tuple[str | None, str | None, str], Spot] = spots(document, account) if document else {}
        self.question = Places(parts).question
        self.own = own_places(account)

    def is_typed(self, finding: Finding) -> bool:
        """Whether a finding is about an answer, and can be mended where it was typed."""
        return any(map(self.question, finding.where))

    def told(self, finding: Finding) -> Told:
        """The finding with the first place that can be opened."""
        words, href = next(filter(None, map(self._link, finding.where)), ("", ""))
        message = cited(worded(finding), self.own, CONFIRMED)
        message = _IN_WORKBOOK.sub("", message) if words == FILL_IN else message
        return Told(str(finding.level), message, finding.code, words, href)

    def is_own(self, place: Place) -> bool:
        """Whether a place is that of the unit, year or edition, which the page asks when it takes a unit in."""
        return place in self.own

    def _link(self, place: Place) -> tuple[str, str] | None:
        if self.is_own(place):
            return CHANGE, f"{self.address}/identity"
        if question := self.question(place):
            return FILL_IN, f"{self.address}/questions#{question.id}"
        if spot := self.spots.get((place.file, place.sheet, place.cell or "")):
            return f"{place.sheet}!{place.cell}", f"{self.address}/tables#{spot[0]}-{spot[1]}"
        if place.paragraph:
            return "看这一段", f"{self.address}/document#{quote(place.paragraph)}"
        return None

    def by_question(self, findings: Iterable[Finding]) -> dict[str, list[Finding]]:
        """Findings by the path of the questions that they are about."""
        found: dict[str, list[Finding]] = {}
        for finding in findings:
            for question in filter(None, map(self.question, finding.where)):
                if finding not in found.setdefault(question.path, []):
                    found[question.path].append(finding)
        return found


def worded(finding: Finding) -> str:
    """The message, without the cells of the form's workbook where the page has its own fields."""
    is_of_answers = any(place.file == FACTS_WORKBOOK for place in finding.where)
    return _CELLS.sub("填写的内容", finding.message) if is_of_answers else finding.message


def own_places(account: Account) -> tuple[Place, ...]:
    """Where unit, year and edition stand in the form that the page fills in, as far as they are known."""
    return tuple(account.places[key] for key in OWN if key in account.places)


def cited(message: str, own: Iterable[Place], said: str) -> str:
    """The message without folders, with `said` for the places of unit, year and edition, which the page asks itself."""
    for place in own:
        message = message.replace(f"（{place.file} {place}）", said)
    return in_page_words(message)


def links(standing: Standing) -> Links:
    """The places of the findings of a unit as it stands."""
    return Links(standing.unit.id, standing.parts, standing.draft.document, standing.draft.account)
