"""The whole document page by page, its looks, and where any number in it comes from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from narrator.account import Table
from narrator.account.names import spoken
from narrator.amount import text
from narrator.figures import Figure
from narrator.figures.trace import exact
from narrator.finding import Place
from narrator.read.file_names import TABLES
from narrator.web.findings import Links, links
from narrator.web.intake import OWN
from narrator.web.render import page
from narrator.web.request import desk_of, standing, unit_of, unit_page
from narrator.web.sheet import Shown, figure_at, marked
from narrator.web.store import Kept
from narrator.web.tables import whole
from narrator.write.html_style import stylesheet, widths

_MOST_DECIMALS, _OF_QUOTIENT = 6, 4  # an amount of 元 with two decimals, in 万元; a quotient
_RULE = re.compile(r"([^\s@}][^{]*?) (\{.*\})")


def document(request: Request) -> Response:
    """The document, as it would be printed."""
    unit = unit_of(request)
    known = standing(desk_of(request), unit)
    marks = marked(known.draft.findings, links(known).spots)
    body = Shown(unit.id, marks).body(whole(known.draft.document))
    return unit_page(request, "document.html", "全文", known, body=Markup(body))  # escaped there


def looks(request: Request) -> Response:
    """The page style of the unit's edition as a style sheet, for the element `.paper` alone."""
    desk, unit = desk_of(request), unit_of(request)
    style, known = desk.edition(unit).page, whole(desk.draft(unit).document)
    return Response(_within(stylesheet(style) + widths(known), ".paper"), media_type="text/css")


def _within(rules: str, element: str) -> str:
    """The rules for the screen, which stand one a line, for what stands in this element alone."""
    found = filter(None, map(_RULE.fullmatch, rules.split("\n")))
    return "\n".join(f"{_selected(match[1], element)} {match[2]}" for match in found)


def _selected(selectors: str, element: str) -> str:
    each = (selector.strip() for selector in selectors.split(","))
    return ", ".join(element if selector == "body" else f"{element} {selector}" for selector in each)


def figure(request: Request) -> Response:
    """Where a number of the text comes from: `at` is its block, `n` counts the block's numbers from 0."""
    asked = request.query_params
    number = asked.get("n", "")
    desk, unit = desk_of(request), unit_of(request)
    known = standing(desk, unit)
    document = whole(known.draft.document)
    found = figure_at(document, asked.get("at", ""), int(number)) if number.isdecimal() else None
    if found is None:
        raise HTTPException(404)
    sources = Sources(unit, links(known), desk.store.origins(unit.id))
    return page("trace.html", title=found.called, lines=list(_lines(found, 0, sources)), cell=None)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the numbers of a unit come from, as its owner knows the files."""

    unit: Kept
    links: Links
    origins: Mapping[str, str]

    @property
    def _confirmed(self) -> tuple[str, str]:
        return "“更改”里确认的", f"{self.links.address}/identity"

    def named(self, reference: str) -> tuple[str, str]:
        """The same for a number without a place: one of unit, year and edition was confirmed, of others nothing."""
        return self._confirmed if reference.removeprefix("填报 ") in OWN else ("", "")

    def told(self, place: Place) -> tuple[str, str]:
        """The file and place of a number, and the address where it was asked, "" for one of a table."""
        if self.links.is_own(place):
            return self._confirmed
        if question := self.links.question(place):
            asked = f"“填写”页“{question.label or question.path}”"
            return self.origins.get(question.path) or asked, f"{self.links.address}/questions#{question.id}"
        file = self.unit.file if place.file == TABLES else place.file or ""
        return (str(place) if "/" in file else f"{file} {place}").strip(), ""


def _value(value: Decimal | None) -> str:
    """A value in plain digits, a quotient to a few places."""
    is_long = value is not None and -int(value.as_tuple().exponent) > _MOST_DECIMALS
    return f"约{text(value, _OF_QUOTIENT)}" if value is not None and is_long else exact(value)


def _lines(found: Figure, depth: int, sources: Sources) -> list[dict[str, object]]:
    value = _value(found.value) + (found.unit if found.value is not None else "")
    place, href = sources.told(found.place) if found.place else sources.named(found.reference)
    line = {"depth": depth, "label": found.called, "value": value, "formula": found.formula, "place": place}
    below = (each for part in found.operands for each in _lines(part, depth + 1, sources))
    return [{**line, "href": href, "reference": spoken(found.reference)}, *below]


def cell(request: Request) -> Response:
    """Where an amount of a table was read."""
    unit, asked = unit_of(request), request.query_params
    account = desk_of(request).draft(unit).account
    source = next((table for id, table in account.tables.items() if id == asked.get("table")), None)
    told = _cell(source, asked.get("at", ""), unit.file) if source else None
    if source is None or told is None:
        raise HTTPException(404)
    return page("trace.html", title=source.title, lines=[], cell=told)


def _cell(table: Table, at: str, file: str) -> dict[str, str] | None:
    """Row, column, exact value and place of the amount at an address, `None` where there is none."""
    for row in table.rows:
        for column, read in row.cells.items():
            if read.at == at:
                value = "空白" if read.value is None else f"{exact(read.value)} 万元"
                place = f"{file} {table.sheet}!{at}"
                return {"row": row.label.strip(), "column": column, "value": value, "place": place}
    return None
