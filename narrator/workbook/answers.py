"""Answers by the path of their question, as the workbook takes them, from facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from narrator.account import Facts
from narrator.account.cells import Model
from narrator.figures.facts import keys
from narrator.workbook.fields import NONE, Field, fields

Row = dict[str, Any]  # a line of a list by column; a list inside it takes further lines


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers by path, the paths of those carried over from last year, which somebody has to confirm, and how many
    lines each list had last year.

    Texts and rows are tuples, a list that is not there is 无; keyed answers stand under path and key (年初预算.205),
    reasons under the path of all of them as pairs of names and reason.
    """

    by_path: Mapping[str, Any] = field(default_factory=dict)
    carried: frozenset[str] = frozenset()
    sizes: Mapping[str, int] = field(default_factory=dict)

    def __getitem__(self, path: str) -> Any:
        return self.by_path.get(path)

    def below(self, path: str) -> dict[str, Any]:
        """Keyed answers of a field by their keys."""
        return {key[len(path) + 1 :]: value for key, value in self.by_path.items() if key.startswith(f"{path}.")}


def answers_of(facts: Facts) -> dict[str, Any]:
    """Everything that facts say, by path."""
    return {path: value for asked in fields().values() for path, value in _answers(asked, facts)}


def _answers(asked: Field, facts: Facts) -> Iterator[tuple[str, Any]]:
    value = _given(facts, asked.path)
    if value is None or (asked.shape == "word" and value != NONE):
        return
    if asked.shape == "keyed":
        yield from ((f"{asked.path}.{key}", held) for key, held in value.items())
    elif asked.shape == "reasons":
        yield asked.path, tuple((reason.explains, reason.reason) for reason in value)
    elif asked.shape in ("texts", "rows"):
        rows = tuple(_row(item) if isinstance(item, Model) else item for item in value)
        yield asked.path, rows or NONE
    else:
        yield asked.path, value


def _given(facts: Any, path: str) -> Any:
    """What was given at a path, `None` where nothing was."""
    for key in path.split("."):
        if not isinstance(facts, Model):
            return None
        name = keys(type(facts))[key]
        facts = getattr(facts, name) if name in facts.model_fields_set else None
    return facts


def _row(item: Model) -> Row:
    return {
        key: tuple(_row(part) for part in held) if isinstance(held, tuple) else held
        for key, name in keys(type(item)).items()
        if name in item.model_fields_set and (held := getattr(item, name)) is not None
    }


def lines_of(rows: tuple[Row, ...]) -> Iterator[Row]:
    """Rows as lines of columns: a list inside a row goes on in lines that leave the row's own columns blank."""
    for row in rows:
        own = {key: value for key, value in row.items() if not isinstance(value, tuple)}
        parts = [
            {f"{key}.{part}": value for part, value in item.items()}
            for key, held in row.items()
            if isinstance(held, tuple)
            for item in held
        ]
        yield {**own, **(parts[0] if parts else {})}
        yield from parts[1:]
