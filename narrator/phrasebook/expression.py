"""Expressions: Jinja's syntax as plain lists, which are kept as JSON, and as functions, which are evaluated.

Only what a phrase may do has a form here: nothing of Python can be reached, and there is nothing to compute or repeat.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from jinja2 import nodes

from narrator.errors import PhrasebookError

Expression = list[Any]
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


def program(tree: nodes.Template) -> list[str | Expression]:
    """A text as literals and expressions; raises PhrasebookError for what a phrase cannot do."""
    parts = [part for output in tree.find_all(nodes.Output) for part in output.nodes]
    return [part.data if isinstance(part, nodes.TemplateData) else expression(part) for part in parts]


def expression(node: nodes.Node) -> Expression:
    """An expression as a list: its kind, then its parts."""
    match node:
        case nodes.Const():
            return ["const", node.value]
        case nodes.Name():
            return ["name", node.name]
        case nodes.Getattr():
            return ["field", expression(node.node), node.attr]
        case nodes.Filter() if node.node:
            return ["word", "filters", node.name, [expression(node.node)]]
        case nodes.Test():
            return ["word", "tests", node.name, [expression(part) for part in (node.node, *node.args)]]
        case nodes.Call(node=nodes.Name() as phrase):
            named = {keyword.key: expression(keyword.value) for keyword in node.kwargs}
            return ["say", phrase.name, [expression(part) for part in node.args], named]
        case nodes.And() | nodes.Or():
            kind = "and" if isinstance(node, nodes.And) else "or"
            return [kind, expression(node.left), expression(node.right)]
        case nodes.Not():
            return ["not", expression(node.node)]
        case nodes.Compare(ops=[one]) if one.op in OPERATORS:
            return ["compare", one.op, expression(node.expr), expression(one.expr)]
    raise PhrasebookError(f"句子里不能用这种写法（{type(node).__name__}）；请引用已有的数，不同情形请写成 cases")


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
