"""Accounts to survey an edition with: the unit's tables, with no facts at all, and with every list begun."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, get_origin

from narrator.account import Account, Cell, Facts, Row, Table, TableId
from narrator.account.cells import Model
from narrator.account.facts import Reason
from narrator.workbook.fields import alternatives, inner, is_model

CODE = "2999999"  # stands for any functional item where no tables say which there are
_COLUMNS: dict[TableId, str] = {"T5": "合计", "T8": "本年支出", "T9": "本年支出"}


def probes(account: Account) -> tuple[Account, Account]:
    """The account without facts, and with one blank row in every list."""
    tables = account.tables or {id: _table(id, column) for id, column in _COLUMNS.items()}
    bare = account.model_copy(update={"tables": tables, "facts": Facts(), "places": {}, "last_year": {}})
    return bare, bare.model_copy(update={"facts": _blank(Facts)})


def _table(id: TableId, column: str) -> Table:
    row = Row(code=CODE, name="某", label="某", cells={column: Cell(value=Decimal(1))})
    return Table(id=id, title=id, rows=(row,))


def _blank(model: type[Model]) -> Any:
    """A model with nothing given but what it cannot do without."""
    values = {
        name: _value(alternatives(info.annotation)[0], required=info.is_required())
        for name, info in model.model_fields.items()
    }
    return model.model_construct(**values)


def _value(held: Any, *, required: bool) -> Any:
    if is_model(held):
        return _blank(held)
    if get_origin(held) is tuple:
        item = inner(held)
        return () if item is Reason else ((_blank(item) if is_model(item) else "某"),)
    if get_origin(held) is dict:
        return {}
    return {str: "某", int: 1, Decimal: Decimal(1)}.get(held) if required else None
