"""Which question a finding is about, and which answers are wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from narrator.finding import Finding, Level, Place
from narrator.read.file_names import FACTS_WORKBOOK
from narrator.web.question import WRONG, Group, Part, Question
from narrator.workbook.form import NEEDLESS, OPEN
from narrator.workbook.survey import plain_path

GAP = "FACT-MISSING"  # the report still holds a 【待填】
_UNCONFIRMED = ("READ-CARRIED", "READ-CARRIED-REASON")  # the state 请核对 says so


class Places:
    """The questions of a form by path, and by sheet and row of its workbook."""

    def __init__(self, parts: Iterable[Part]) -> None:
        asked = ((part.name, question) for part in parts for question in part.questions)
        self.rows = {(sheet, row): question for sheet, question in asked for row in question.rows}
        self.paths = {question.path: question for question in self.rows.values()}

    def question(self, place: Place) -> Question | None:
        """The question that a place belongs to, `None` for any other place."""
        if place.figure and (found := self.paths.get(plain_path(place.figure))):
            return found
        row = "".join(filter(str.isdigit, place.cell or ""))
        is_answer = place.file == FACTS_WORKBOOK and place.sheet and row
        return self.rows.get((place.sheet or "", int(row))) if is_answer else None


def is_wrong(finding: Finding) -> bool:
    """Whether an answer that this finding is about has to be put right before the report can be published."""
    return finding.level == Level.ERROR or (finding.level == Level.MISSING and finding.code not in (GAP, *_UNCONFIRMED))


def corrected(parts: tuple[Part, ...], findings: Iterable[Finding]) -> tuple[Part, ...]:
    """The parts with the state of those answers that are wrong, or still leave a 【待填】 in the report.

    Where the report has no 【待填】, nothing is open: what a form asks in general, other answers may spare.
    """
    known, told = Places(parts), list(findings)
    is_whole = not any(finding.code == GAP for finding in told)
    states = {path: NEEDLESS for path, each in known.paths.items() if is_whole and each.state == OPEN}
    for finding in told:
        state = WRONG if is_wrong(finding) else OPEN if finding.code == GAP else ""
        for question in filter(None, map(known.question, finding.where if state else ())):
            if not question.blank and states.get(question.path) != WRONG:
                states[question.path] = state
    return tuple(replace(part, groups=tuple(_marked(group, states) for group in part.groups)) for part in parts)


def _marked(group: Group, states: Mapping[str, str]) -> Group:
    questions = (replace(each, state=states.get(each.path, each.state)) for each in group.questions)
    return replace(group, questions=tuple(questions))
