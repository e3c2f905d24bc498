"""What is noted while a filled-in workbook is read: findings, cells still blank, answers that nobody has confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from narrator.account.account import FURTHER
from narrator.finding import Finding, Level, Place
from narrator.read.given import Given
from narrator.workbook.asked import question
from narrator.workbook.entries import Entry, unconfirmed


@dataclass(slots=True)
class Notes:
    """Findings in order, cells by the path of their question, and names that staff wrote behind codes."""

    findings: list[Finding]
    names: dict[str, Given] = field(default_factory=dict)
    blanks: dict[str, Place] = field(default_factory=dict)
    unconfirmed: dict[str, Place] = field(default_factory=dict)
    doubles: list[tuple[str, Place, list[Place]]] = field(default_factory=list)

    def tell(self, code: str, message: str, *places: Place, level: Level = Level.ERROR) -> None:
        """Note a finding."""
        self.findings.append(Finding(code=code, level=level, message=message, where=places))

    def answered(self, path: str, given: Given | None, entries: list[Entry], header: str) -> None:
        """Note where the answer to a question belongs, should there be none that holds, and if nobody confirmed it."""
        self.blanks[path] = entries[0].place(header)
        if given and unconfirmed(entries):
            self.unconfirmed[path] = given.place

    def item(self, entry: Entry, index: int, given: Mapping[str, Given]) -> None:
        """Note the cells that an item of a list leaves blank."""
        path, parts = f"{entry.field.path}.{index}", (part.path for part in entry.field.parts)
        self.blanks.update(
            {f"{path}.{key}": entry.place(key) for key in parts if key in entry.columns and key not in given}
        )

    def spare(self, path: str, entry: Entry, header: str) -> None:
        """Note the first blank line for a further answer by code or name."""
        self.blanks.setdefault(f"{path}.{FURTHER}", entry.place(header))

    def named(self, code: str, name: str, place: Place) -> None:
        """Note the name that staff wrote behind a code, or that they wrote none."""
        if name:
            self.names.setdefault(code, Given(place, name))
        else:
            self.blanks.setdefault(f"科目名称.{code}", place)

    def twice(self) -> Iterator[Finding]:
        """One finding for each sheet with further answers to questions of which the first is read."""
        for sheet in dict.fromkeys(again[0].sheet for _, _, again in self.doubles):
            here = [double for double in self.doubles if double[2][0].sheet == sheet]
            listed = "、".join(f"“{question(path)}”（{first}）" for path, first, _ in here)
            message = f"有{len(here)}问在别处已经填过：{listed}；只读了括号里的那一处，请只留一处"
            where = tuple(place for _, _, again in here for place in again)
            yield Finding(code="READ-DOUBLE-KEY", level=Level.ERROR, message=message, where=where)

    def carried(self) -> Iterator[Finding]:
        """One finding for each sheet with answers that nobody has confirmed."""
        for sheet in dict.fromkeys(place.sheet for place in self.unconfirmed.values()):
            here = {path: place for path, place in self.unconfirmed.items() if place.sheet == sheet}
            listed = "、".join(f"“{question(path)}”" for path in here)
            what = f"有{len(here)}项从上年或下属单位带来的内容还没有核对：{listed}"
            message = f"{what}；请核对或改写后，把右边的状态选成“已核对”"
            yield Finding(code="READ-CARRIED", level=Level.MISSING, message=message, where=tuple(here.values()))
