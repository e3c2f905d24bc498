"""Domains: the values of a leaf that tell cases apart, the plainest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

from narrator.account import Facts
from narrator.account.annotations import annotation_at, choices, is_number
from narrator.figures import DEFINITIONS, FactGroup, Figure, Item, Missing
from narrator.phrasebook.edition import Edition
from narrator.phrasebook.example import Example, nothing_known
from narrator.phrasebook.leaves import Kind, Leaf
from narrator.phrasebook.use import Use

ABSENT = Missing("", "缺")
HUNDRED = Decimal(100)
OTHER_THRESHOLD = Decimal(5)
PLAIN = ("100", "0", "-100", "0.004", "-0.004", "1", "99.99", "100.004", "100.01", "100000", "100000.01")
FEWER = ("100", "0", "-100", "0.004", "99.99", "101")
FEWEST = ("100", "0", "-100", "101")
BESIDE = tuple(map(Decimal, ("0", "0.01", "-0.01", "0.004", "-0.004")))
PERCENTAGES = ("10", "0", "-10", "0.0001", "-0.0001", "100")
COUNTS = ("1", "0", "2", "3")


class Domains:
    """The domains of the leaves of a phrase's use; `constants` are what its conditions compare with."""

    def __init__(self, edition: Edition, leaves: Sequence[Leaf], use: Use, constants: Sequence[Any]) -> None:
        self.edition = edition
        self.use = use
        self.numbers = [Decimal(value) for value in constants if isinstance(value, (int, Decimal))]
        self.texts = [value for value in constants if isinstance(value, str)]
        amounts = sum(leaf.kind == Kind.FIGURE for leaf in leaves)
        self.amounts = tuple(map(Decimal, PLAIN if amounts < 3 else FEWER if amounts == 3 else FEWEST))
        self.beside = BESIDE if amounts < 3 else BESIDE[:1]

    def of(self, leaf: Leaf) -> list[Any]:
        """The values of a leaf."""
        found: list[Any] = list(getattr(self, f"_{leaf.kind.value}")(leaf.name))
        return [value for i, value in enumerate(found) if value not in found[:i]]

    def _figure(self, label: str) -> list[Decimal | None]:
        unit = figure_like(label, self.use).unit
        if unit == "万元":
            around = [at + beside for at in self._marks() for beside in self.beside]
            return [*self.amounts, *around, None]
        return [*map(Decimal, PERCENTAGES if unit == "%" else COUNTS), *self.numbers, None]

    def _marks(self) -> list[Decimal]:
        """The amounts at which something may change: constants, and what is that many per cent off 100."""
        return [mark for number in self.numbers for mark in (number, HUNDRED + number, HUNDRED - number)]

    def _fact(self, path: str) -> list[Any]:
        return self._given(annotation_at(Facts, path))

    def _member(self, key: str) -> list[Any]:
        row = self.use.local["本项"]
        return self._given(annotation_at(type(row.model), key))

    def _given(self, annotation: Any) -> list[Any]:
        """What staff may give; numbers that do not fit are left out when the facts are made."""
        numbers = [*COUNTS, "0.004", "-1", "100", *map(str, self.numbers)] if is_number(annotation) else []
        texts = self.texts if "甲" in choices(annotation) else []
        return [*numbers, *choices(annotation), *texts]

    def _rows(self, name: str) -> list[Any]:
        row = Example().rows(name)[:1]  # type: ignore[index]
        missing = [ABSENT] if isinstance(nothing_known().rows(name), Missing) else []
        return [row, (), row * 2, *missing]

    def _policy(self, name: str) -> list[Any]:
        """A policy's choices; a threshold, which editions on this one may change, as it is and at 5."""
        settings = self.edition.settings
        if name in settings.thresholds:
            return [settings.thresholds[name], OTHER_THRESHOLD]
        return [settings.policies[name], *(settings.choices.get(name) or self.texts)]

    def _local(self, name: str) -> list[Any]:
        return [True, False] if name == "末项" else [1, 2, *map(int, self.numbers)]

    def _field(self, name: str) -> list[Any]:
        value = self.use.local["本项"].fields[name]
        if isinstance(value, tuple):
            return [value, (), value * 2, ABSENT]
        return ["甲" if isinstance(value, Missing) else value, ABSENT, *self.texts]

    def _row(self, name: str) -> list[Any]:
        row = self.use.local.get(name, "甲")
        texts = [] if isinstance(row, (Figure, Item, FactGroup)) else self.texts
        return [row, *texts, *([ABSENT] if self.use.maybe_missing else [])]

    def _unit(self, name: str) -> list[str | None]:
        return ["甲", None]

    def _reason(self, name: str) -> list[str | None]:
        return ["甲", None]


def figure_like(label: str, use: Use) -> Figure:
    """The figure with this label in the example, or the row's own; a given one where there is none."""
    row = use.local.get("本项")
    figure = row.figure if isinstance(row, Item) else row
    if isinstance(figure, Figure) and figure.label == label:
        return figure
    return _example(label)


@cache
def _example(label: str) -> Figure:
    found = Example().get(label)
    unit = DEFINITIONS[label].unit if label in DEFINITIONS else "万元"
    return replace(found, operands=(), unit=unit) if found else Figure(label, None, unit)
