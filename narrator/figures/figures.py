"""The figures of one account, each computed when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

from narrator.account import Account, Facts, Side, TableId
from narrator.figures import codes, families
from narrator.figures.definition import DEFINITIONS, LISTINGS, Rows
from narrator.figures.facts import fact, keys, node
from narrator.figures.figure import Figure, UnknownFigure, no_such
from narrator.figures.item import FactGroup, FreeText, Item, Missing

LONGEST = 100  # characters of a label; a longer one would be a family of a family without end


class Figures:
    """Figures by Chinese label or id.

    `given` sets values outright, for trying phrases; everything else is read from the account or computed from it.
    """

    def __init__(self, account: Account, given: Mapping[str, Decimal | None] | None = None) -> None:
        self.account = account
        self._known: dict[str, Figure] = {
            label: Figure(label, value, id=label) for label, value in (given or {}).items()
        }
        self._rows: dict[str, Rows] = {}

    def __getitem__(self, label: str) -> Figure:
        """The figure with this label or id; raises UnknownFigure."""
        found = self._known.get(label)
        if found is None:
            found = self._known[label] = self._find(label)
        return found

    def _find(self, label: str) -> Figure:
        if len(label) > LONGEST:
            raise no_such(f"{label[:LONGEST]}…")
        if compute := _computation(label):
            return compute(self)
        found = self._by_id(label) or self._given(label) or self._listed(label)
        if found is None:
            raise no_such(label)
        return found

    def _by_id(self, id: str) -> Figure | None:
        """The figure of a family or code with this id (total.change, T5.2050299), `None` if it has no such form."""
        if family := families.of_id(id):
            base = self[id.removesuffix(f".{family.id}")]
            return self[family.label(base.label)]
        label = codes.label(id)
        return self[label] if label else None

    def _listed(self, wanted: str) -> Figure | None:
        """The figure with this label or id among the rows of all lists, `None` if none of them has it."""
        rows = (row for name in LISTINGS for row in _items(self.rows(name)))
        return next((row.figure for row in rows if row.figure and wanted in (row.figure.label, row.figure.id)), None)

    def _given(self, path: str) -> Figure | None:
        """A fact that is a number, `None` where there is no such fact."""
        try:
            found = self.fact(path)
        except (KeyError, IndexError, ValueError):
            return None
        if isinstance(found, Missing):
            return _unknown(found)
        return found if isinstance(found, Figure) else None

    def rows(self, name: str) -> Rows:
        """The rows of a list that phrases go through, Missing if not given; raises KeyError for an unknown list."""
        if name not in self._rows:
            self._rows[name] = LISTINGS[name].rows(self)
        return self._rows[name]

    def read(self, id: str, label: str, table: TableId, row: str, column: str, side: Side = "") -> Figure:
        """A figure that is one cell; a row that the table does not print is 0, a missing table is unknown."""
        source = self.account.tables.get(table)
        reference = f"公开0{table[1]}表 {row} {column}"
        if source is None:
            return Figure(label, None, formula="取自表格", reference=reference, id=id, wanted=f"公开0{table[1]}表")
        cell = source.cell(row, column, side)
        if cell is None:
            return Figure(label, Decimal(0), formula="表中无此行，按0", reference=reference, id=id)
        blank = cell.read and cell.value is None
        value = cell.amount if cell.read and not (blank and source.totals(row, column)) else None
        formula = "各单位之和" if cell.parts else "取自表格，空白按0" if blank and value is not None else "取自表格"
        place = source.place(cell)
        parts = tuple([Figure(f"{part.unit} {label}", part.value, place=part.place) for part in cell.parts])
        return Figure(label, value, "万元", formula, reference, parts, place, id, f"公开0{table[1]}表")

    def fact(self, path: str) -> Any:
        """A fact by its path of Chinese keys: figure, free text, tuple, group or Missing.

        Raises KeyError, or IndexError or ValueError inside a list, where there is no such fact.
        """
        found: Any = FactGroup("", self.account.facts)
        for key in path.split("."):
            if isinstance(found, Missing):
                return found
            found = found[int(key)] if isinstance(found, tuple) else fact(found, key, self.account.places)
        return found

    def fact_of(self, group: FactGroup, key: str) -> Any:
        """A part of a group of facts by its Chinese key; raises KeyError."""
        return fact(group, key, self.account.places)

    def figure_of(self, group: FactGroup, key: str) -> Figure:
        """A number among a group of facts, unknown where it is missing; raises KeyError."""
        found = self.fact_of(group, key)
        return _unknown(found) if isinstance(found, Missing) else found

    def amount_given(self, kind: str, key: str) -> Figure | None:
        """An amount that staff gave under a free key (上年数, 年初预算 and the like), or `None`."""
        amounts = getattr(self.account.facts, keys(Facts)[kind])
        if key not in amounts:
            return None
        figure: Figure = node(amounts[key], f"{kind}.{key}", self.account.places, unit="万元")
        return figure

    @cached_property
    def last_year(self) -> Figures | None:
        """The figures of last year's tables, or `None` without them."""
        if not self.account.last_year:
            return None
        last = {"tables": self.account.last_year, "last_year": {}, "facts": Facts(), "places": {}}
        return Figures(self.account.model_copy(update=last))

    def get(self, label: str) -> Figure | None:
        """The figure with this label or id, or `None`."""
        found = self._known.get(label)
        if found is not None:
            return found
        try:
            return self[label]
        except UnknownFigure:
            return None

    def computed(self, label: str) -> bool:
        """Whether anybody has asked for the figure with this label so far."""
        return label in self._known

    def use(self, code: str) -> FreeText | Missing:
        """What staff said the money of a functional code was used for."""
        path, given = f"科目用途.{code}", self.account.facts.uses
        if code not in given:
            return Missing(path, f"科目{code}的主要用途")
        return FreeText(path, given[code], self.account.places.get(path))

    def reason(self, label: str, *, of_budget: bool = False) -> FreeText | Missing:
        """The reason that staff gave for a figure's change, or for its difference from the budget."""
        kind = "预决算差异原因" if of_budget else "增减原因"
        reasons = self.account.facts.budget_reasons if of_budget else self.account.facts.change_reasons
        code = codes.CODED.fullmatch(label)
        names = {label, code[2] if code else label}
        for i, given in enumerate(reasons):
            if names & set(given.explains):
                path = f"{kind}.{i}.原因"
                return FreeText(path, given.reason, self.account.places.get(path))
        what = "决算数与预算数差异" if of_budget else "增减变动"
        return Missing(f"{kind}（用于：{code[2] if code else label}）", f"{label}{what}的主要原因")


@lru_cache(maxsize=4096)
def _computation(label: str) -> Callable[[Figures], Figure] | None:
    """How the figure with this label or id is computed of any account, `None` where the label does not tell."""
    if definition := DEFINITIONS.get(label) or families.by_id(label):
        return definition.compute
    if family := families.of(label):
        base = family.base(label)
        return lambda figures: family.compute(figures, base)
    if match := codes.CODED.fullmatch(label):
        fund, code, name = match[1] or "", match[2], match[3]
        return lambda figures: codes.coded(figures, fund, code, name)
    return None


def _unknown(missing: Missing) -> Figure:
    """A number that was not given."""
    return Figure(missing.question, None, "", "填报", f"填报 {missing.path}", id=missing.path, wanted=missing.path)


def _items(rows: Any) -> Iterator[Item]:
    """Rows of a list and the rows in them."""
    for row in rows if isinstance(rows, tuple) else ():
        if isinstance(row, Item):
            yield row
            for inner in row.fields.values():
                yield from _items(inner)
