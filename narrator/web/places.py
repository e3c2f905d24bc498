"""Which question a finding is about, and which answers are wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from narrator.finding import Finding, Level, Place
from narrator.read.file_names import FACTS_WORKBOOK
from narrator.web.question import WRONG, Group, Part, Question
from narrator.workbook.survey import plain_path


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


def corrected(parts: tuple[Part, ...], findings: Iterable[Finding]) -> tuple[Part, ...]:
    """The parts with the state of those answers that a finding at level 错误 is about."""
    known = Places(parts)
    errors = (finding for finding in findings if finding.level == Level.ERROR)
    about = (known.question(place) for finding in errors for place in finding.where)
    wrong = {question.path for question in about if question and not question.blank}
    return tuple(replace(part, groups=tuple(_marked(group, wrong) for group in part.groups)) for part in parts)


def _marked(group: Group, wrong: set[str]) -> Group:
    questions = (replace(each, state=WRONG) if each.path in wrong else each for each in group.questions)
    return replace(group, questions=tuple(questions))
