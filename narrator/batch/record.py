"""What a batch keeps of a unit: its state, what it was made from, what was written, what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from narrator.finding import Finding, Level


class State(StrEnum):
    """How a unit ended."""

    WRITTEN = "已写出"
    UNCHANGED = "没有变化"
    KEPT = "有人改过，未覆盖"
    REFUSED = "没有定稿"
    UNUSABLE = "输入不能用"
    FAILED = "没有做完"
    WAITING = "还没有做"


@dataclass(frozen=True, slots=True)
class Record:
    """A unit's state, the stamp of what it was made from (`None`: make it again), and its files with their hashes.

    `levels` counts its findings, in the order of `Level`; `exit_code` is that of `narrator build`.
    """

    state: State
    stamp: str | None = None
    files: dict[str, str] = field(default_factory=dict)
    exit_code: int = 0
    levels: tuple[int, ...] = (0,) * len(Level)


class Outcome(BaseModel):
    """What came of a unit: whose account, its totals in 万元 by label, its findings, the names of the files written."""

    model_config = ConfigDict(frozen=True)

    unit: str | None = None
    year: int | None = None
    edition: str | None = None
    totals: dict[str, str] = {}
    findings: tuple[Finding, ...] = ()
    outputs: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The parts with the keys of every `--json` output."""
        known = {"unit": self.unit, "year": self.year, "edition": self.edition, "totals": self.totals}
        return {**known, "findings": [finding.to_json() for finding in self.findings]}

    def levels(self) -> tuple[int, ...]:
        """How many findings each level has."""
        found = [finding.level for finding in self.findings]
        return tuple(map(found.count, Level))
