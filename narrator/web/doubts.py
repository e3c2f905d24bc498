"""What speaks against the unit, year and edition chosen: files that say otherwise, the same unit that is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from narrator.account.names import folded
from narrator.narrate.choice import of_other_year
from narrator.phrasebook.library import library
from narrator.read.identity import Asked
from narrator.web.desk import Desk
from narrator.web.findings import cited, own_places
from narrator.web.intake import OWN
from narrator.web.store import Kept

CHOSEN = "（下面填的）"
_ABOUT = ("READ-YEAR-DIFFERS", "READ-YEAR-IN-NAME", "READ-UNIT-DIFFERS", "EDITION-OTHER-YEAR")


def doubts(desk: Desk, unit: Kept, name: str, year: int | None, edition: str) -> tuple[str, ...]:
    """What the files of a unit say otherwise than this name, year and edition, a line each."""
    chosen = replace(unit, name=name, year=year, edition=edition)
    said = desk.store.answers(unit.id)
    pieces = desk.pieces(chosen, said)._replace(names=(Path(unit.file).stem,))
    account = pieces.account(Asked(year, edition), [])
    found = (*account.findings, *of_other_year(account, library().load(edition), library()))
    told = (cited(finding.message, own_places(account), CHOSEN) for finding in found if finding.code in _ABOUT)
    return (*otherwise(dict(zip(OWN, (name, year, edition), strict=True)), said.by_path), *told)


def otherwise(chosen: Mapping[str, object], said: Mapping[str, object]) -> Iterator[str]:
    """What a 填报 says of unit, year and edition otherwise than was chosen."""
    for key in OWN:
        if said.get(key) and folded(str(said[key])) != folded(str(chosen[key])):
            yield f"放入的填报里，{key}是“{said[key]}”，这里是“{chosen[key]}”。请核对是不是放错了填报。"


def same(desk: Desk, unit: Kept, name: str, year: int | None) -> Kept | None:
    """Another unit that was confirmed with this name and year, `None` if there is none."""
    return next(
        (
            each
            for each in desk.store.units()
            if each.id != unit.id and each.confirmed and (folded(each.name), each.year) == (folded(name), year)
        ),
        None,
    )
