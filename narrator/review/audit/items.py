"""Functional items that a text names by 类, 款 and 项, and the rows of the tables that they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from narrator.account import Row
from narrator.account.names import folded
from narrator.review.audit.ledger import NO_ROW, Entity, Ledger
from narrator.review.audit.passages import Passage

_NAME = r"(?:[^。，；：、（）\d.]|（(?![类款项]）)[^（）]*）|(?<=[^\d\s])、){2,80}?"
_ITEM = re.compile(rf"(?:(?P<class>{_NAME})（类）)?(?:(?P<section>{_NAME})（款）)?(?P<item>{_NAME})（项）")
ALIKE = 0.6
UNSURE = 0.7  # how much may be unlike in all names: one of them alike but not the same


@dataclass(frozen=True, slots=True)
class ItemName:
    """A name of an item where it stands: what it is of, its row (`None` for none of the table), what names differ.

    `wrong` pairs each part of the name that the row does not have with the one it has.
    """

    passage: Passage
    start: int
    end: int
    entity: Entity
    row: Row | None
    wrong: tuple[tuple[str, str], ...] = ()


def item_named(passage: Passage, ledger: Ledger) -> Iterator[ItemName]:
    """The items that a passage names, where its section goes through a table of items."""
    rows = {row.code: row for row in ledger.rows(passage.topic)}
    for match in _ITEM.finditer(passage.text):
        if match["class"] and not rows:
            yield ItemName(passage, match.start(), match.end(), Entity(f"{NO_ROW}{match[0]}"), None)
        elif match["class"]:
            row, wrong = _row(match, rows, passage.text[match.end() :])
            entity = ledger.of_row(passage.topic, row) if row else Entity(f"{NO_ROW}{match[0]}")
            yield ItemName(passage, match.start(), match.end(), entity, row, wrong)


def _row(match: re.Match[str], rows: dict[str, Row], after: str) -> tuple[Row | None, tuple[tuple[str, str], ...]]:
    """The row whose names are most like these, and the names it does not share; the amounts decide between several."""
    longest = max(map(len, rows))
    scored = [
        (_likeness(match, row, rows), _printed(row, after), row) for row in rows.values() if len(row.code) == longest
    ]
    best = max(scored, key=lambda one: (not _lacks(match, one[2], rows), one[0] + one[1], one[0]), default=None)
    if best is None or best[0] < 1 or (_lacks(match, best[2], rows) > UNSURE and not best[1]):
        return None, ()
    return best[2], tuple(_differences(match, best[2], rows))


def _parts(match: re.Match[str], row: Row, rows: dict[str, Row]) -> Iterator[tuple[str, str]]:
    """The names printed and those of the row: class, section, item."""
    for part, length in (("class", 3), ("section", 5), ("item", 7)):
        printed, of = match[part], rows.get(row.code[:length])
        if printed and of:
            yield printed, of.name


def _likeness(match: re.Match[str], row: Row, rows: dict[str, Row]) -> float:
    return sum(_alike(printed, name) for printed, name in _parts(match, row, rows))


def _lacks(match: re.Match[str], row: Row, rows: dict[str, Row]) -> float:
    """How far the names printed are from those of a row."""
    return sum(1 - _alike(printed, name) for printed, name in _parts(match, row, rows))


def _alike(printed: str, name: str) -> float:
    if _bare(printed) == _bare(name):
        return 1
    ratio = SequenceMatcher(None, _bare(printed), _bare(name), autojunk=False).ratio()
    return ratio / 2 if ratio >= ALIKE else 0


def _bare(name: str) -> str:
    return folded(name).removesuffix("支出")


def _printed(row: Row, after: str) -> float:
    """Half a point where the row's amount is printed in what follows."""
    amounts = {f"{cell.amount:.2f}" for cell in row.cells.values() if cell.amount}
    return 0.5 if any(re.search(rf"(?<!\d){re.escape(one)}(?!\d)", after[:400]) for one in amounts) else 0


def _differences(match: re.Match[str], row: Row, rows: dict[str, Row]) -> Iterator[tuple[str, str]]:
    return ((printed, name) for printed, name in _parts(match, row, rows) if _bare(printed) != _bare(name))
