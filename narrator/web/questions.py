"""The open questions as a form: each answer kept as it is typed, its sentences shown as they will be printed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from narrator.finding import Level
from narrator.read.characters import plain_lines
from narrator.web.desk import Desk, Said
from narrator.web.findings import links
from narrator.web.look import SHOWN, Looks, faults_of, looks_of
from narrator.web.question import Part
from narrator.web.render import page
from narrator.web.request import asked, counts, desk_of, standing, unit_of, unit_page
from narrator.web.sentences import Sentence, changed, passages, waiting
from narrator.web.store import Kept
from narrator.web.typed import rows, single, texts
from narrator.workbook.answers import Answers
from narrator.workbook.fields import field_at

LONGEST_NUMBER = 16  # digits
NO_KEY = "先在左边写科目编码或名称，这一行才会保存。"


def questions(request: Request) -> Response:
    """All questions, those of one part at a time on paper, all of them in the page."""
    desk, unit = desk_of(request), unit_of(request)
    typed = desk.order.of(unit.id)  # before the answers are read: these are never older
    known = standing(desk, unit)
    said = desk.said(unit, desk.store.answers(unit.id))
    about = links(known).by_question(known.draft.findings)
    faults = {path: faults_of(findings) for path, findings in about.items()}
    sentences = waiting(said.document, said.gaps)
    beside = {"sentences": sentences, "faults": faults, "typed": typed}
    return unit_page(request, "questions.html", "填写", known, **beside, shown=SHOWN)


@dataclass(frozen=True, slots=True)
class Sent:
    """What a question's form sent: the path it is kept under, and the answer, `None` for a blank.

    `key` is the code or name of a line that was not listed, `None` for any other answer. `typed` counts up with every
    key that is pressed, `None` where that is not said.
    """

    path: str
    value: Any
    key: str | None = None
    typed: int | None = None


def sent(form: FormData) -> Sent:
    """The answer that was sent; 404 for a path that nobody asks."""
    return replace(_answer(form), typed=_number(str(form.get("typed", ""))))


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else None


def _answer(form: FormData) -> Sent:
    path = str(form.get("path", ""))
    field, rest = field_at(path)
    if field is None or (field.shape in ("keyed", "reasons") and not rest and "key" not in form):
        raise HTTPException(404)
    if "key" in form:
        key = str(form["key"]).strip()
        return Sent(f"{path}.{key}", single(_value(form)), key)
    if field.shape == "rows":
        return Sent(path, rows({part.path: _column(form, part.path) for part in field.parts if part.path in form}))
    if field.shape == "texts" or field.many:
        return Sent(path, texts(_column(form, "text")))
    return Sent(path, single(_value(form)))


def _value(form: FormData) -> str:
    return plain_lines(str(form.get("value", "")))


def _column(form: FormData, name: str) -> list[str]:
    return [plain_lines(str(value)) for value in form.getlist(name)]


async def answer(request: Request) -> Response:
    """Keep one answer; what comes back are its sentences and what changed elsewhere on the page."""
    async with request.form(max_files=0, max_fields=2000) as form:
        given = sent(form)
    answered = _answered if given.key is None else _added
    return await run_in_threadpool(answered, desk_of(request), unit_of(request), given)


def _added(desk: Desk, unit: Kept, given: Sent) -> Response:
    """A line for a code or name that was not listed: kept once both are given, and then the page shows it listed."""
    if given.value is None or not given.key:
        return _told(NO_KEY if given.value else "")
    if desk.store.answers(unit.id)[given.path] is not None:
        return _told(f"“{given.key}”上面已有一行，这里没有保存；请填在那一行。")
    _kept(desk, unit, given)
    return Response(headers={"HX-Refresh": "true"})


def _told(fault: str) -> Response:
    return page(
        "sentences.html", sentences=(), faults=[(Level.ERROR, fault)] if fault else [], others=(), below=(), counts=None
    )


def _kept(desk: Desk, unit: Kept, given: Sent) -> None:
    desk.order.keep(unit.id, given.path, given.typed, lambda: desk.store.answer(unit.id, {given.path: given.value}))


def _asked(desk: Desk, unit: Kept, answers: Answers) -> tuple[Part, ...]:
    said = desk.said(unit, answers)
    return asked(desk, unit, answers, (*said.noticed, *said.gaps))


def _answered(desk: Desk, unit: Kept, given: Sent) -> Response:
    answers = desk.store.answers(unit.id)
    before = looks_of(desk, unit, answers, _asked(desk, unit, answers))
    _kept(desk, unit, given)
    return _preview(desk, unit, given.path, before)


async def confirm(request: Request) -> Response:
    """Take an answer of last year as confirmed."""
    async with request.form(max_files=0, max_fields=4) as form:
        path = str(form.get("path", ""))
    desk, unit = desk_of(request), unit_of(request)
    value = desk.store.answers(unit.id)[path]
    if value is None:
        raise HTTPException(404)
    return await run_in_threadpool(_answered, desk, unit, Sent(path, value))


def preview(request: Request) -> Response:
    """The sentences of one answer as it is kept."""
    desk, unit = desk_of(request), unit_of(request)
    return _preview(desk, unit, request.query_params.get("path", ""), None)


def _preview(desk: Desk, unit: Kept, path: str, before: Looks | None) -> Response:
    answers = desk.store.answers(unit.id)
    parts, said = _asked(desk, unit, answers), desk.said(unit, answers)
    looks = looks_of(desk, unit, answers, parts)
    was = {path: look for path, look in (before or {}).items() if path in looks}
    found = [question for part in parts for question in part.questions if question.path in was]
    return page(
        "sentences.html",
        sentences=_sentences(desk, unit, answers, said, path)[:SHOWN],
        faults=looks[path].faults if path in looks else (),
        others=[each for each in found if was[each.path].beside != looks[each.path].beside],
        below=[
            (each.id, _sentences(desk, unit, answers, said, each.path)[:SHOWN], looks[each.path].faults)
            for each in found
            if each.path != path and was[each.path].below != looks[each.path].below
        ],
        counts=counts(parts) if before is not None else None,
    )


def _sentences(desk: Desk, unit: Kept, answers: Answers, said: Said, path: str) -> tuple[Sentence, ...]:
    """What an answer changed in the report against none at all; without one, what waits for it."""
    if answers[path] is None:
        return waiting(said.document, said.gaps).get(path, ())
    others = {other: value for other, value in answers.by_path.items() if other != path}
    without = desk.said(unit, Answers(others, answers.carried - {path}))
    return changed(passages(without.document), passages(said.document))
