"""What the rules go by: the text's mentions by passage, the ledger, whose report it is and of which year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from narrator.review.audit.interval import Span
from narrator.review.audit.items import ItemName
from narrator.review.audit.ledger import Entity, Known, Ledger
from narrator.review.audit.mention import Mention
from narrator.review.audit.passages import Passage

FREE = "绩效报告"  # a section whose amounts may be parts of those that tables have
QUIET = ("名词", "表")  # sections without numbers of the account


@dataclass(frozen=True)
class Page:
    """A text read: its passages, mentions and items in order; `policies` are what its edition chose to print."""

    ledger: Ledger
    passages: tuple[Passage, ...]
    mentions: tuple[Mention, ...]
    items: tuple[ItemName, ...] = ()
    unit: str = ""
    year: int | None = None
    policies: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_passage(self) -> dict[int, list[Mention]]:
        """The mentions of each passage by the identity of the passage."""
        grouped: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            grouped.setdefault(id(mention.passage), []).append(mention)
        return grouped

    def of(self, *roles: str) -> Iterator[Mention]:
        """The mentions with these roles, in order."""
        return (mention for mention in self.mentions if mention.role in roles)

    def before(self, mention: Mention, *roles: str) -> list[Mention]:
        """The mentions with these roles before one in its passage, the nearest first."""
        found = [one for one in self.by_passage[id(mention.passage)] if one.number.end <= mention.number.start]
        return [one for one in reversed(found) if one.role in roles]

    def count_of(self, words: str) -> int:
        """How many times the text says something."""
        return sum(passage.text.count(words) for passage in self.passages)

    def facts(self, name: str) -> list[Mention]:
        """The mentions of a fact that staff supply."""
        return [mention for mention in self.of("fact") if mention.fact and mention.fact.fact == name]


def span(mention: Mention) -> Span:
    """The number as printed, within its rounding."""
    return Span(mention.number.value, mention.number.bound)


def known_span(known: Known) -> Span:
    """A known amount, within its rounding."""
    return Span(known.value, known.bound)


def same(first: Entity | None, second: Entity | None) -> bool:
    """Whether both are the same thing."""
    return first is not None and second is not None and first.key == second.key
