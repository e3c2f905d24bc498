"""Worlds: every combination of what the leaves of a phrase's conditions may be, with all else computed from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from math import prod
from typing import Any

from narrator.account import Account, Facts
from narrator.figures import DEFINITIONS, FactGroup, Figure, Figures, FreeText, Item, Missing
from narrator.figures.definition import Rows
from narrator.figures.facts import keys
from narrator.narrate.scope import AccountScope
from narrator.phrasebook.domains import Domains, figure_like
from narrator.phrasebook.edition import Edition
from narrator.phrasebook.example import YEAR
from narrator.phrasebook.leaves import Kind, Leaf
from narrator.phrasebook.use import Use

World = Mapping[Leaf, Any]
MOST = 3000  # worlds of one use


class Given(Figures):
    """The figures of an account with some of them, and some lists, set outright."""

    def __init__(self, account: Account, figures: Mapping[str, Figure], rows: Mapping[str, Rows]) -> None:
        super().__init__(account)
        self._known.update(figures)
        self._rows.update(rows)


class Worlds:
    """The worlds of a phrase's use; `constants` are what its conditions compare with: numbers and texts."""

    def __init__(self, edition: Edition, leaves: Sequence[Leaf], use: Use, constants: Sequence[Any]) -> None:
        self.edition = edition
        self.leaves = leaves
        self.use = use
        self.domains = Domains(edition, leaves, use, constants)
        self._accounts: dict[str, Account] = {}
        self._editions: dict[str, Edition] = {}

    def __iter__(self) -> Iterator[World]:
        """Every combination, the plainest first."""
        domains = _bounded([self.domains.of(leaf) for leaf in self.leaves])
        return (dict(zip(self.leaves, values, strict=True)) for values in product(*domains))

    def seen(self, world: World) -> tuple[AccountScope, dict[str, Any]]:
        """The scope and the local values of a world; raises pydantic's ValidationError for one that cannot be."""
        given = {label: self._given(label, value) for label, value in _of(world, Kind.FIGURE).items()}
        figures = Given(self._account(world), given, _of(world, Kind.ROWS))
        return AccountScope(self._edition(world), figures), self._local(world, figures)

    def _given(self, label: str, value: Any) -> Figure:
        """A figure with this value; one that is not known wants supplying, but for a rate, which may have no value."""
        figure = figure_like(label, self.use)
        computed = figure.unit == "%" and label in DEFINITIONS
        return replace(figure, value=value, wanted="" if computed else figure.wanted or label)

    def _account(self, world: World) -> Account:
        facts, unit = _facts(world), _of(world, Kind.UNIT).get("单位", "甲")
        key = f"{unit}{facts}"
        if key not in self._accounts:
            read = Facts.model_validate(facts, by_alias=True, by_name=False)
            self._accounts[key] = Account(unit=unit, year=YEAR, facts=read)
        return self._accounts[key]

    def _edition(self, world: World) -> Edition:
        policies = _of(world, Kind.POLICY)
        key = str(policies)
        if key not in self._editions:
            settings = self.edition.settings
            changed = {
                kind: {name: policies.get(name, value) for name, value in getattr(settings, kind).items()}
                for kind in ("policies", "thresholds")
            }
            self._editions[key] = replace(self.edition, settings=settings.model_copy(update=changed))
        return self._editions[key]

    def _local(self, world: World, figures: Figures) -> dict[str, Any]:
        local = {**self.use.local, **_of(world, Kind.LOCAL)}
        if "本项" in local:
            local["本项"] = self._row(local["本项"], world, figures)
        return local

    def _row(self, row: Any, world: World, figures: Figures) -> Any:
        chosen = _of(world, Kind.ROW).get("本项", row)
        if isinstance(row, FreeText) and isinstance(chosen, str):
            return FreeText(row.path, chosen)
        if isinstance(chosen, Missing) or not isinstance(row, (Figure, Item, FactGroup)):
            return chosen
        if isinstance(row, Figure):
            return figures.get(row.label) or row
        if isinstance(row, Item):
            figure = row.figure and (figures.get(row.figure.label) or row.figure)
            return Item({**row.fields, **_of(world, Kind.FIELD)}, figure)
        return FactGroup(row.path, _changed(row, _of(world, Kind.MEMBER)))


def _bounded(domains: list[list[Any]]) -> list[list[Any]]:
    """The domains, the longest shortened to the plainest values and the last until the worlds are few enough."""
    while prod(map(len, domains)) > MOST and max(map(len, domains)) > 2:
        longest = max(domains, key=len)
        longest[-2:] = longest[-1:]
    return domains


def _of(world: World, kind: Kind) -> dict[str, Any]:
    return {leaf.name: value for leaf, value in world.items() if leaf.kind == kind}


def _facts(world: World) -> dict[str, Any]:
    """What staff gave in a world, as 填报.yaml has it; parts of what is not given are not given."""
    facts: dict[str, Any] = {"年度": str(YEAR)}
    given = _of(world, Kind.FACT)
    for path in sorted(given):
        *above, key = path.split(".")
        prefixes = (".".join(above[:depth]) for depth in range(1, len(above) + 1))
        if given[path] is not None and all(isinstance(given.get(prefix, {}), dict) for prefix in prefixes):
            group = facts
            for name in above:
                group = group.setdefault(name, {})
            group[key] = dict(given[path]) if isinstance(given[path], dict) else given[path]
    for name, value in _of(world, Kind.REASON).items():
        kind, _, label = name.partition(" ")
        facts[kind] = [{"用于": [label], "原因": value}] if value else []
    return facts


def _changed(group: FactGroup, members: Mapping[str, Any]) -> Any:
    """The model of a group with other members."""
    names = keys(type(group.model))
    kept = {name: value for name, value in group.model if name not in {names[key] for key in members}}
    given = {names[key]: value for key, value in members.items() if value is not None}
    return type(group.model).model_validate({**kept, **given}, by_alias=False, by_name=True)
