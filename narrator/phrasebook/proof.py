"""The proof that exactly one case of a phrase applies, over everything that its conditions depend on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from jinja2 import nodes
from pydantic import ValidationError

from narrator.data_file import fault
from narrator.figures import Figure, FreeText, Item, Missing
from narrator.finding import Finding
from narrator.phrasebook.domains import OTHER_THRESHOLD, figure_like
from narrator.phrasebook.edition import Edition
from narrator.phrasebook.language import is_missing
from narrator.phrasebook.leaves import FAULTS, Kind, Leaf, leaves
from narrator.phrasebook.parsed import parse
from narrator.phrasebook.phrase import Phrase
from narrator.phrasebook.refusal import path_of, paths
from narrator.phrasebook.usage import Usage
from narrator.phrasebook.use import Use
from narrator.phrasebook.worlds import World, Worlds


def proved(edition: Edition, usage: Usage) -> Iterator[Finding]:
    """A finding for every phrase of which in some world no case, or more than one, applies."""
    for name, phrase in edition.phrases.items():
        if phrase.cases and name in usage.uses:
            yield from _Proof(edition, name, phrase).findings(usage.uses[name].values())


class _Proof:
    """The proof of one phrase."""

    def __init__(self, edition: Edition, name: str, phrase: Phrase) -> None:
        self.edition = edition
        self.name = name
        self.phrase = phrase
        self.conditions = [edition.templates.condition(case.when) for case in phrase.cases]
        self.optional = [edition.templates.condition(path) for path, ask in phrase.ask.items() if ask.optional]
        texts = [case.when for case in phrase.cases] + [path for path, ask in phrase.ask.items() if ask.optional]
        trees = [parse(f"{{{{ {text} }}}}") for text in texts]
        self.names = [node for tree in trees for node in paths(tree)]
        self.constants = [constant.value for tree in trees for constant in tree.find_all(nodes.Const)]
        named = {".".join(path_of(node) or ()) for node in self.names}
        thresholds = [value for key, value in edition.settings.thresholds.items() if key in named]
        self.constants += [*thresholds, OTHER_THRESHOLD] if thresholds else []

    def findings(self, uses: Iterable[Use]) -> Iterator[Finding]:
        """The first world of each kind that shows a gap, an overlap, or a condition that cannot be decided."""
        found: dict[tuple[int, ...] | str, Finding] = {}
        reached: set[int] = set()
        for worlds in worlds_of(self.edition, self.names, self.constants, uses):
            for world in worlds:
                fitting = self._fitting(worlds, world)
                if fitting is None:
                    continue
                reached.update(fitting if isinstance(fitting, tuple) else ())
                if (isinstance(fitting, str) or len(fitting) != 1) and fitting not in found:
                    found[fitting] = self._finding(fitting, told(world, worlds.use))
        yield from found.values()
        yield from (self._never(i) for i in range(len(self.conditions)) if i not in reached and not found)

    def _never(self, case: int) -> Finding:
        message = f"句子“{self.name}”：第{case + 1}种情形不会出现；请核对条件里的名称、引号里的文字，或删去这一种"
        return fault("CASES-NEVER", message, self.edition.sources["phrases"].place(f"{self.name}.cases.{case}"))

    def _fitting(self, worlds: Worlds, world: World) -> tuple[int, ...] | str | None:
        """The cases that apply, what cannot be decided, or `None` for a world that cannot be."""
        try:
            scope, local = worlds.seen(world)
        except ValidationError:
            return None
        try:
            if any(is_missing(fact(scope, local)) for fact in self.optional):
                return None
            return tuple(i for i, when in enumerate(self.conditions) if when(scope, local))
        except (*FAULTS, TypeError) as error:
            return str(error)

    def _finding(self, wrong: tuple[int, ...] | str, when: str) -> Finding:
        source, prefix = self.edition.sources["phrases"], f"句子“{self.name}”：{when}"
        if isinstance(wrong, str):
            message = f"{prefix}条件无法判断（{wrong}）；请先排除这种情形，如 is 缺"
            return fault("CASES-UNDECIDED", message, source.place(f"{self.name}.cases"))
        if not wrong:
            message = f"{prefix}没有一种情形适用；请补上一种，或放宽某一种的条件"
            return fault("CASES-GAP", message, source.place(f"{self.name}.cases"))
        numbers = "、".join(str(i + 1) for i in wrong)
        message = f"{prefix}第{numbers}种情形同时适用；请收紧条件，使每次恰好一种适用"
        return fault("CASES-OVERLAP", message, source.place(f"{self.name}.cases.{wrong[1]}"))


def worlds_of(
    edition: Edition, names: Sequence[nodes.Node], constants: Sequence[Any], uses: Iterable[Use]
) -> Iterable[Worlds]:
    """The worlds of the uses that are not all alike: that differ in more than what their row's amount is called."""
    first = {(path_of(node) or ("",))[0] for node in names}
    differing: dict[object, Worlds] = {}
    for use in uses:
        found = leaves(edition, names, use)
        called = tuple((leaf.kind, _name(leaf, use), figure_like(leaf.name, use).unit) for leaf in found)
        taken = tuple((name, value) for name, value in use.local.items() if name in first and isinstance(value, str))
        differing.setdefault((called, taken, use.maybe_missing), Worlds(edition, found, use, constants))
    return differing.values()


def told(world: World, use: Use) -> str:
    """A world as a form-writer would say it."""
    values = [f"{_name(leaf, use)}{_value(value)}" for leaf, value in world.items()]
    return f"当 {'、'.join(values)} 时" if values else ""


def _name(leaf: Leaf, use: Use) -> str:
    if leaf.kind in (Kind.FIELD, Kind.MEMBER):
        return f"本项.{leaf.name}"
    row = use.local.get("本项")
    figure = row.figure if isinstance(row, Item) else row
    label = figure.label if isinstance(figure, Figure) else ""
    if leaf.kind == Kind.REASON:
        return leaf.name.partition(" ")[0]
    if not label or leaf.kind != Kind.FIGURE:
        return leaf.name
    if leaf.name == f"上年{label}":
        return "本项.上年"
    return f"本项.{leaf.name[len(label) :]}".rstrip(".") if leaf.name.startswith(label) else leaf.name


def _value(value: Any) -> str:
    if value is None or isinstance(value, Missing):
        return " 缺"
    if isinstance(value, bool):
        return "：是" if value else "：不是"
    if isinstance(value, (tuple, list)):
        return f"有{len(value)}项" if value else "为空"
    if isinstance(value, (Decimal, int)):
        return f"={value}"
    text = value.text if isinstance(value, FreeText) else value
    return f"=“{text}”" if isinstance(text, str) else "已填"
