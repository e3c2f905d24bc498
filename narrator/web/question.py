"""Questions as the page shows them: each with its answer as texts and its state, in groups and parts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

from narrator.workbook.fields import Kind
from narrator.workbook.form import CARRIED, OPEN

WRONG = "请改正"  # the state of an answer that could not be read, or is not right
WAITING = (OPEN, WRONG, CARRIED)
Shape = Literal["one", "texts", "rows", "reason", "spare"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: the key of its part, its header, what it takes.

    `numeral` is the pattern of the list numbers that the report prints itself, "" where it prints none.
    """

    path: str
    title: str
    kind: Kind
    choices: tuple[str, ...] = ()
    numeral: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question, saved as one: its path, words, state, and its answer as texts by line and column.

    `rows` are its lines in the workbook, from 1, by which findings name it.
    """

    path: str
    shape: Shape
    label: str
    state: str
    unit: str = ""
    hint: str = ""
    where: str = ""
    compared: str = ""
    columns: tuple[Column, ...] = ()
    lines: tuple[tuple[str, ...], ...] = ()
    rows: range = range(0)

    @property
    def id(self) -> str:
        """Its id in the page."""
        return "q" + hashlib.sha256(self.path.encode()).hexdigest()[:12]

    @property
    def value(self) -> str:
        """The first answer as text."""
        return self.lines[0][0] if self.lines else ""

    @property
    def column(self) -> Column:
        """Its first column."""
        return self.columns[0]

    @property
    def blank(self) -> bool:
        """Whether nothing was answered."""
        return not any(text for line in self.lines for text in line)

    @property
    def wants_reason(self) -> bool:
        """Whether it is a reason that is still to be given."""
        return self.shape == "reason" and self.state in WAITING


@dataclass(frozen=True, slots=True)
class Group:
    """Questions under one title."""

    title: str
    hint: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The groups of a sheet."""

    name: str
    about: str
    groups: tuple[Group, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """All its questions."""
        return tuple(question for group in self.groups for question in group.questions)

    def count(self, *states: str) -> int:
        """How many of its questions have one of these states."""
        return sum(question.state in states for question in self.questions)
