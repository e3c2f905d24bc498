"""A use of a phrase: where it is said, the values that it sees, and what its names stand for there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import nodes

from narrator.account import Facts
from narrator.account.annotations import parts_of
from narrator.figures import FAMILIES, FactGroup, Figure, Item
from narrator.narrate.scope import AccountScope
from narrator.phrasebook.refusal import path_of

Local = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Use:
    """A place in which a phrase is said: the values that it sees, and whether its row may be missing."""

    local: Local
    maybe_missing: bool = False

    @property
    def kind(self) -> tuple[Any, ...]:
        """What the use has in common with others: what its row is, and what is asked of it."""
        texts = tuple((name, value) for name, value in self.local.items() if isinstance(value, str))
        return (like(self.local.get("本项")), like(self.local.get("上项")), texts, self.maybe_missing)


def like(value: Any) -> Any:
    """What values that phrases treat alike have in common."""
    if isinstance(value, Figure):
        return value.label
    if isinstance(value, Item):
        return (*value.fields, like(value.figure))
    return type(value.model if isinstance(value, FactGroup) else value)


def fields_of(row: Any) -> set[str]:
    """What may stand after a dot: relations of figures, keys of facts, parts of a row."""
    facts = (key for key, _ in parts_of(Facts))
    return {*FAMILIES, "原因", "预算原因", *facts, *(row.fields if isinstance(row, Item) else ())}


def value_of(node: nodes.Node, scope: AccountScope, local: Local) -> Any:
    """What a dotted name or a constant stands for in a scope."""
    if isinstance(node, nodes.Const):
        return node.value
    first, *others = path_of(node) or ("",)
    value = local[first] if first in local else scope.lookup(first, local)
    for key in others:
        value = scope.field(value, key)
    return value
