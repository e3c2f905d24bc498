"""What would mend broken identities: amounts put in place of others, tried on every identity that has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from narrator.amount import rounded
from narrator.check.identity import Identity, Term
from narrator.finding import Place

Amounts = Mapping[Place, Decimal]


@dataclass(frozen=True)
class Stated:
    """All identities of an account, with the places of their terms."""

    identities: Sequence[Identity]

    @cached_property
    def _places(self) -> dict[int, frozenset[Place]]:
        return {id(one): frozenset(term.place for term in one.left + one.right) for one in self.identities}

    @cached_property
    def _at(self) -> dict[Place, list[Identity]]:
        at: dict[Place, list[Identity]] = {}
        for one in self.identities:
            for place in self._places[id(one)]:
                at.setdefault(place, []).append(one)
        return at

    def places(self, one: Identity) -> frozenset[Place]:
        """Where the terms of an identity stand."""
        return self._places[id(one)]

    @cached_property
    def _broken_at(self) -> dict[Place, list[Identity]]:
        at: dict[Place, list[Identity]] = {}
        for one in (one for one in self.identities if one.broken):
            for place in self.places(one):
                at.setdefault(place, []).append(one)
        return at

    def broken_at(self, places: Iterable[Place]) -> tuple[Identity, ...]:
        """The broken identities that have any of these places."""
        touched = {id(one): one for place in places for one in self._broken_at.get(place, ())}
        return tuple(touched.values())

    def mends(self, amounts: Amounts) -> bool:
        """Whether with these amounts every identity that has them holds."""
        touched = {id(one): one for place in amounts for one in self._at.get(place, ())}
        return not any(_with(one, amounts).broken for one in touched.values())

    def solved(
        self, places: Iterable[Place], broken: Sequence[Identity], given: Amounts | None = None
    ) -> dict[Place, Decimal]:
        """The amounts of some of these places, with those `given`, that mend what is broken; nothing if none do."""
        unknown, known = frozenset(places), given or {}
        best: dict[Place, tuple[Decimal, int, Decimal]] = {}
        for one in (_with(one, known) for one in broken):
            terms = [term for term in one.left + one.right if term.place in unknown]
            if one.relation == "=" and len(terms) == 1:
                sheets = len({term.place.sheet for term in one.left + one.right})  # a table's own sum comes first
                found = one.tolerance, sheets, _missing(one, terms[0])
                best[terms[0].place] = min(best.get(terms[0].place, found), found)
        amounts = {**known, **{place: amount for place, (*_, amount) in best.items()}}
        if any(_with(one, amounts).broken for one in broken):
            return {}
        return amounts if self.mends(amounts) else {}


def tightens(amounts: Amounts, broken: Iterable[Identity]) -> bool:
    """Whether with these amounts both sides of one of these are as good as equal, and print as more than zero."""
    tried = (_with(one, amounts)._replace(relation="=") for one in broken)
    return any(not one.broken and any(rounded(term.amount, 2) for term in one.left) for one in tried)


def _with(one: Identity, amounts: Amounts) -> Identity:
    return one._replace(left=tuple(_put(one.left, amounts)), right=tuple(_put(one.right, amounts)))


def _put(terms: Iterable[Term], amounts: Amounts) -> Iterator[Term]:
    for term in terms:
        amount = amounts.get(term.place)
        yield (
            term
            if amount is None
            else term._replace(amount=amount, bound=max(term.bound, term.floor) if amount else Decimal(0))
        )


def _missing(one: Identity, term: Term) -> Decimal:
    """What a term would have to be for the identity to hold exactly."""
    difference = sum((t.amount for t in one.left), Decimal(0)) - sum((t.amount for t in one.right), Decimal(0))
    return term.amount - difference if term in one.left else term.amount + difference
