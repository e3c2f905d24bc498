"""Facts as given, made Facts: strict, a faulty fact told with its place and never losing the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from narrator.account import Facts
from narrator.account.cells import Model
from narrator.finding import Finding, Level, Place
from narrator.read.given import Given, Key

NOWHERE: Mapping[str, Place] = {}


@dataclass(frozen=True, slots=True)
class FactsRead:
    """Facts, where each stands ("项目支出.明细.0.金额"), what was wrong, and where answers are still blank."""

    facts: Facts = field(default_factory=Facts)
    places: dict[str, Place] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    blanks: dict[str, Place] = field(default_factory=dict)

    @property
    def blank(self) -> bool:
        """Whether the file said nothing at all."""
        return not (self.places or self.findings)


def validated(tree: Given, findings: list[Finding], blanks: Mapping[str, Place] = NOWHERE) -> FactsRead:
    """The facts that hold, with their places; each that does not hold is told in `findings` and left out.

    `blanks` says where answers are still blank, by path.
    """
    facts = _holding(tree, findings, blanks)
    places = {path: node.place for path, node in tree.walk()}
    return FactsRead(facts, places, tuple(findings))


def _holding(tree: Given, findings: list[Finding], blanks: Mapping[str, Place]) -> Facts:
    told: set[tuple[int, Key]] = set()  # parts taken out before: that they are missing now needs no telling
    while True:
        try:
            return Facts.model_validate(tree.plain(), by_alias=True, by_name=False)
        except ValidationError as error:
            wrong = faults(tree, error, Facts, {} if told else blanks)
            findings += (one for path, one in wrong.items() if (id(tree.at(path)), _missing(one)) not in told)
            told |= {(id(tree.at(path[:-1])), path[-1]) for path in wrong}
            tree.drop({id(tree.at(path)) for path in wrong})


def faults(
    tree: Given, error: ValidationError, model: type[Model], blanks: Mapping[str, Place] = NOWHERE
) -> dict[tuple[Key, ...], Finding]:
    """What does not hold in a tree that was to be this model: a finding for each faulty path.

    A place in a list names the path, so that what follows from the loss of the item can be known.
    """
    from narrator.read.fault import says  # loads the questions, which only a fault is told by

    found = {}
    for path, fault in _faults(tree, error):
        whole = ".".join(map(str, (*path, fault["loc"][-1]) if fault["type"] == "missing" else path))
        place = blanks.get(whole, tree.at(path).place)
        code, message = says(path, fault, model, asked=place.cell is not None)
        if any(isinstance(part, int) for part in path):
            place = replace(place, figure=whole)
        found[path] = Finding(code=code, level=Level.ERROR, message=message, where=(place,))
    return found


def _missing(finding: Finding) -> str:
    """The key that an item lacks, "" for any other finding."""
    return (finding.where[0].figure or "").rpartition(".")[2] if finding.code == "READ-KEY-MISSING" else ""


def _faults(tree: Given, error: ValidationError) -> list[tuple[tuple[Key, ...], Any]]:
    """Each faulty path once, with its error; of a choice between a word and a mapping, what the mapping lacks."""
    faults: dict[tuple[Key, ...], Any] = {}
    for fault in error.errors(include_url=False):
        faults.setdefault(tree.path_of(fault["loc"]), fault)
    return [(path, fault) for path, fault in faults.items() if not _word_of_choice(path, fault, faults)]


def _word_of_choice(path: tuple[Key, ...], fault: Any, faults: dict[tuple[Key, ...], Any]) -> bool:
    inside = any(other != path and other[: len(path)] == path for other in faults)
    return fault["type"] == "literal_error" and inside
