"""What handlers take from a request: the desk, the unit that its address names, and what every page of a unit shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from narrator.draft import Draft
from narrator.finding import Finding, Level
from narrator.read.file_names import TABLES
from narrator.web.asking import parts
from narrator.web.desk import Desk
from narrator.web.places import Places, corrected
from narrator.web.question import WAITING, WRONG, Part
from narrator.web.render import page
from narrator.web.store import Kept
from narrator.workbook.answers import Answers
from narrator.workbook.fields import fields
from narrator.workbook.form import CARRIED, OPEN


def desk_of(request: Request) -> Desk:
    """The desk of the person whose page it is."""
    desk: Desk = request.app.state.desk
    return desk


def unit_of(request: Request) -> Kept:
    """The unit that the address names; 404 for none."""
    unit = desk_of(request).store.unit(request.path_params["unit"])
    if unit is None:
        raise HTTPException(404)
    return unit


def asked(desk: Desk, unit: Kept, answers: Answers, findings: Iterable[Finding]) -> tuple[Part, ...]:
    """The parts of a unit's form, reasons in the order in which the edition uses them, wrong ones by `findings`."""
    usage = desk.usage(unit)
    order = {field.path: usage.keys(field) for field in fields().values() if field.shape == "reasons"}
    return corrected(parts(desk.form(unit, answers), order), findings)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many questions wait: for an answer that is right, for confirmation, for a reason; by part all of them."""

    open: int
    carried: int
    reasons: int
    parts: tuple[tuple[str, int], ...]

    @property
    def waiting(self) -> int:
        """All that wait."""
        return self.open + self.carried


def counts(parts: tuple[Part, ...]) -> Counts:
    """What is counted beside the questions."""
    return Counts(
        sum(part.count(OPEN, WRONG) for part in parts),
        sum(part.count(CARRIED) for part in parts),
        sum(question.wants_reason for part in parts for question in part.questions),
        tuple((part.name, part.count(*WAITING)) for part in parts),
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """How a unit stands: its parts of questions, and its draft."""

    unit: Kept
    parts: tuple[Part, ...]
    draft: Draft

    @property
    def counts(self) -> Counts:
        """What is counted beside the questions."""
        return counts(self.parts)

    @property
    def errors(self) -> int:
        """Findings at level 错误."""
        return self.draft.count(Level.ERROR)

    @property
    def errors_in_tables(self) -> int:
        """Those of the errors that are in the tables, and not in what was filled in."""
        asks = Places(self.parts).question
        errors = (finding for finding in self.draft.findings if finding.level == Level.ERROR)
        places = (finding.where for finding in errors if not any(map(asks, finding.where)))
        return sum(any(place.file == TABLES for place in where) for where in places)

    @property
    def missing(self) -> int:
        """Findings at level 待填: what the report lacks."""
        return self.draft.count(Level.MISSING)


def standing(desk: Desk, unit: Kept) -> Standing:
    """How a unit stands now."""
    draft = desk.draft(unit)
    return Standing(unit, asked(desk, unit, desk.store.answers(unit.id), draft.findings), draft)


def unit_page(request: Request, template: str, step: str, known: Standing, **values: Any) -> Response:
    """A page of a unit that is confirmed, with its steps and their counts."""
    return page(template, unit=known.unit, step=step, standing=known, **values)
