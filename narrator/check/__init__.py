"""Rules over an account: the identities that its tables and facts must satisfy."""

from narrator.account import Account
from narrator.check import between, facts, management, projects, within
from narrator.check.rule import RULES, Rule
from narrator.finding import Finding

__all__ = ["RULES", "Rule", "between", "check", "facts", "management", "projects", "within"]


def check(account: Account) -> tuple[Finding, ...]:
    """The findings of reading, then those of every rule in the order of the modules; never raises."""
    return account.findings + tuple(finding for rule in RULES.values() for finding in rule.findings(account))
