"""Accounts to survey an edition with: the unit's tables, with no facts at all, and with every fact given."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from narrator.account import Account, Cell, Facts, Row, Table, TableId
from narrator.account.cells import Model
from narrator.account.facts import Reason
from narrator.workbook.fields import alternatives, inner, is_model

CODE = "2999999"  # stands for any functional item where no tables say which there are
_COLUMNS: dict[TableId, str] = {"T5": "合计", "T8": "本年支出", "T9": "本年支出"}


def probes(account: Account) -> tuple[Account, Account]:
    """The account without facts, and with a value for every fact but those by code, name or reason."""
    tables = account.tables or {id: _table(id, column) for id, column in _COLUMNS.items()}
    bare = account.model_copy(update={"tables": tables, "facts": Facts(), "places": {}, "last_year": {}})
    return bare, bare.model_copy(update={"facts": _full(Facts)})


def _table(id: TableId, column: str) -> Table:
    row = Row(code=CODE, name="某", label="某", cells={column: Cell(value=Decimal(1))})
    return Table(id=id, title=id, rows=(row,))


def _full(model: type[Model]) -> Any:
    """A model with every value given."""
    return model.model_construct(
        **{name: _value(alternatives(info.annotation)[0]) for name, info in model.model_fields.items()}
    )


def _value(held: Any) -> Any:
    if is_model(held):
        return _full(held)
    if get_origin(held) is tuple:
        item = inner(held)
        return () if item is Reason else (_value(item),)
    if get_origin(held) is dict:
        return {}
    if get_origin(held) is Literal:
        return get_args(held)[0]
    return {str: "某", int: 1, Decimal: Decimal(1)}[held]
