"""What the conditions of a phrase depend on in the end: amounts, facts, lists, policies and parts of a row."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any, NamedTuple

from jinja2 import nodes

from narrator.errors import NarratorError
from narrator.figures import DEFINITIONS, LISTINGS, FactGroup, Figure, Figures, Item, families
from narrator.narrate.scope import AccountScope
from narrator.phrasebook.edition import Edition
from narrator.phrasebook.example import Example
from narrator.phrasebook.refusal import path_of
from narrator.phrasebook.use import Use, value_of

MOST = 6  # leaves of a computed figure that is looked into
READ = "取自表格"
GIVEN = ("上年", "年初预算", "全年预算")  # families whose figures are given, not computed
REASONS = {"原因": "增减原因", "预算原因": "预决算差异原因"}
FAULTS = (NarratorError, KeyError, ValueError, IndexError)


class Kind(Enum):
    """What a leaf is."""

    FIGURE = "figure"
    FACT = "fact"
    ROWS = "rows"
    POLICY = "policy"
    LOCAL = "local"
    FIELD = "field"
    MEMBER = "member"
    ROW = "row"
    UNIT = "unit"
    REASON = "reason"


class Leaf(NamedTuple):
    """One thing that varies by itself: a figure by label, a fact by path, the rest by name."""

    kind: Kind
    name: str


class _Traced(Example):
    """The figures of the example, noting on what the one that is asked for depends; `deep` looks into that figure."""

    def __init__(self, deep: str = "") -> None:
        super().__init__()
        self.deep = deep
        self.leaves: set[Leaf] = set()

    def __getitem__(self, label: str) -> Figure:
        if label != self.deep and _is_leaf(label):
            self.leaves.add(Leaf(Kind.FIGURE, label))
            return Example()[label]
        return super().__getitem__(label)

    def fact(self, path: str) -> Any:
        self._note(path)
        return super().fact(path)

    def fact_of(self, group: FactGroup, key: str) -> Any:
        self._note(f"{group.path}.{key}")
        return super().fact_of(group, key)

    def _note(self, path: str) -> None:
        parts = path.split(".")
        listed = next((i for i, part in enumerate(parts) if part.isdigit()), len(parts))
        self.leaves.add(Leaf(Kind.FACT, ".".join(parts[:listed])))


def _is_leaf(label: str) -> bool:
    family = families.of(label)
    return label in DEFINITIONS or (family is not None and family.field in GIVEN) or _is_coded(label)


def _is_coded(label: str) -> bool:
    found = Example().get(label)
    return found is not None and found.formula == READ


def leaves(edition: Edition, names: Iterable[nodes.Node], use: Use) -> tuple[Leaf, ...]:
    """The leaves of these names where a phrase is so used; a computed figure is one where it shares none."""
    found = {leaf for node in names for leaf in _of_name(edition, node, use)}
    deep = {leaf: _below(leaf) for leaf in found}
    for leaf in [leaf for leaf in found if deep[leaf] != {leaf}]:
        others = set().union(*(deep[other] for other in deep if other != leaf))
        if deep[leaf] & others and len(deep[leaf]) <= MOST:
            found = (found - {leaf}) | deep[leaf]
    return tuple(sorted(found, key=lambda leaf: (leaf.kind.value, leaf.name)))


def _below(leaf: Leaf) -> set[Leaf]:
    """What a computed figure is computed from, down to what is given; of anything else, itself."""
    if leaf.kind != Kind.FIGURE or leaf.name not in DEFINITIONS or Example()[leaf.name].formula == READ:
        return {leaf}
    traced = _Traced(leaf.name)
    _ = traced[leaf.name]
    return set().union(*(_below(inner) for inner in traced.leaves)) if traced.leaves else {leaf}


def _of_name(edition: Edition, node: nodes.Node, use: Use) -> set[Leaf]:
    first, *others = path_of(node) or ("",)
    if others and others[-1] in REASONS and isinstance(node, nodes.Getattr):
        return _reason(edition, node, use)
    if first == "本项":
        return _of_row(edition, node, others, use)
    if first in ("末项", "序号"):
        return {Leaf(Kind.LOCAL, first)}
    if first in LISTINGS:
        return {Leaf(Kind.ROWS, first)}
    if first in edition.settings.named:
        return {Leaf(Kind.POLICY, first)}
    return {Leaf(Kind.UNIT, first)} if first == "单位" else _traced(edition, node, use)


def _reason(edition: Edition, node: nodes.Getattr, use: Use) -> set[Leaf]:
    figure = value_of(node.node, AccountScope(edition, Example()), use.local)
    figure = figure.figure if isinstance(figure, Item) else figure
    return {Leaf(Kind.REASON, f"{REASONS[node.attr]} {figure.label}")} if isinstance(figure, Figure) else set()


def _of_row(edition: Edition, node: nodes.Node, others: list[str], use: Use) -> set[Leaf]:
    row, whole = use.local.get("本项"), {Leaf(Kind.ROW, "本项")} if use.maybe_missing else set()
    if isinstance(row, Item) and others and others[0] in row.fields:
        return whole | {Leaf(Kind.FIELD, others[0])}
    if isinstance(row, FactGroup) and others:
        return whole | {Leaf(Kind.MEMBER, others[0])}
    figure = row.figure if isinstance(row, Item) else row
    if not isinstance(figure, Figure):
        return {Leaf(Kind.ROW, "本项")}
    return whole | _traced(edition, node, use) | (set() if others else _own(figure))


def _own(figure: Figure) -> set[Leaf]:
    """The leaf of a row's own amount."""
    traced = _Traced()
    found = Figures.get(traced, figure.label)
    return traced.leaves if found and traced.leaves else {Leaf(Kind.FIGURE, figure.label)}


def _traced(edition: Edition, node: nodes.Node, use: Use) -> set[Leaf]:
    traced = _Traced()
    try:
        value_of(node, AccountScope(edition, traced), use.local)
    except FAULTS:
        return set()
    return traced.leaves
