"""What each question shows besides its answer, which answers of other questions change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from narrator.finding import Finding, Level
from narrator.web.desk import Desk
from narrator.web.findings import Links, worded
from narrator.web.places import is_wrong
from narrator.web.question import Part
from narrator.web.sentences import Sentence, waiting
from narrator.web.store import Kept
from narrator.web.trouble import in_page_words
from narrator.workbook.answers import Answers

UNREAD = "READ-BAD-FACT"  # what other findings tell of such an answer follows from its being left out
SHOWN = 3  # sentences beside a question
Fault = tuple[str, str]  # level and message


@dataclass(frozen=True, slots=True)
class Look:
    """What is shown beside an answer, state and comparison, and below it, warnings and sentences that wait for it."""

    beside: tuple[str, str]
    faults: tuple[Fault, ...]
    sentences: tuple[Sentence, ...]

    @property
    def below(self) -> tuple[tuple[Fault, ...], tuple[Sentence, ...]]:
        """Warnings and sentences."""
        return self.faults, self.sentences


Looks = Mapping[str, Look]  # by path of the question


def looks_of(desk: Desk, unit: Kept, answers: Answers, parts: tuple[Part, ...]) -> Looks:
    """How all questions of a unit look with these answers."""
    said = desk.said(unit, answers)
    wrong = Links(unit.id, parts, said.document, said.account).by_question((*said.noticed, *said.gaps))
    asking = waiting(said.document, said.gaps)
    return {
        each.path: Look(
            (each.state, each.compared), faults_of(wrong.get(each.path, [])), asking.get(each.path, ())[:SHOWN]
        )
        for part in parts
        for each in part.questions
    }


def faults_of(findings: list[Finding]) -> tuple[Fault, ...]:
    """What findings about a question warn of; where answers could not be read, only that."""
    unread = [finding for finding in findings if finding.code == UNREAD]
    told = unread or [finding for finding in findings if is_wrong(finding) or finding.level == Level.NOTICE]
    return tuple(dict.fromkeys((str(finding.level), in_page_words(worded(finding))) for finding in told))
