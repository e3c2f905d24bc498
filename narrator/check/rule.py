"""Rules: each a small generator with a stable code, its docstring the form's own sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from narrator.account import Account
from narrator.check.identity import Identity, judged
from narrator.finding import Finding, Level, Place


class Remark(NamedTuple):
    """What a rule found where no sum is compared: a finding that lacks only the rule's code."""

    level: Level
    message: str
    where: tuple[Place, ...]


Claims = Iterator[Identity | Remark]
CORRECT_TABLES = "请逐格核对，改正后重新导出公开表"
CORRECT_FACTS = "请核对填报的内容和公开表，改正有误的一方"


class Rule(NamedTuple):
    """What must hold: `sentence` says it in Chinese, `claims` yields identities to be judged and remarks."""

    code: str
    sentence: str
    remedy: str
    claims: Callable[[Account], Claims]

    def findings(self, account: Account) -> Iterator[Finding]:
        """The rule's findings about an account; a rule that cannot be applied has none."""
        yield from self.told(list(self.claims(account)))

    def told(self, claims: Sequence[Identity | Remark]) -> Iterator[Finding]:
        """What the rule tells of these claims."""
        for remark in (claim for claim in claims if isinstance(claim, Remark)):
            yield Finding(code=self.code, level=remark.level, message=remark.message, where=remark.where)
        identities = [claim for claim in claims if isinstance(claim, Identity)]
        yield from judged(identities, self.code, self.sentence, self.remedy)


RULES: dict[str, Rule] = {}


def rule(
    code: str, remedy: str = CORRECT_TABLES
) -> Callable[[Callable[[Account], Claims]], Callable[[Account], Claims]]:
    """Register a generator under a code; raises ValueError for a code that is taken or a rule without a sentence."""

    def register(claims: Callable[[Account], Claims]) -> Callable[[Account], Claims]:
        if code in RULES:
            raise ValueError(f"two rules have the code {code}")
        if not claims.__doc__:
            raise ValueError(f"the rule {code} has no sentence")
        RULES[code] = Rule(code, claims.__doc__.strip(), remedy, claims)
        return claims

    return register
