"""Findings: what was noticed about an account or a report, how grave it is, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

SHOWN = 4


class Level(StrEnum):
    """How grave a finding is, gravest first."""

    ERROR = "错误"
    MISSING = "待填"
    NOTICE = "提示"
    ADVICE = "建议"


@dataclass(slots=True, unsafe_hash=True)  # never changed; made by the hundred, which a frozen one or a model slows down
class Place:
    """Where something stands: a cell, a line of a file, a figure or a passage; unused parts are `None`.

    A passage of a report is known by the id of its `paragraph`, which people are not shown where it has a `heading`.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    line: int | None = None
    figure: str | None = None
    paragraph: str | None = None
    quote: str | None = None
    heading: str | None = None

    def __str__(self) -> str:
        if self.cell or self.sheet:
            folder = f"{self.file} " if self.file and "/" in self.file else ""
            return folder + "!".join(part for part in (self.sheet, self.cell) if part)
        if self.file:
            return f"{self.file}:{self.line}" if self.line else self.file
        return self.figure or self.quote or self.heading or self.paragraph or ""

    def to_json(self) -> dict[str, Any]:
        """The parts that are known, as `where` of the JSON output lists them."""
        return {name: part for name in self.__slots__ if (part := getattr(self, name)) is not None}


class Finding(BaseModel):
    """One thing noticed: stable code, level, Chinese message (what, both values, tolerance, what to do), places."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    code: str
    level: Level
    message: str
    where: tuple[Place, ...] = ()

    def line(self) -> str:
        """The finding on one line, as the terminal shows it."""
        places = list(dict.fromkeys(filter(None, map(str, self.where))))
        shown = "、".join(places[:SHOWN]) + (f"等{len(places)}处" if len(places) > SHOWN else "")
        return f"[{self.level}] {self.message}" + (f"（{shown}）" if shown else "") + f" {self.code}"

    def to_json(self) -> dict[str, Any]:
        """The finding with the keys of every `--json` output."""
        return {
            "code": self.code,
            "level": str(self.level),
            "message": self.message,
            "where": [place.to_json() for place in self.where],
        }
