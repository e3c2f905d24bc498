"""Identities between amounts, judged as intervals: exact, inside rounding (提示) or provably wrong (错误)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_UP, Decimal
from operator import attrgetter
from typing import Literal, NamedTuple, TypeAlias, cast

from narrator.check.called import Called, spelled
from narrator.check.digits import suspects
from narrator.check.terms import BLANK, ZERO, Term, number
from narrator.finding import Finding, Level

Relation: TypeAlias = Literal["=", "≤"]
_AMOUNT = attrgetter("amount")
_SHORT = Decimal("0.0001")
_ITEMISED = 3  # parts of a sum that a message still lists one by one
_LISTED = 8  # rounding differences that a message still lists one by one


class Identity(NamedTuple):
    """The sum of `left` equals (or with ≤ does not exceed) the sum of `right`; `of` says of what."""

    of: Called
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    relation: Relation = "="

    @property
    def subject(self) -> str:
        """Of what it is, as a message begins; worked out only for what is told."""
        return spelled(self.of)

    @property
    def difference(self) -> Decimal:
        """How much the left side is more than the right one."""
        return _sum(self.left) - _sum(self.right)

    @property
    def gap(self) -> Decimal:
        """How far it is from holding: 0 when it holds exactly."""
        return max(self.difference, ZERO) if self.relation == "≤" else abs(self.difference)

    @property
    def tolerance(self) -> Decimal:
        """How large a gap rounding explains: the sum of all bounds."""
        terms = self.left + self.right
        floor = terms[0].floor + terms[1].floor if len(terms) == 2 else ZERO
        return max(sum([term.bound for term in terms], ZERO), floor)

    @property
    def broken(self) -> bool:
        """Whether it is off by more than rounding explains."""
        gap = self.gap
        return bool(gap) and gap > self.tolerance

    def missing(self, term: Term) -> Decimal:
        """What one of its terms would have to be for it to hold exactly."""
        return term.amount - self.difference if term in self.left else term.amount + self.difference

    def text(self) -> str:
        """Subject, both values, their gap and what is tolerable, in Chinese."""
        decimals = self.left[0].decimals
        verb = "多出" if self.relation == "≤" else "相差"
        sides = f"{_side(self.left)}，{_side(self.right)}"
        subject = f"{self.subject}：" if self.subject else ""
        return f"{subject}{sides}，{verb}{number(self.gap, decimals)}（允许{number(self._shown_tolerance(), 0)}）"

    def _shown_tolerance(self) -> Decimal:
        """The tolerance rounded up to a short number, exact where a gap would look tolerable that is not."""
        short = self.tolerance.quantize(_SHORT, ROUND_UP)
        return short if self.gap > short or not self.broken else self.tolerance


def identity(
    of: Called, left: Sequence[Term | None], right: Sequence[Term | None], relation: Relation = "="
) -> tuple[Identity, ...]:
    """The identity, unless one of its terms is missing or a side is empty: then it cannot be judged."""
    if left and right and all(left) and all(right):
        return (Identity(of, tuple(cast(Sequence[Term], left)), tuple(cast(Sequence[Term], right)), relation),)
    return ()


def judged(identities: Iterable[Identity], code: str, sentence: str, remedy: str) -> Iterator[Finding]:
    """One 错误 for each subject that is off beyond its bounds, and one 提示 for all of a table that are within them."""
    wrong: dict[str, list[Identity]] = {}
    rounding: dict[str | None, list[Identity]] = {}
    for identity in filter(lambda identity: identity.gap, identities):
        if identity.broken:
            wrong.setdefault(identity.subject, []).append(identity)
        else:
            rounding.setdefault(identity.left[0].place.sheet, []).append(identity)
    for group in wrong.values():
        likely = suspects(group)
        first = f"{'，或'.join(told for _, told in likely)}。" if likely else ""
        terms = (*(term for term, _ in likely), *_terms(group))
        yield _finding(code, Level.ERROR, f"{sentence}{first}{listed(group)}。{remedy}。", terms)
    for group in rounding.values():
        message = f"{sentence}{listed(group)}。差额是各数分别四舍五入的尾数误差，知悉即可。"
        yield _finding(code, Level.NOTICE, message, (term for term in _terms(group) if term.amount))


def _terms(identities: list[Identity]) -> Iterator[Term]:
    return (term for identity in identities for term in identity.left + identity.right)


def _finding(code: str, level: Level, message: str, terms: Iterable[Term]) -> Finding:
    return Finding(code=code, level=level, message=message, where=tuple(dict.fromkeys(term.place for term in terms)))


def listed(identities: Sequence[Identity]) -> str:
    """The texts of some identities, and how many they are where not all are listed."""
    rest = f"；等共{len(identities)}处" if len(identities) > _LISTED else ""
    return "；".join(identity.text() for identity in identities[:_LISTED]) + rest


def _side(terms: tuple[Term, ...]) -> str:
    parts = [term for term in terms if term.amount] or list(terms[:1])
    if len(terms) == 1 and terms[0].blank and not terms[0].amount:
        return f"{terms[0].name} {BLANK}"
    total = number(_sum(terms), terms[0].decimals)
    if len(parts) > _ITEMISED:
        return f"{parts[0].name}等{len(parts)}项之和{total}"
    listed = "＋".join(f"{term.name} {number(term.amount, term.decimals)}" for term in parts)
    return f"{listed}＝{total}" if len(parts) > 1 else listed


def _sum(terms: Iterable[Term]) -> Decimal:
    return sum(map(_AMOUNT, terms), ZERO)
