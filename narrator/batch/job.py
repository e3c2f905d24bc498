"""One unit's job, done by a worker: it takes paths, writes the unit's files, and gives back what is small."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from narrator import outputs
from narrator.batch import stamp
from narrator.batch.kept import edited, left, told_edited, told_left, unedited
from narrator.batch.record import Outcome, Record, State
from narrator.errors import NarratorError
from narrator.figures import Figures
from narrator.finding import Finding, Level
from narrator.make import Made, Order, make
from narrator.phrasebook.library import library
from narrator.system import said

TOTALS = (
    "收支总计",
    "本年收入合计",
    "本年支出合计",
    "本年基本支出",
    "本年项目支出",
    "年末结转和结余",
    "财政拨款收支总计",
    "一般公共预算支出",
    "三公经费支出",
)


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker is to do: one input into one folder, by a program with this hash.

    `before` is what is recorded of the unit; with `resume` a unit of which nothing changed since is left alone.
    """

    key: str
    input: str
    folder: str
    order: Order
    phrasebook: Path | None
    program: str
    before: Record
    resume: bool


@dataclass(frozen=True, slots=True)
class Done:
    """A unit's new record, and its outcome as JSON; `None` where that is what it was."""

    key: str
    record: Record
    outcome: str | None


def run(job: Job) -> Done:
    """Do a job; whatever goes wrong is a finding of the unit."""
    try:
        return _run(job)
    except NarratorError as error:
        return failed(job, *error.told())
    except OSError as error:
        what = f"打不开 {error.filename}：{said(error)}；请检查权限和磁盘，再用 --resume 接着做"
        return failed(job, Finding(code="UNIT-NOT-OPENED", level=Level.ERROR, message=what))
    except MemoryError:
        what = "这个单位要的内存太多，没有做完；请核对它的输入有没有多余的内容，再用 --resume 接着做"
        return failed(job, Finding(code="UNIT-MEMORY", level=Level.ERROR, message=what))
    except Exception as error:  # one unit's fault must not stop the others
        what = f"程序在这个单位上出错（{type(error).__name__}：{error}）；请把它的输入交给维护程序的人"
        return failed(job, Finding(code="UNIT-FAULT", level=Level.ERROR, message=what))


def failed(job: Job, *findings: Finding) -> Done:
    """A unit that has to be done again."""
    return _done(job, Record(State.FAILED, None, job.before.files, 2), Outcome(findings=findings))


def _run(job: Job) -> Done:
    if stamp.of_program() != job.program:
        message = "这台机器上的 narrator 与发起批次的不是同一版本；请装成一样的，再用 --resume 接着做"
        return failed(job, Finding(code="UNIT-OTHER-PROGRAM", level=Level.ERROR, message=message))
    outputs.sweep(Path(job.folder))
    hashed = stamp.of_input(Path(job.input))
    if hashed and job.resume and (same := _unchanged(job, hashed)):
        return same
    made = make(job.input, job.order, library(job.phrasebook))
    found = made.result.draft
    edition = found.edition.name if found and found.edition else None
    return _written(job, made, hashed and _stamp(job, hashed, edition))


def _stamp(job: Job, hashed: str, edition: str | None) -> str:
    """All that a unit's files depend on, as recorded."""
    return json.dumps([hashed, job.program, asdict(job.order), edition, stamp.of_edition(edition, job.phrasebook)])


def _unchanged(job: Job, hashed: str) -> Done | None:
    """The unit as it was, where nothing that its files depend on changed and all of them are there; else `None`."""
    before = job.before
    edition = json.loads(before.stamp)[3] if before.stamp else None
    if edition not in (None, *library(job.phrasebook).names()) or before.stamp != _stamp(job, hashed, edition):
        return None
    now = {name: stamp.of_file(Path(job.folder, name)) for name in before.files}
    if None in now.values():
        return None
    written = State.UNCHANGED if now == before.files else State.KEPT
    state = before.state if before.state in (State.UNUSABLE, State.REFUSED) else written
    return Done(job.key, replace(before, state=state), None)


def _written(job: Job, made: Made, stamped: str | None) -> Done:
    """The unit once its files are written, unless that would overwrite what somebody edited."""
    folder, ours, result = Path(job.folder), job.before.files, made.result
    stays = left(folder, ours, made.files)
    outcome = _outcome(made, *([told_left(stays)] if stays else ()))
    if changed := edited(folder, ours, made.files):
        told = outcome.model_copy(update={"findings": (told_edited(changed), *outcome.findings), "outputs": ()})
        return _done(job, Record(State.KEPT, None, ours, 1), told)
    hashes = {name: stamp.of_bytes(data) for name, data in made.files.items()}
    try:
        made.write(folder)
    except NarratorError as error:
        written = {name: hash for name, hash in hashes.items() if stamp.of_file(folder / name) == hash}
        return _done(job, Record(State.FAILED, None, {**ours, **written}, 2), Outcome(findings=error.told()))
    ours = {**hashes, **unedited(folder, stays)}
    return _done(job, Record(_state(made), stamped, ours, result.exit_code), outcome)


def _state(made: Made) -> State:
    if made.result.draft is None:
        return State.UNUSABLE
    return State.REFUSED if made.result.refused else State.WRITTEN


def _outcome(made: Made, *more: Finding) -> Outcome:
    found, findings = made.result.draft, (*more, *made.result.findings)
    if found is None or found.edition is None:
        return Outcome(findings=findings)
    account, figures = found.account, Figures(found.account)
    totals = {label: str(value) for label in TOTALS if (value := figures[label].value) is not None}
    return Outcome(
        unit=account.unit,
        year=account.year,
        edition=found.edition.name,
        totals=totals,
        findings=findings,
        outputs=tuple(made.files),
    )


def _done(job: Job, record: Record, outcome: Outcome) -> Done:
    return Done(job.key, replace(record, levels=outcome.levels()), outcome.model_dump_json(exclude_none=True))
