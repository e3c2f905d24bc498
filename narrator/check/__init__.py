"""Rules over an account: the identities that its tables and facts must satisfy, and what else makes them doubtful."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from narrator.account import Account
from narrator.check import (
    before,
    between,
    codes,
    codes_elsewhere,
    consistency,
    dated,
    facts,
    listed,
    management,
    named,
    nothing,
    pasted,
    people,
    performance,
    plausible,
    projects,
    purchases,
    quoted,
    reasons,
    three_public,
    uses,
    within,
    wording,
)
from narrator.check.causes import Cause, causes
from narrator.check.doubled import doubled, single
from narrator.check.doubtful import unread, without_doubtful
from narrator.check.emptied import emptied
from narrator.check.identity import Identity
from narrator.check.miscoded import miscoded, recoded
from narrator.check.rule import RULES, Remark, Rule
from narrator.finding import Finding

MODULES = (
    within,
    between,
    facts,
    before,
    listed,
    projects,
    management,
    nothing,
    codes,
    codes_elsewhere,
    uses,
    plausible,
    three_public,
    purchases,
    people,
    performance,
    reasons,
    pasted,
    wording,
    dated,
    quoted,
    consistency,
    named,
)
__all__ = ["MODULES", "RULES", "Checked", "Rule", "check", "checked"]


WRONG_CODES = ("CODE-FORM", "CODE-ELSEWHERE", "CODE-TWICE")  # what follows from them is not told
BY_DIFFERENCE = ("REASON-DIRECTION", "REASON-AMOUNTS")  # rules that judge a text by figures


class Checked(NamedTuple):
    """The findings about an account, and the account without what they prove to be no amounts, for its figures."""

    findings: tuple[Finding, ...]
    account: Account


def check(account: Account) -> tuple[Finding, ...]:
    """The findings of reading, then those of every rule in the order of the modules; never raises.

    Errors that can be proved to have one cause are one finding, before those of the rules.
    """
    return checked(account).findings


def checked(account: Account) -> Checked:
    """What `check` finds, and the account that a report can be written of."""
    wrong = miscoded(account)
    coded = recoded(account, wrong)
    coded = single(coded, doubled(coded))
    claims, identities = _claimed(account, coded)
    gone = emptied(coded, identities)
    if gone:
        coded = unread(coded, frozenset().union(*(cause.wrong for cause in gone)))
        claims, identities = _claimed(account, coded)
    exact = {id(one) for one in identities if not one.gap}
    broken = [one for one in identities if id(one) not in exact and one.broken]
    joined = [*gone, *(_joined(coded, identities, claims) if broken else ())]
    told = exact.union(id(one) for cause in joined for one in cause.broken)
    settled = without_doubtful(coded, wrong, broken, joined)
    if settled is not coded:
        claims |= {code: list(RULES[code].claims(settled)) for code in BY_DIFFERENCE}
    apart = (RULES[code].told([one for one in made if id(one) not in told]) for code, made in claims.items() if made)
    findings = (*account.findings, *(cause.finding for cause in joined), *chain.from_iterable(apart))
    return Checked(findings, settled)


def _claimed(account: Account, coded: Account) -> tuple[dict[str, list[Identity | Remark]], list[Identity]]:
    """What every rule claims, by its code, and the identities among it; wrong codes are told of the account itself."""
    claims = {code: list(rule.claims(account if code in WRONG_CODES else coded)) for code, rule in RULES.items()}
    return claims, [one for made in claims.values() for one in made if isinstance(one, Identity)]


def _joined(
    account: Account, identities: Sequence[Identity], claims: Mapping[str, Sequence[Identity | Remark]]
) -> list[Cause]:
    """The causes of what is broken; apart from them, a rule tells each subject by itself."""
    codes = {id(one): code for code, made in claims.items() for one in made}
    return causes(account, identities, lambda group: len({(codes[id(one)], one.subject) for one in group}))
