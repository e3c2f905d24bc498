"""Amounts as reported: a cell, a row, a table, each knowing where it stands in its source."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from narrator.finding import Place

TableId = Literal["T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9"]
Side = Literal["收入", "支出", ""]


class Model(BaseModel):
    """Base of all that is reported: frozen, strict about unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


class Part(Model):
    """What one unit, or one transfer that is taken out, contributes to a consolidated cell, and where it stands."""

    unit: str
    value: Decimal
    place: Place


@dataclass(slots=True, unsafe_hash=True)  # never changed; made by the hundred, as places are
class Cell:
    """An amount in 万元, exact; `value` is `None` for a blank cell, and for one whose content could not be `read`.

    `bound` is half a unit of the source's last place, in 万元: 0 for a zero or a blank; a consolidated cell has the sum
    of the bounds of its `parts`. `at` is the address in its sheet ("C7"), "" where there is none.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    value: Decimal | None = None
    bound: Decimal = Decimal(0)
    at: str = ""
    read: bool = True
    parts: tuple[Part, ...] = ()

    @property
    def amount(self) -> Decimal:
        """The value for sums: a blank counts as 0."""
        return Decimal(0) if self.value is None else self.value


@dataclass(slots=True, kw_only=True)  # never changed, as cells are
class Row:
    """A row of a table: its cells by the column's canonical name.

    `side` is set in T1 and T4, which print two lists side by side; `label` is the text as the source prints it
    (五、教育支出), `name` the canonical name without numeral (教育支出); `code` is "" where the form has none.
    `at` is the address of the cell for code or label, "" where there is none.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    side: Side = ""
    code: Annotated[str, StringConstraints(pattern="^[0-9]*$")] = ""
    name: str
    label: str
    cells: dict[str, Cell]
    at: str = ""


class Table(Model):
    """One of the nine tables: rows in the source's order, the file and sheet they stand in, the cell with its unit."""

    id: TableId
    title: str
    form_number: str = ""
    unit: Literal["元", "万元"] = "万元"
    unit_at: str = ""
    file: str = ""
    sheet: str = ""
    rows: tuple[Row, ...] = Field(default=())

    @cached_property
    def _index(self) -> dict[tuple[str, str], Row]:
        index: dict[tuple[str, str], Row] = {}
        for row in self.rows:
            for key in (row.code, row.name):
                if key:
                    index.setdefault((row.side, key), row)
        return index

    def row(self, key: str, side: Side = "") -> Row | None:
        """The first row with this code or name (without numeral), or `None`."""
        return self._index.get((side, key))

    def cell(self, key: str, column: str, side: Side = "") -> Cell | None:
        """The cell of a row (code or name) and column, or `None` where the table has none."""
        row = self.row(key, side)
        return row.cells.get(column) if row else None

    def totals(self, key: str, column: str) -> bool:
        """Whether a row is a total and its column has amounts, so that a blank in it is not a zero."""
        cells = (row.cells.get(column) for row in self.rows)
        return key.endswith(("合计", "总计")) and any(cell and cell.value for cell in cells)

    def place(self, cell: Cell) -> Place:
        """Where a cell of this table stands."""
        return Place(file=self.file or None, sheet=self.sheet or None, cell=cell.at or None)
