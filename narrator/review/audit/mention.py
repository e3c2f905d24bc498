"""A mention: one number of a text with what it is understood to say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from narrator.review.audit.ledger import Entity
from narrator.review.audit.numbers import Number
from narrator.review.audit.passages import Passage
from narrator.review.audit.reading import FactWords

Role = Literal[
    "final",
    "budget",
    "last",
    "change",
    "rate",
    "share",
    "completion",
    "fact",
    "sum",
    "year",
    "date",
    "constant",
    "open",
]
BUDGETS = ("年初预算", "全年预算", "调整预算", "预算")


@dataclass(slots=True, eq=False)
class Mention:
    """A number and its meaning: role, whose amount it is, sign of a change, what a rate or a share is of.

    `base` of a change or rate is 上年 or 预算, of a budget or a completion the kind of budget, of a share the whole's
    name ("" where it is not said). `named` says that the name stands right before the number. `open` is not understood.
    """

    passage: Passage
    number: Number
    role: Role = "open"
    entity: Entity | None = None
    sign: int = 0
    base: str = ""
    named: bool = False
    fact: FactWords | None = None
    label: str = ""
    reason: bool = False  # whether it stands in a reason, where what is meant is not certain
    sentence: int = 0
    judged: bool = False

    @property
    def counted(self) -> bool:
        """Whether it is one of the numbers that coverage is of."""
        return self.number.kind in ("amount", "percent", "count", "year") and self.role != "constant"

    @property
    def bound(self) -> bool:
        """Whether it is understood."""
        return self.role != "open"
