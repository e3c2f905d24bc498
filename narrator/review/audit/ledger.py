"""What a file's tables and its unit's facts say: amounts under the names that texts give them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from narrator.account import Account, Row, TableId
from narrator.account.names import folded
from narrator.amount import bound
from narrator.check.classification import codes
from narrator.figures import Figure, Figures
from narrator.figures.families import FUNDS, INITIAL
from narrator.finding import Place
from narrator.review.audit.reading import AmountNames, Reading

FUND_TABLES: Mapping[str, tuple[TableId, str]] = {
    "一般公共": ("T5", "合计"),
    "政府性基金": ("T8", "本年支出"),
    "国有资本": ("T9", "本年支出"),
}
CLASS = len("205")  # digits of the code of a class
NO_CLASS = "类."  # begins the key of a class that a text may name and the table does not have
NO_ROW = "科目."  # begins the key of an item that a text names and no table has
ECONOMIC_SECTIONS = ("基本支出", "绩效报告")


@dataclass(frozen=True, slots=True)
class Known:
    """An amount in 万元 that a table or the input gives: what it is called, how far rounding may have moved it."""

    label: str
    value: Decimal
    bound: Decimal
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """Something that has amounts: this year's by the tables (any of `finals`), its budgets, last year's."""

    key: str
    finals: tuple[Known, ...] = ()
    budgets: tuple[Known, ...] = ()
    initial: tuple[Known, ...] = ()
    last: tuple[Known, ...] = ()
    row: Row | None = None

    @property
    def is_item(self) -> bool:
        """Whether it is a functional item that a text goes through, in a table or not."""
        return (self.row is not None and len(self.row.code) > CLASS) or self.key.startswith(NO_ROW)


@dataclass(frozen=True)
class Ledger:
    """The entities of one account, by the names that a section gives them."""

    account: Account
    reading: Reading
    suspect: frozenset[Place] = frozenset()
    figures: Figures = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "figures", Figures(self.account))

    @cached_property
    def _entities(self) -> dict[tuple[str, ...], Entity]:
        return {entry.figures: self._entity(entry.figures) for entry in self.reading.amounts}

    @cached_property
    def _names(self) -> dict[str, dict[str, Entity]]:
        """Entities by name for every section, "" for any."""
        names: dict[str, dict[str, Entity]] = {"": dict(_any_class())}
        for entry in self.reading.amounts:
            for section, name, entity in self._listed(entry):
                names.setdefault(section, {})[folded(name)] = entity
        for section in FUND_TABLES:
            names.setdefault(section, {}).update(self._classes(section))
        for section in ECONOMIC_SECTIONS:
            names[section] = {**dict(self._economic()), **names.get(section, {})}
        return names

    def _listed(self, entry: AmountNames) -> Iterator[tuple[str, str, Entity]]:
        for name in entry.names:
            yield "", name, self._entities[entry.figures]
            for section, figures in entry.only.items():
                yield section, name, self._entity(figures)
        for section, bare in entry.bare.items():
            yield from ((section, name, self._entities[entry.figures]) for name in bare)

    def names(self, topic: str) -> dict[str, Entity]:
        """The entities that a section of this kind speaks of, by folded name."""
        return {**self._names[""], **self._names.get(topic, {})}

    def whole(self, topic: str) -> Entity | None:
        """What a share is of where a section of this kind does not say it."""
        section = self.reading.sections.get(topic)
        return self._entity((section.whole,)) if section and section.whole else None

    def _entity(self, labels: tuple[str, ...]) -> Entity:
        return Entity(
            "或".join(labels),
            self._known(*labels),
            self._known(*(f"{label}预算" for label in labels)),
            self._known(*(f"{label}年初预算" for label in labels)),
            self._known(*(f"上年{label}" for label in labels)),
        )

    def _known(self, *labels: str) -> tuple[Known, ...]:
        figures = (self.figures.get(label) for label in labels)
        return tuple(known(figure) for figure in figures if figure is not None and figure.value is not None)

    def _classes(self, section: str) -> Iterator[tuple[str, Entity]]:
        """The classes of a fund's table by all the ways in which texts mark them."""
        for row in self.rows(section):
            if len(row.code) == 3:
                entity = self.of_row(section, row)
                for name in {row.name, *codes().classes.get(row.code, ())}:
                    yield from ((folded(way), entity) for way in _ways(name))

    def _economic(self) -> Iterator[tuple[str, Entity]]:
        for row in self.account.tables["T6"].rows if "T6" in self.account.tables else ():
            if row.code:
                entity = self._coded("T6", row, "决算数")
                yield from ((folded(way), entity) for way in (row.name, f"{row.name}支出", row.name.replace("的", "")))

    def rows(self, section: str) -> tuple[Row, ...]:
        """The coded rows of the table that a section goes through."""
        table = self.account.tables.get(FUND_TABLES[section][0]) if section in FUND_TABLES else None
        return tuple(row for row in table.rows if row.code) if table else ()

    def of_row(self, section: str, row: Row) -> Entity:
        """The entity that a row of a section's table is."""
        table, column = FUND_TABLES[section]
        return self._coded(table, row, column)

    def _coded(self, table: TableId, row: Row, column: str) -> Entity:
        cell, source = row.cells.get(column), self.account.tables[table]
        if cell is None or not cell.read:
            return Entity(f"{table}.{row.code}", row=row)
        own = Known(f"{source.title}的{row.name}", cell.amount, cell.bound, source.place(cell))
        fund = FUNDS.get(table)
        given = self.figures.amount_given(f"{fund}{INITIAL}", row.code) if fund is not None else None
        return Entity(f"{table}.{row.code}", (own,), (), (known(given),) if given else (), row=row)

    @cached_property
    def all_known(self) -> tuple[Known, ...]:
        """Every figure that has a value, for naming a likely slip."""
        entities = [*self._entities.values()]
        return tuple(known for entity in entities for known in (*entity.finals, *entity.budgets) if known.value)


def _any_class() -> Iterator[tuple[str, Entity]]:
    """Every class of the functional classification by all its names: understood, even where no table has it."""
    for code, names in codes().classes.items():
        yield from (
            (folded(way), Entity(f"{NO_CLASS}{code}")) for name in names for way in _ways(name) if name != "其他支出"
        )


def known(figure: Figure) -> Known:
    """A figure with a value, as an amount within its rounding."""
    assert figure.value is not None
    exponent = figure.value.as_tuple().exponent
    decimals = max(2, -exponent if isinstance(exponent, int) else 2)
    return Known(figure.label, figure.value, bound(figure.value, decimals), figure.place)


def _ways(name: str) -> Iterator[str]:
    """How a class is written: 教育支出, 教育支出（类）, 教育（类）支出, 教育（类）."""
    base = name.removesuffix("支出")
    yield from (name, f"{name}（类）", f"{base}（类）支出", f"{base}（类）", f"{base}支出")
