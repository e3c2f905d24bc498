"""The files of a dropped folder by unit: names tell only what belongs together and what each file is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from narrator.batch.units import Unit
from narrator.outputs import safe
from narrator.read.file_names import FACTS, FACTS_WORKBOOK, LAST_YEAR, TABLES
from narrator.web.home import shown_name
from narrator.web.intake import Dropped

_SHORTER = 50  # characters that leave room for a number
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_UNREAD = ("~$", ".", "问题清单")
_KINDS = {TABLES: TABLES, FACTS_WORKBOOK: FACTS_WORKBOOK, FACTS: FACTS, "填报.yml": FACTS}


@dataclass(slots=True)
class Given:
    """A unit's files by names of our own, and the name of its folder, made from what its folder or file was called."""

    label: str
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def year(self) -> int | None:
        """The one year that the label names, `None` for none or several."""
        years = set(_YEAR.findall(self.label))
        return int(years.pop()) if len(years) == 1 else None

    def written(self, folder: Path) -> None:
        """Write the files into a folder of their own."""
        folder.mkdir(parents=True)
        for name, data in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def folder_of(dropped: Iterable[Dropped]) -> str:
    """The name of the folder that was dropped, "" where several or none were."""
    paths = (PurePosixPath(file.name.replace("\\", "/")) for file in dropped)
    above = {path.parts[0] if len(path.parts) > 1 else "" for path in paths}
    return shown_name(above.pop()) if len(above) == 1 else ""


def grouped(dropped: Iterable[Dropped]) -> tuple[Given, ...]:
    """The units of a dropped folder in order of their labels; files that are no input are left out.

    A folder with 公开表 or 填报 in it is a unit, 上年 below it is last year's; any other workbook is a unit of its own.
    A folder that has other files only is a unit without files, so that what is missing is told.
    """
    units: dict[str, Given] = {}
    others: list[PurePosixPath] = []
    for file in dropped:
        path = PurePosixPath(file.name.replace("\\", "/"))
        below = LAST_YEAR if path.parent.name == LAST_YEAR else ""
        above = path.parent.parent if below else path.parent
        known = _KINDS.get(path.name)
        if known is None and (path.suffix.lower() != ".xlsx" or path.name.startswith(_UNREAD)):
            others += [] if path.name.startswith(_UNREAD) else [path]
            continue
        label = (above.name or str(above)) if known or below else path.stem
        key = str(above) if known or below else str(path)
        name = f"{below}/{TABLES}" if below else known or TABLES
        units.setdefault(key, Given(label)).files.setdefault(name, file.data)
    bare = (Given(folder.name) for folder in dict.fromkeys(_without_input(others, units)))
    return _named(sorted((*units.values(), *bare), key=lambda unit: unit.label))


def _without_input(others: Iterable[PurePosixPath], units: Iterable[str]) -> Iterator[PurePosixPath]:
    """The highest folders below the dropped one that hold none of the units, nor lie in one."""
    known = [PurePosixPath(unit) for unit in units]
    for path in others:
        above = [*path.parents][-3::-1]  # from the folder below the dropped one down
        free = (each for each in above if not any(unit.is_relative_to(each) for unit in known))
        if (folder := next(free, None)) and not any(folder.is_relative_to(unit) for unit in known):
            yield folder


def _named(units: Iterable[Given]) -> tuple[Given, ...]:
    """The units under names of folders that every system takes, each once."""
    named: dict[str, Given] = {}
    for unit in units:
        wanted, number = " ".join(unit.label.split()), 1
        while (label := _folder(wanted, number)) and (key := Unit(label, "", "").folded) in named:
            number += 1
        named[key] = Given(label, unit.files)
    return tuple(named.values())


def _folder(label: str, number: int) -> str:
    return safe(label if number == 1 else f"{safe(label)[:_SHORTER]}（{number}）")
