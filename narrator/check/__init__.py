"""Rules over an account: the identities that its tables and facts must satisfy, and what else makes them doubtful."""

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
)
__all__ = ["MODULES", "RULES", "Rule", "check"]


def check(account: Account) -> tuple[Finding, ...]:
    """The findings of reading, then those of every rule in the order of the modules; never raises."""
    return account.findings + tuple(finding for rule in RULES.values() for finding in rule.findings(account))
