"""The units of a batch: the inputs below a folder, each known by its path there."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from narrator.read.file_names import FACTS, FACTS_WORKBOOK, LAST_YEAR, SAVED_TABLES, SPREADSHEETS, TABLES
from narrator.read.safety import refuse

LEDGER = "批次记录.sqlite"  # in every folder that a batch has written to
READABLE = (*SPREADSHEETS, ".yaml", ".yml", ".json")
_MARKS = {TABLES, SAVED_TABLES, FACTS, FACTS_WORKBOOK, LAST_YEAR}  # what makes a folder the input of one unit


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: the path below the output folder for its files, its input, and what a list says of it.

    `origin` is where it is listed, as a message tells it. `edition` and `year` overrule those of the call.
    """

    key: str
    input: str
    origin: str
    edition: str | None = None
    year: int | None = None

    @property
    def folded(self) -> str:
        """The key as file systems compare it that ignore case or compose characters."""
        return unicodedata.normalize("NFC", self.key).casefold()


def units_below(folder: Path, out: Path) -> Iterator[Unit]:
    """The units below a folder, in the order of their names; what lies in the output folder is not among them.

    A folder with one of a unit's own files is one unit, and so is a folder inside it that has one; elsewhere every
    readable file is one. A folder without anything is one too, so that what was not delivered is told. The folder
    itself has the key ".". Raises UnusableInput where a folder is what another batch has written.
    """
    for path in _inputs(folder, out.resolve()):
        below = path.relative_to(folder)
        key = below if path.is_dir() else below.with_suffix("")
        yield Unit(key.as_posix(), str(path), str(path))


def _inputs(folder: Path, out: Path) -> Iterator[Path]:
    entries = _visible(folder)
    if any(entry.name == LEDGER for entry in entries):
        what = f"“{folder}”是批次的输出文件夹（里面有“{LEDGER}”），不是单位的输入"
        refuse("BATCH-OUT-INSIDE", f"{what}；请把它移到输入以外，再做一次", str(folder))
    marked = _is_marked(entries)
    inside = [*filter(_holds_unit if marked else _may_hold, entries)]
    if marked or not inside:
        yield folder
    for entry in inside:
        path = Path(entry.path)
        if not entry.is_dir(follow_symlinks=False):
            yield path
        elif path.resolve() != out:
            yield from _inputs(path, out)


def _is_marked(entries: list[os.DirEntry[str]]) -> bool:
    return any(entry.name in _MARKS for entry in entries)


def _visible(folder: Path) -> list[os.DirEntry[str]]:
    """What lies in a folder, by name; nothing where it cannot be read, as reading it as a unit tells why."""
    try:
        with os.scandir(folder) as found:
            entries = [entry for entry in found if not entry.name.startswith((".", "~$"))]
    except OSError:
        return []
    return sorted(entries, key=lambda entry: entry.name)


def _holds_unit(entry: os.DirEntry[str]) -> bool:
    """Whether this is a unit of its own in the folder of another, as those below a department's own office."""
    is_folder = entry.name != LAST_YEAR and entry.is_dir(follow_symlinks=False)
    return is_folder and _is_marked(_visible(Path(entry.path)))


def _may_hold(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir() or entry.name.lower().endswith(READABLE)
