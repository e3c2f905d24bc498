"""Conditions of phrases before the facts are known: whether one can hold, and which facts it cannot do without."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jinja2 import nodes

from narrator.figures import FactGroup, Figure, FreeText, Item, Missing
from narrator.figures.facts import ROOTS
from narrator.phrasebook.language import is_missing

Facts = frozenset[str]
_COMPARES: Mapping[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "gteq": operator.ge,
    "lt": operator.lt,
    "lteq": operator.le,
}


def facts_of(value: Any) -> Iterator[tuple[str, str]]:
    """The facts that a value is, holds or is computed from: their paths and what they are called."""
    if isinstance(value, Missing):
        yield from _rooted(value.path, value.question)
    elif isinstance(value, (FreeText, FactGroup)):
        yield from _rooted(value.path, "")
    elif isinstance(value, tuple):
        for part in value:
            yield from facts_of(part)
    elif isinstance(value, Item):
        yield from facts_of(value.figure)
    elif isinstance(value, Figure) and value.operands:
        yield from facts_of(value.operands)
    elif isinstance(value, Figure) and value.reference.startswith("填报"):
        path = value.reference.removeprefix("填报").strip()
        yield from _rooted(value.wanted or (value.id if _root(value.id) in ROOTS else path), value.label)


def _rooted(path: str, question: str) -> Iterator[tuple[str, str]]:
    if _root(path) in ROOTS:
        yield path, question


def _root(path: str) -> str:
    return re.split("[.（]", path)[0]


def given_by_staff(value: Any) -> Facts:
    """The paths of the facts that a value depends on."""
    return frozenset(path for path, _ in facts_of(value))


class Condition:
    """A condition as a tree, its names resolved by `value`."""

    def __init__(self, tree: nodes.Node, value: Callable[[nodes.Node], Any]) -> None:
        self.tree = tree
        self.value = value

    def truth(self) -> bool | None:
        """Whether it holds whatever staff answer, `None` where that depends on their answers."""
        return self._truth(self.tree)

    def needs(self) -> Facts:
        """The facts without which it cannot hold."""
        return self._settled(self.tree, False)

    def _truth(self, node: nodes.Node) -> bool | None:
        if isinstance(node, nodes.Not):
            held = self._truth(node.node)
            return None if held is None else not held
        if isinstance(node, (nodes.And, nodes.Or)):
            decides = isinstance(node, nodes.Or)
            both = self._truth(node.left), self._truth(node.right)
            return decides if decides in both else None if None in both else not decides
        return self._simple(node)

    def _simple(self, node: nodes.Node) -> bool | None:
        if isinstance(node, nodes.Compare):
            left, right = self.value(node.expr), self.value(node.ops[0].expr)
            known = not given_by_staff((left, right))
            return bool(_COMPARES[node.ops[0].op](left, right)) if known else None
        value = self.value(node.node if isinstance(node, nodes.Test) else node)
        if isinstance(node, nodes.Test):
            test: dict[str, Callable[[Any], bool]] = {"缺": is_missing, "空": lambda held: bool(held == ())}
            return test[node.name](value) if node.name in test and not given_by_staff(value) else None
        return value if isinstance(value, bool) else None

    def _settled(self, node: nodes.Node, outcome: bool) -> Facts:
        """The facts whose absence alone gives this outcome."""
        if isinstance(node, nodes.Not):
            return self._settled(node.node, not outcome)
        if isinstance(node, (nodes.And, nodes.Or)):
            left, right = self._settled(node.left, outcome), self._settled(node.right, outcome)
            return left | right if isinstance(node, nodes.Or) == outcome else left & right
        if isinstance(node, nodes.Test):
            return given_by_staff(self.value(node.node)) if (node.name == "缺") == outcome else frozenset()
        if isinstance(node, nodes.Compare) and not outcome:
            return given_by_staff((self.value(node.expr), self.value(node.ops[0].expr)))
        return frozenset()
