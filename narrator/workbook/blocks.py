"""Blocks of questions: single answers, lists of texts, lists with columns, and answers by code or name."""

from __future__ import annotations

from typing import Any

from narrator.workbook.answers import Answers, Row, lines_of
from narrator.workbook.asked import words
from narrator.workbook.fields import NONE, Field, Kind
from narrator.workbook.form import (
    ANSWER,
    ANSWER_HEADER,
    CODE_HEADER,
    FIRST,
    HINT,
    HINT_HEADER,
    ITEM,
    NAME,
    QUESTION_HEADER,
    SETTLED_HEADER,
    STATE,
    STATE_HEADER,
    UNIT,
    UNIT_HEADER,
    WHERE,
    WHERE_HEADER,
    Answer,
    Block,
    Line,
    State,
)
from narrator.workbook.plan import load_plan
from narrator.workbook.usage import Usage, where

SPARE = 3  # blank lines after those that are filled in
_FEWEST = {"texts": 6, "rows": 4}
_TEXT_COLUMNS, _NUMBER_COLUMNS = (FIRST, ANSWER, HINT, WHERE), (UNIT, ANSWER, HINT, WHERE)


class Blocks:
    """Makes blocks of the questions of one usage with the answers known so far."""

    def __init__(self, usage: Usage, answers: Answers) -> None:
        self.usage = usage
        self.answers = answers
        self.plan = load_plan()

    def words(self, field: Field, key: str = "") -> str:
        """What a question is called."""
        return words(field, key)

    def state(self, path: str, *, lines: int = 1, optional: bool = False, carried: str = "") -> State:
        """The state of the question at a path."""
        needed = self.usage.of(self.plan.needed_as.get(path, path)).needed and not optional
        is_carried = not self.answers.carried.isdisjoint({path, carried})
        return State(needed, lines, is_carried, self.plan.spares(path))

    def singles(self, title: str, fields: list[Field], choices: dict[str, tuple[str, ...]]) -> Block:
        """Questions with one answer each."""
        headers = {FIRST: QUESTION_HEADER, ANSWER: ANSWER_HEADER, UNIT: UNIT_HEADER, STATE: STATE_HEADER}
        lines = tuple(self._single(field, choices.get(field.path, field.choices)) for field in fields)
        return Block(title, {**headers, HINT: HINT_HEADER, WHERE: WHERE_HEADER}, lines)

    def _single(self, field: Field, choices: tuple[str, ...]) -> Line:
        kind: Kind = "选择" if choices else field.kind
        answer = Answer(kind, self.answers[field.path], choices, field.unit)
        spared = field.shape == "word"
        state = self.state(field.path, optional=field.optional or spared)
        shown = {FIRST: self.words(field), UNIT: field.unit, HINT: self.hint(field)}
        shown[WHERE] = where(self.usage.of(field.path))
        return Line(field.path, shown, {ANSWER: answer}, state if not spared else State(False, carried=state.carried))

    def hint(self, field: Field) -> str:
        """How to fill in a field, with an example."""
        return self.plan.examples.get(field.path, "")

    def texts(self, field: Field, key: str = "") -> Block:
        """A list of texts, a line each."""
        path = f"{field.path}.{key}" if key else field.path
        given = self.answers[path] or ()
        values = [given] if given == NONE else list(given)
        size = max(_FEWEST["texts"], len(values) + SPARE, self.answers.sizes.get(path, 0) + SPARE)
        headers = {FIRST: ITEM, ANSWER: ANSWER_HEADER, STATE: STATE_HEADER}
        lines = [
            Line(path, {FIRST: f"第{i + 1}项"}, {ANSWER: Answer("文字", dict(enumerate(values)).get(i))})
            for i in range(size)
        ]
        return self._listed(field, path, headers, lines)

    def rows(self, field: Field) -> Block:
        """A list with columns, a line each."""
        given = self.answers[field.path] or ()
        rows: list[Row] = [] if given == NONE else list(lines_of(given))
        used = self.usage.columns(field)
        columns = _placed(tuple(part for part in field.parts if part in used or any(part.path in row for row in rows)))
        first = min(columns)
        rows += [{columns[first].path: NONE}] if given == NONE else []
        rows += [{}] * max(
            SPARE, _FEWEST["rows"] - len(rows), self.answers.sizes.get(field.path, 0) + SPARE - len(rows)
        )
        shown = {} if first == FIRST else {FIRST: ITEM}
        headers = shown | {at: self._header(field, part) for at, part in columns.items()} | {STATE: STATE_HEADER}
        lines = [
            Line(
                field.path,
                {at: f"第{i}项" for at in shown},
                {at: Answer(part.kind, row.get(part.path), part.choices, part.unit) for at, part in columns.items()},
            )
            for i, row in enumerate(rows, 1)
        ]
        return self._listed(field, field.path, headers, lines)

    def _header(self, field: Field, part: Field) -> str:
        """A column's header: its key, with its unit or that it may be left blank in brackets, which reading ignores."""
        needed = part.needed or (self.usage.of(f"{field.path}.{part.path}").needed and not part.optional)
        about = ([part.unit] if part.unit else []) + ([] if needed else ["可不填"])
        return part.path.replace(".", "：") + (f"（{'，'.join(about)}）" if about else "")

    def _listed(self, field: Field, path: str, headers: dict[int, str], lines: list[Line]) -> Block:
        state = self.state(path, lines=len(lines))
        lines[0] = Line(lines[0].key, lines[0].shown, lines[0].answers, state)
        hint = self.plan.examples.get(path) or self.hint(field)
        key = path[len(field.path) + 1 :]
        return Block(self.words(field, key), headers, tuple(lines), hint, where(self.usage.of(path)))

    def keyed(self, field: Field, names: dict[str, str], amounts: dict[str, str]) -> Block:
        """Answers by code or name: a line for each that is used, and blank ones for others."""
        given = self.answers.below(field.path)
        known = list(dict.fromkeys([*self.usage.keys(field), *given]))
        lines = [self._by_key(field, key, given.get(key), names.get(key, key), amounts.get(key, "")) for key in known]
        spare = {FIRST: Answer("文字"), ANSWER: Answer(field.kind, unit=field.unit)}
        lines += [Line(field.path, {UNIT: field.unit}, spare)] * SPARE
        headers = {FIRST: CODE_HEADER if field.coded else NAME, ANSWER: ANSWER_HEADER, UNIT: UNIT_HEADER}
        headers |= {STATE: STATE_HEADER, HINT: SETTLED_HEADER, WHERE: WHERE_HEADER}
        return Block(self.words(field), headers, tuple(lines), self.hint(field))

    def _by_key(self, field: Field, key: str, value: Any, name: str, amount: str) -> Line:
        path = f"{field.path}.{key}"
        shown = {FIRST: name, UNIT: field.unit, HINT: amount, WHERE: where(self.usage.of(path))}
        return Line(path, shown, {ANSWER: Answer(field.kind, value, unit=field.unit)}, self.state(path))


def _placed(parts: tuple[Field, ...]) -> dict[int, Field]:
    """Columns of a list by where they stand: texts where the sheet is wide, numbers where it is narrow."""
    texts = [part for part in parts if part.kind == "文字"]
    places = iter(_TEXT_COLUMNS if len(texts) > 1 else _TEXT_COLUMNS[1:])
    placed = {next(places): part for part in texts}
    for part in parts:
        if part not in texts:
            placed[next(at for at in _NUMBER_COLUMNS if at not in placed)] = part
    return dict(sorted(placed.items()))
