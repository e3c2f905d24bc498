"""Tables without a single amount that other tables or facts contradict: told once, their blanks no zeros."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from narrator.account import Account, Table
from narrator.check.called import table_name
from narrator.check.causes import Cause
from narrator.check.identity import Identity
from narrator.check.terms import Term
from narrator.finding import Finding, Level, Place

_SHOWN = 3  # amounts elsewhere that a message quotes; all are among its places


def emptied(account: Account, identities: Sequence[Identity]) -> list[Cause]:
    """The tables of which all is blank and should not be, each with what it breaks."""
    blank = [table for table in account.tables.values() if _is_blank(table)]
    broken = [one for one in identities if one.broken] if blank else []
    return [cause for table in blank for cause in _cause(table, broken)]


def _is_blank(table: Table) -> bool:
    """Whether a table lists something, as one does not that a unit rightly leaves blank, and has no amount for it."""
    cells = [cell for row in table.rows for cell in row.cells.values()]
    return len(table.rows) > 1 and all(cell.value is None and cell.read for cell in cells)


def _cause(table: Table, broken: Sequence[Identity]) -> Iterator[Cause]:
    of = tuple(one for one in broken if any(term.holder is table for term in one.left + one.right))
    elsewhere = {term.place: term for one in of for term in one.left + one.right if term.amount}
    if elsewhere:
        cells = frozenset(table.place(cell) for row in table.rows for cell in row.cells.values())
        yield Cause(of, _finding(table, list(elsewhere.values())), cells)


def _finding(table: Table, elsewhere: Sequence[Term]) -> Finding:
    name = table_name(table)
    amounts = "、".join(f"{term.name} {term.told}" for term in elsewhere[:_SHOWN])
    amounts += f"等{len(elsewhere)}处" if elsewhere[_SHOWN:] else ""
    message = (
        f"{name}里一个数也没有，别处却有与它对应的数：{amounts}。请核对是漏填还是漏导出，补上{name}的数；"
        "补上以前，这张表不与别处核对，报告里用到它的地方待填。"
    )
    where = (Place(file=table.file or None, sheet=table.sheet or None), Place(figure=f"公开0{table.id[1]}表"))
    return Finding(
        code="TABLE-EMPTIED", level=Level.ERROR, message=message, where=(*where, *(term.place for term in elsewhere))
    )
