"""The open questions as a form: each answer kept as it is typed, its sentences shown as they will be printed."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from narrator.finding import Level
from narrator.web.desk import Desk, Said
from narrator.web.findings import links
from narrator.web.look import SHOWN, Looks, faults_of, looks_of
from narrator.web.order import version
from narrator.web.question import Part
from narrator.web.render import page
from narrator.web.request import asked, counts, desk_of, standing, unit_of, unit_page
from narrator.web.sent import Sent, sent, shown
from narrator.web.sentences import Sentence, changed, passages, waiting
from narrator.web.store import Kept
from narrator.workbook.answers import Answers

NO_KEY = "先在左边写科目编码或名称，这一行才会保存。"


def questions(request: Request) -> Response:
    """All questions, those of one part at a time on paper, all of them in the page."""
    desk, unit = desk_of(request), unit_of(request)
    typed = desk.order.of(unit.id)  # before the answers are read: these are never older
    seen = {path: version(value) for path, value in desk.store.answers(unit.id).by_path.items()}
    known = standing(desk, unit)
    said = desk.said(unit, desk.store.answers(unit.id))
    about = links(known).by_question(known.draft.findings)
    faults = {path: faults_of(findings) for path, findings in about.items()}
    sentences = waiting(said.document, said.gaps)
    beside = {"sentences": sentences, "faults": faults, "typed": typed, "seen": seen}
    return unit_page(request, "questions.html", "填写", known, **beside, shown=SHOWN)


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
    faults = [(Level.ERROR, fault)] if fault else []
    return page("sentences.html", sentences=(), faults=faults, others=(), below=(), counts=None, id="", seen="")


def _kept(desk: Desk, unit: Kept, given: Sent) -> bool:
    """Keep an answer, unless another window changed it after this one saw it."""

    def write() -> None:
        desk.store.answer(unit.id, {given.path: given.value})

    def changed() -> bool:
        return version(desk.store.answers(unit.id)[given.path]) not in (given.stamp.seen, version(given.value))

    return desk.order.keep(unit.id, given.path, given.stamp, write, changed)


def _differs(desk: Desk, unit: Kept, path: str) -> Response:
    """What another window made of an answer, and the choice between that and what was typed here."""
    held = desk.store.answers(unit.id)[path]
    return page("differs.html", 409, held=shown(held), seen=version(held))


def _asked(desk: Desk, unit: Kept, answers: Answers) -> tuple[Part, ...]:
    said = desk.said(unit, answers)
    return asked(desk, unit, answers, (*said.noticed, *said.gaps))


def _answered(desk: Desk, unit: Kept, given: Sent) -> Response:
    answers = desk.store.answers(unit.id)
    before = looks_of(desk, unit, answers, _asked(desk, unit, answers))
    if not _kept(desk, unit, given):
        return _differs(desk, unit, given.path)
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
        others=[each for each in found if each.path == path or was[each.path].beside != looks[each.path].beside],
        below=[
            (each.id, _sentences(desk, unit, answers, said, each.path)[:SHOWN], looks[each.path].faults)
            for each in found
            if each.path != path and was[each.path].below != looks[each.path].below
        ],
        counts=counts(parts) if before is not None else None,
        id=next((question.id for part in parts for question in part.questions if question.path == path), ""),
        seen=version(answers[path]),
    )


def _sentences(desk: Desk, unit: Kept, answers: Answers, said: Said, path: str) -> tuple[Sentence, ...]:
    """What an answer changed in the report against none at all; without one, what waits for it."""
    if answers[path] is None:
        return waiting(said.document, said.gaps).get(path, ())
    others = {other: value for other, value in answers.by_path.items() if other != path}
    without = desk.said(unit, Answers(others, answers.carried - {path}))
    return changed(passages(without.document), passages(said.document))
