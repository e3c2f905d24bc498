"""The open questions as a form: each answer kept as it is typed, its sentences shown as they will be printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from narrator.finding import Finding, Level
from narrator.web.desk import Desk, Said
from narrator.web.findings import Links, links
from narrator.web.render import page
from narrator.web.request import asked, counts, desk_of, standing, unit_of, unit_page
from narrator.web.sentences import Sentence, changed, passages, waiting
from narrator.web.store import Kept
from narrator.web.trouble import without_folders
from narrator.web.typed import rows, single, texts
from narrator.workbook.answers import Answers
from narrator.workbook.fields import field_at

SHOWN = 3  # sentences beside a question
NO_KEY = "先在左边写科目编码或名称，这一行才会保存。"
_TOLD = (Level.ERROR, Level.NOTICE)


def questions(request: Request) -> Response:
    """All questions, those of one part at a time on paper, all of them in the page."""
    desk, unit = desk_of(request), unit_of(request)
    known = standing(desk, unit)
    said = desk.said(unit, desk.store.answers(unit.id))
    about = links(known).by_question(known.draft.findings)
    faults = {path: _faults(findings) for path, findings in about.items()}
    sentences = waiting(said.document, said.gaps)
    return unit_page(
        request, "questions.html", "填写", known, sentences=sentences, faults=faults, shown=SHOWN, notes=unit.notes
    )


def _faults(findings: list[Finding]) -> list[str]:
    return [without_folders(finding.message) for finding in findings if finding.level in _TOLD]


Before = Mapping[str, tuple[str, str]]  # state and comparison of questions by path, before an answer was kept


@dataclass(frozen=True, slots=True)
class Sent:
    """What a question's form sent: the path it is kept under, and the answer, `None` for a blank.

    `key` is the code or name of a line that was not listed, `None` for any other answer.
    """

    path: str
    value: Any
    key: str | None = None


def sent(form: FormData) -> Sent:
    """The answer that was sent; 404 for a path that nobody asks."""
    path = str(form.get("path", ""))
    field, rest = field_at(path)
    if field is None or (field.shape in ("keyed", "reasons") and not rest and "key" not in form):
        raise HTTPException(404)
    if "key" in form:
        key = str(form["key"]).strip()
        return Sent(f"{path}.{key}", single(str(form.get("value", ""))), key)
    if field.shape == "rows":
        return Sent(path, rows({part.path: _column(form, part.path) for part in field.parts if part.path in form}))
    if field.shape == "texts" or field.many:
        return Sent(path, texts(_column(form, "text")))
    return Sent(path, single(str(form.get("value", ""))))


def _column(form: FormData, name: str) -> list[str]:
    return [str(value) for value in form.getlist(name)]


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
    desk.store.answer(unit.id, {given.path: given.value})
    return Response(headers={"HX-Refresh": "true"})


def _told(fault: str) -> Response:
    return page("sentences.html", sentences=(), faults=[fault] if fault else [], others=(), counts=None)


def _answered(desk: Desk, unit: Kept, given: Sent) -> Response:
    parts = asked(desk, unit, desk.store.answers(unit.id))
    before = {each.path: (each.state, each.compared) for part in parts for each in part.questions}
    desk.store.answer(unit.id, {given.path: given.value})
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


def _preview(desk: Desk, unit: Kept, path: str, before: Before | None) -> Response:
    answers = desk.store.answers(unit.id)
    parts, said = asked(desk, unit, answers), desk.said(unit, answers)
    found = [question for part in parts for question in part.questions]
    wrong = Links(unit.id, parts, said.document, said.account).by_question(said.noticed)
    return page(
        "sentences.html",
        sentences=_sentences(desk, unit, answers, said, path)[:SHOWN],
        faults=_faults(wrong.get(path, [])),
        others=[each for each in found if before and before.get(each.path) not in (None, (each.state, each.compared))],
        counts=counts(parts) if before is not None else None,
    )


def _sentences(desk: Desk, unit: Kept, answers: Answers, said: Said, path: str) -> tuple[Sentence, ...]:
    """What an answer changed in the report against none at all; without one, what waits for it."""
    if answers[path] is None:
        return waiting(said.document, said.gaps).get(path, ())
    others = {other: value for other, value in answers.by_path.items() if other != path}
    without = desk.said(unit, Answers(others, answers.carried - {path}))
    return changed(passages(without.document), passages(said.document))
