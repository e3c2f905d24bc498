"""The whole way from an input to a Word file in memory, checks and text included, in units a second on one core."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from bench.measured import least, verdict
from bench.write import FLOOR, floor
from narrator.draft import Draft, draft
from narrator.outputs import saved
from narrator.phrasebook.library import library
from narrator.read import read
from narrator.write import WRITERS

ASKED = {"公开表.xlsx and 填报.yaml": 150 / 750, "公开表.xlsx and 填报.xlsx": 150 / 750, "account.json": 250 / 750}
"""The share of the floor's units a second that each way is asked for."""


def inputs(unit: Path, found: Draft, folder: Path) -> dict[str, Path]:
    """The unit's input in each of the three ways that it can be given."""
    from filled_workbook import filled

    filled_in = folder / unit.name
    filled_in.mkdir()
    shutil.copy(unit / "公开表.xlsx", filled_in)
    (filled_in / "填报.xlsx").write_bytes(filled(unit))
    kept = folder / "account.json"
    kept.write_bytes(saved(found.account))
    return dict(zip(ASKED, (unit, filled_in, kept), strict=True))


def report(path: Path) -> Callable[[], bytes]:
    """Makes the Word file of an input."""

    def make() -> bytes:
        found = draft(read(path), library())
        assert found.document is not None and found.edition is not None
        return WRITERS["docx"](found.document, found.edition.page)

    return make


def main(unit: Path, found: Draft, folder: Path, seconds: float) -> None:
    ways = {name: report(path) for name, path in inputs(unit, found, folder).items()}
    times = least({FLOOR: floor(found), **ways}, seconds)
    for name, taken in times.items():
        share = times[FLOOR] / taken
        said = f"  {verdict(share, round(ASKED[name], 2), least=True)}" if name in ASKED else ""
        print(f"{taken:9.2f} ms  {1000 / taken:7.1f} units/s  {share:6.3f} of the floor's  {name}{said}")
