"""Rules over an account: the identities that its tables and facts must satisfy, and what else makes them doubtful."""

from itertools import chain

from narrator.account import Account
from narrator.check import (
    before,
    between,
    codes,
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
from narrator.check.causes import causes
from narrator.check.identity import Identity
from narrator.check.rule import RULES, Rule
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
__all__ = ["MODULES", "RULES", "Rule", "check"]


def check(account: Account) -> tuple[Finding, ...]:
    """The findings of reading, then those of every rule in the order of the modules; never raises.

    Errors that can be proved to have one cause are one finding, before those of the rules.
    """
    claims = [(rule, list(rule.claims(account))) for rule in RULES.values()]
    codes = {id(one): rule.code for rule, made in claims for one in made}
    identities = [one for _, made in claims for one in made if isinstance(one, Identity)]
    joined = causes(account, identities, lambda group: len({(codes[id(one)], one.subject) for one in group}))
    told = {id(one) for cause in joined for one in cause.broken}
    apart = (rule.told([one for one in made if id(one) not in told]) for rule, made in claims)
    return (*account.findings, *(cause.finding for cause in joined), *chain.from_iterable(apart))
