"""Expressions as functions that evaluate them, made of the plain lists that are kept as JSON.

Only what a phrase may do has a form here: nothing of Python can be reached, and there is nothing to compute or repeat.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

Expression = list[Any]
Code = list[str | Expression]
Evaluate = Callable[["Scope", Mapping[str, Any]], Any]
Words = Mapping[str, Callable[..., Any]]

OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "gteq": operator.ge,
    "lt": operator.lt,
    "lteq": operator.le,
}


class Scope(Protocol):
    """What answers for the names in a phrase."""

    percent_places: int

    def lookup(self, name: str, local: Mapping[str, Any]) -> Any:
        """What a name stands for; raises PhrasebookError for an unknown one."""

    def field(self, value: Any, name: str) -> Any:
        """What `value.name` stands for; raises PhrasebookError where there is no such thing."""


class Maker:
    """Makes functions of expressions, with the filters and tests of a language."""

    def __init__(self, filters: Words, tests: Words) -> None:
        self.words = {"filters": filters, "tests": tests}

    def evaluate(self, expression: Expression) -> Evaluate:
        """A function that evaluates an expression in a scope with local values."""
        kind, *rest = expression
        made: Evaluate = getattr(self, f"_{kind}")(*rest)
        return made

    def _all(self, expressions: Sequence[Expression]) -> list[Evaluate]:
        return [self.evaluate(each) for each in expressions]

    def _const(self, value: Any) -> Evaluate:
        return lambda scope, local: value

    def _name(self, name: str) -> Evaluate:
        return lambda scope, local: local[name] if name in local else scope.lookup(name, local)

    def _field(self, owner: Expression, name: str) -> Evaluate:
        of = self.evaluate(owner)
        return lambda scope, local: scope.field(of(scope, local), name)

    def _word(self, kind: str, name: str, operands: list[Expression]) -> Evaluate:
        word, (of, *others) = self.words[kind][name], self._all(operands)
        if not others:
            return lambda scope, local: word(of(scope, local), scope)
        return lambda scope, local: word(of(scope, local), scope, *(other(scope, local) for other in others))

    def _say(self, name: str, operands: list[Expression], named: dict[str, Expression]) -> Evaluate:
        phrase, given = self._name(name), self._all(operands)
        takes = {key: self.evaluate(value) for key, value in named.items()}

        def said(scope: Scope, local: Mapping[str, Any]) -> Any:
            values = [value(scope, local) for value in given]
            return phrase(scope, local)(*values, **{key: value(scope, local) for key, value in takes.items()})

        return said

    def _and(self, left: Expression, right: Expression) -> Evaluate:
        one, other = self.evaluate(left), self.evaluate(right)
        return lambda scope, local: one(scope, local) and other(scope, local)

    def _or(self, left: Expression, right: Expression) -> Evaluate:
        one, other = self.evaluate(left), self.evaluate(right)
        return lambda scope, local: one(scope, local) or other(scope, local)

    def _not(self, inner: Expression) -> Evaluate:
        of = self.evaluate(inner)
        return lambda scope, local: not of(scope, local)

    def _compare(self, op: str, left: Expression, right: Expression) -> Evaluate:
        one, other, compare = self.evaluate(left), self.evaluate(right), OPERATORS[op]
        return lambda scope, local: compare(one(scope, local), other(scope, local))
