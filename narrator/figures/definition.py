"""Definitions: what each figure is called, its unit, formula and reference, before any account is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from narrator.account import Side, TableId
from narrator.figures.item import Item, Missing

if TYPE_CHECKING:
    from narrator.figures.figure import Figure
    from narrator.figures.figures import Figures

Rows = tuple[Item, ...] | Missing
R = TypeVar("R", bound=Rows)


class Definition(NamedTuple):
    """A figure before it is computed; `whole` is what its share is of, `budget` what its completion is of (labels)."""

    id: str
    label: str
    unit: str
    formula: str
    reference: str
    compute: Callable[[Figures], Figure]
    whole: str | None = None
    budget: str | None = None


class Listing(NamedTuple):
    """A list of rows that phrases go through, such as the income lines that are not zero; Missing if not given."""

    name: str
    description: str
    rows: Callable[[Figures], Rows]


DEFINITIONS: dict[str, Definition] = {}
LISTINGS: dict[str, Listing] = {}


def define(definition: Definition) -> None:
    """Add a definition; its label and id must be new."""
    if definition.label in DEFINITIONS or any(known.id == definition.id for known in DEFINITIONS.values()):
        raise ValueError(f"figure defined twice: {definition.label} {definition.id}")
    DEFINITIONS[definition.label] = definition


def reported(
    id: str,
    label: str,
    table: TableId,
    row: str,
    column: str,
    side: Side = "",
    *,
    whole: str | None = None,
    budget: str | None = None,
) -> None:
    """Define a figure that is one cell of a table (row by code or canonical name)."""
    reference = f"公开0{table[1]}表 {row} {column}"
    define(
        Definition(
            id,
            label,
            "万元",
            "取自表格",
            reference,
            lambda figures: figures.read(id, label, table, row, column, side),
            whole,
            budget,
        )
    )


def computed(
    label: str, unit: str, formula: str, reference: str
) -> Callable[[Callable[[Figures], Figure]], Callable[[Figures], Figure]]:
    """Define a figure by the decorated function, whose name is its id and which builds it from other figures."""

    def register(compute: Callable[[Figures], Figure]) -> Callable[[Figures], Figure]:
        define(Definition(compute.__name__, label, unit, formula, reference, compute))
        return compute

    return register


def listing(name: str, description: str) -> Callable[[Callable[[Figures], R]], Callable[[Figures], R]]:
    """Define a list of rows by the decorated function."""

    def register(rows: Callable[[Figures], R]) -> Callable[[Figures], R]:
        LISTINGS[name] = Listing(name, description, rows)
        return rows

    return register
