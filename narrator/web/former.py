"""The tables that newer ones replaced: kept, so that they can be put back, and what speaks against the newer ones."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from narrator.account.names import folded
from narrator.read.file_names import TABLES
from narrator.read.sheets import Sheets
from narrator.web.desk import Desk
from narrator.web.store import Kept

FORMER = "原来的"
_NAME = "名称.txt"
_ON_THE_WAY = "换回.xlsx"


def name(desk: Desk, unit: Kept) -> str:
    """What the file of the tables that were replaced was called, "" where none were."""
    path = _folder(desk, unit) / _NAME
    return path.read_text("utf-8") if path.is_file() else ""


def set_aside(desk: Desk, unit: Kept) -> None:
    """Keep the tables of a unit, which are about to be replaced, as the former ones, unless they were doubted."""
    if doubts(desk, unit):
        return
    folder = _folder(desk, unit)
    folder.mkdir(exist_ok=True)
    shutil.copy2(desk.store.home(unit.id) / TABLES, folder / TABLES)
    (folder / _NAME).write_text(unit.file, "utf-8")


def put_back(desk: Desk, unit: Kept) -> None:
    """Let the tables of a unit and the former ones change places; nothing where there are no former ones."""
    folder, tables = _folder(desk, unit), desk.store.home(unit.id) / TABLES
    if before := name(desk, unit):
        shutil.copy2(tables, folder / _ON_THE_WAY)
        (folder / TABLES).replace(tables)
        (folder / _ON_THE_WAY).replace(folder / TABLES)
        (folder / _NAME).write_text(unit.file, "utf-8")
        desk.store.called(unit.id, before)


def doubts(desk: Desk, unit: Kept) -> tuple[str, ...]:
    """What speaks against the tables of a unit and did not against the former ones, a line each."""
    now, before = desk.tables(unit), desk.tables(unit, FORMER)
    return tuple(_doubts(unit, now, before)) if now and before else ()


def _doubts(unit: Kept, now: Sheets, before: Sheets) -> Iterator[str]:
    known = {folded(unit.name), *(folded(printed) for printed, _ in before.units)}
    others = dict.fromkeys(printed for printed, _ in now.units if folded(printed) not in known)
    if others:
        yield f"新的公开表里，单位是“{'”“'.join(others)}”，这里是“{unit.name}”。"
    years = {f"{unit.year}年度", *(printed for printed, _ in before.years)}
    if other_years := dict.fromkeys(printed for printed, _ in now.years if printed not in years):
        yield f"新的公开表印的是{'、'.join(other_years)}，这里是{unit.year}年度。"
    if len(now.tables) < len(before.tables):
        yield f"新的公开表里只有{len(now.tables)}张表，原来有{len(before.tables)}张。"


def _folder(desk: Desk, unit: Kept) -> Path:
    return desk.store.home(unit.id) / FORMER
