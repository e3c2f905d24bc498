"""How far a batch is: units done, how they ended, and what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from narrator.batch.job import Done
from narrator.batch.record import State
from narrator.finding import Level

Progress = Callable[["Tally"], None]


@dataclass
class Tally:
    """Counts of a batch of so many units, and the unit that ended last; `exit_code` is the gravest of its units'.

    `stopping` is set once no more units are begun.
    """

    total: int
    states: Counter[State] = field(default_factory=Counter)
    levels: Counter[Level] = field(default_factory=Counter)
    exit_code: int = 0
    last: Done | None = None
    stopping: bool = False

    @property
    def done(self) -> int:
        """Units that have ended, in whatever way."""
        return self.states.total()

    @property
    def left(self) -> int:
        """Units that are still to be done."""
        return self.total - self.done

    def count(self, done: Done) -> None:
        """Count one more unit."""
        self.last, record = done, done.record
        self.states[record.state] += 1
        self.levels.update(dict(zip(Level, record.levels, strict=True)))
        self.exit_code = max(self.exit_code, record.exit_code)

    def ended(self) -> str:
        """How the units ended, in words."""
        states = [(state, self.states[state]) for state in State]
        return "，".join(f"{state}{number}个" for state, number in states if number) or "一个也没有做"

    def found(self) -> str:
        """How many findings of each level there are, in words."""
        return " ".join(f"{level}{self.levels[level]}" for level in Level)
