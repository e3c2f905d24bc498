"""Amounts that would count as 0 and are not: blanks that an identity contradicts, items whose code cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace

from narrator.account import Account, Cell, Row, Table, TableId
from narrator.check.called import PRINTED
from narrator.check.causes import Cause
from narrator.check.identity import Identity
from narrator.check.miscoded import WHOLES, Miscoded
from narrator.check.terms import Term
from narrator.finding import Place


def without_doubtful(
    account: Account, wrong: Iterable[Miscoded], identities: Iterable[Identity], joined: Sequence[Cause]
) -> Account:
    """The account with these cells as not read, so that no figure is 0 for them; the same one where there are none."""
    blank = {place for one in identities if one.broken for place in _blank(one)}
    blank |= {place for cause in joined for place in cause.wrong}
    lost = [code for code in account.facts.initial_budget if _may_be(account, code, wrong)]
    return unread(account, blank, lost) if blank or lost else account


def _blank(broken: Identity) -> Iterator[Place]:
    """The only blank of an identity, or one that is a side by itself."""
    blanks = [term for term in broken.left + broken.right if term.blank]
    alone: list[tuple[Term, ...]] = [side for side in (broken.left, broken.right) if len(side) == 1]
    for term in blanks:
        if len(blanks) == 1 or (term,) in alone:
            yield term.place


def _may_be(account: Account, code: str, wrong: Iterable[Miscoded]) -> bool:
    """Whether an item with a budget may stand in table 5 under a code that cannot be one."""
    table = account.tables.get(PRINTED)
    astray = any(one.table.id == PRINTED and not one.right for one in wrong)
    return astray and table is not None and table.row(code) is None


def unread(account: Account, places: Set[Place], lost: Sequence[str] = ()) -> Account:
    """The account with the blanks at these places as not read, and an item for each code that was lost."""
    changed: dict[TableId, Table] = {}
    for id, table in account.tables.items():
        added = [Row(code=code, name="", label=code, cells={WHOLES[PRINTED]: Cell(read=False)}) for code in lost]
        rows = (*(_row(table, row, places) for row in table.rows), *(added if id == PRINTED else ()))
        changed[id] = Table.model_construct(**{**dict(table), "rows": rows})
    return account.model_copy(update={"tables": changed})


def _row(table: Table, row: Row, places: Set[Place]) -> Row:
    blank = {name: cell for name, cell in row.cells.items() if cell.value is None and table.place(cell) in places}
    unread = {name: replace(cell, read=False) for name, cell in blank.items()}
    return replace(row, cells={**row.cells, **unread}) if unread else row
