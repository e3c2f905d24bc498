"""What would mend broken identities: amounts put in place of others, tried on every identity that has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from narrator.amount import rounded
from narrator.check.identity import Identity
from narrator.check.terms import Term
from narrator.finding import Place

Amounts = Mapping[int, Decimal]
"""Amounts by the numbers of their places: thousands are tried, and a number is found ten times as fast as a place."""


class Stated:
    """All identities of an account; places are numbered, first those of the cells to try, in their order."""

    def __init__(self, identities: Sequence[Identity], cells: Iterable[Place]) -> None:
        numbers = {place: number for number, place in enumerate(cells)}
        self._terms: dict[int, tuple[int, ...]] = {}
        self._at: dict[int, list[Identity]] = {}
        self._broken_at: dict[int, list[Identity]] = {}
        for one in identities:
            at = tuple([numbers.setdefault(term.place, len(numbers)) for term in one.left + one.right])
            self._terms[id(one)], broken = at, one.broken
            for number in set(at):
                self._at.setdefault(number, []).append(one)
                if broken:
                    self._broken_at.setdefault(number, []).append(one)

    def broken_at(self, places: Iterable[int]) -> tuple[Identity, ...]:
        """The broken identities that have any of these places."""
        touched = {id(one): one for place in places for one in self._broken_at.get(place, ())}
        return tuple(touched.values())

    def mends(self, amounts: Amounts) -> bool:
        """Whether with these amounts every identity that has them holds."""
        touched = {id(one): one for place in amounts for one in self._at.get(place, ())}
        return not any(self._with(one, amounts).broken for one in touched.values())

    def tightens(self, amounts: Amounts, broken: Iterable[Identity]) -> bool:
        """Whether with these amounts both sides of one of these are as good as equal, and print as more than zero."""
        tried = (self._with(one, amounts)._replace(relation="=") for one in broken)
        return any(not one.broken and any(rounded(term.amount, 2) for term in one.left) for one in tried)

    def solved(
        self, places: Iterable[int], broken: Sequence[Identity], given: Amounts | None = None
    ) -> dict[int, Decimal]:
        """The amounts of some of these places, with those `given`, that mend what is broken; nothing if none do."""
        unknown, known = frozenset(places), given or {}
        best: dict[int, tuple[Decimal, int, Decimal]] = {}
        for old in broken:
            one = self._with(old, known)
            at = [place for place in self._terms[id(old)] if place in unknown]
            if one.relation == "=" and len(at) == 1:
                term = (one.left + one.right)[self._terms[id(old)].index(at[0])]
                sheets = len({term.place.sheet for term in one.left + one.right})  # a table's own sum comes first
                found = one.tolerance, sheets, one.missing(term)
                best[at[0]] = min(best.get(at[0], found), found)
            elif one.broken and not at:
                return {}
        amounts = {**known, **{place: amount for place, (*_, amount) in best.items()}}
        if any(self._with(one, amounts).broken for one in broken):
            return {}
        return amounts if self.mends(amounts) else {}

    def _with(self, one: Identity, amounts: Amounts) -> Identity:
        put = [amounts.get(place) for place in self._terms[id(one)]]
        terms = [
            term if amount is None else _stating(term, amount)
            for term, amount in zip(one.left + one.right, put, strict=True)
        ]
        middle = len(one.left)
        return one._replace(left=tuple(terms[:middle]), right=tuple(terms[middle:]))


def _stating(term: Term, amount: Decimal) -> Term:
    return term._replace(amount=amount, bound=max(term.bound, term.floor) if amount else Decimal(0))
