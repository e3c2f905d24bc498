"""What handlers take from a request: the desk, the unit that its address names, and what every page of a unit shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from narrator.draft import Draft
from narrator.finding import Level
from narrator.web.asking import parts
from narrator.web.desk import Desk
from narrator.web.question import UNREAD, Part
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


def asked(desk: Desk, unit: Kept, answers: Answers) -> tuple[Part, ...]:
    """The parts of a unit's form, reasons in the order in which the edition uses them."""
    usage, read = desk.usage(unit), desk.facts(unit, answers)
    unread = {place for finding in read.findings if finding.level == Level.ERROR for place in finding.where}
    order = {field.path: usage.keys(field) for field in fields().values() if field.shape == "reasons"}
    return parts(desk.form(unit, answers), order, unread)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many questions wait for an answer (that can be read), for confirmation, for a reason; by part all of them."""

    open: int
    carried: int
    reasons: int
    parts: tuple[tuple[str, int], ...]


def counts(parts: tuple[Part, ...]) -> Counts:
    """What is counted beside the questions."""
    return Counts(
        sum(part.count(OPEN, UNREAD) for part in parts),
        sum(part.count(CARRIED) for part in parts),
        sum(question.wants_reason for part in parts for question in part.questions),
        tuple((part.name, part.count(OPEN, UNREAD, CARRIED)) for part in parts),
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


def standing(desk: Desk, unit: Kept) -> Standing:
    """How a unit stands now."""
    return Standing(unit, asked(desk, unit, desk.store.answers(unit.id)), desk.draft(unit))


def unit_page(request: Request, template: str, step: str, known: Standing, **values: Any) -> Response:
    """A page of a unit that is confirmed, with its steps and their counts."""
    return page(template, unit=known.unit, step=step, standing=known, **values)
