"""How an edition prints its tables: titles, headers, columns and notes, as data."""

from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from narrator.account import Side, TableId
from narrator.account.cells import Model
from narrator.document import Run, TableCell

LANDSCAPE_WIDTH = 257.0  # A4 across, less its margins, in mm


class HeaderCell(Model):
    """A header cell and how many columns and rows it spans; YAML may give its text alone."""

    text: str
    columns: int = Field(1, ge=1)
    rows: int = Field(1, ge=1)

    def printed(self) -> TableCell:
        """The cell as every report has it."""
        return TableCell((Run(self.text),) if self.text else (), "表格表头", self.columns, self.rows)


def _from_text(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


Header = tuple[tuple[Annotated[HeaderCell, BeforeValidator(_from_text)], ...], ...]


class SideColumns(Model):
    """One side of a two-sided table: which list of the account, and its columns of amounts."""

    side: Side
    columns: tuple[str, ...]


class Sides(Model):
    """Two lists side by side, lines if `numbered` counted down the left side, then the right (行次).

    `footer` pairs the closing lines by canonical name, "" for a blank one; all other lines are the body.
    """

    left: SideColumns
    right: SideColumns
    footer: tuple[tuple[str, str], ...]
    numbered: bool = True

    @property
    def width(self) -> int:
        """How many columns are printed."""
        return (4 if self.numbered else 2) + len(self.left.columns) + len(self.right.columns)


class Coded(Model):
    """Codes in one column each, or with `code: [3, 2, 2]` in columns of this many digits (类、款、项)."""

    code: tuple[int, ...] = ()

    @property
    def code_columns(self) -> int:
        """How many columns a code takes."""
        return len(self.code) or 1


class Rows(Coded):
    """Rows with code, name and amounts, the total first, or last where `total_last` is set."""

    columns: tuple[str, ...]
    total_last: bool = False

    @property
    def width(self) -> int:
        """How many columns are printed."""
        return self.code_columns + 1 + len(self.columns)


class BlockTotal(Model):
    """A total that stands under so many blocks."""

    name: str
    blocks: int = Field(ge=1)


class Blocks(Coded):
    """Blocks side by side, each of code, name and amount; the last takes all classes that no other names."""

    column: str
    classes: tuple[tuple[str, ...], ...]
    totals: tuple[BlockTotal, ...]

    @property
    def width(self) -> int:
        """How many columns are printed."""
        return self.block_width * len(self.classes)

    @property
    def block_width(self) -> int:
        """How many columns one block takes."""
        return self.code_columns + 2


class OneRow(Model):
    """Several rows of the account printed in one, amounts only: row after row, or `interleaved` column by column."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    interleaved: bool = False

    @property
    def width(self) -> int:
        """How many columns are printed."""
        return len(self.rows) * len(self.columns)


class TableLayout(Model):
    """One table: exactly one of `sides`, `rows`, `blocks`, `one_row` says how its body is printed.

    `widths` are in mm; `no_data` is printed under a table whose amounts are all blank or zero. In `notes` and
    `no_data`, {单位} stands for the unit's name.
    """

    title: str
    form_number: str = ""
    widths: tuple[float, ...]
    header: Header
    sides: Sides | None = None
    rows: Rows | None = None
    blocks: Blocks | None = None
    one_row: OneRow | None = None
    notes: tuple[str, ...] = ()
    no_data: str = ""

    @property
    def body(self) -> Sides | Rows | Blocks | OneRow:
        """The one way in which the body is printed."""
        return next(way for way in (self.sides, self.rows, self.blocks, self.one_row) if way)

    @cached_property
    def header_cells(self) -> tuple[tuple[TableCell, ...], ...]:
        """The header as every report has it."""
        return tuple(tuple(cell.printed() for cell in row) for row in self.header)

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if sum(way is not None for way in (self.sides, self.rows, self.blocks, self.one_row)) != 1:
            raise ValueError("sides、rows、blocks、one_row 应恰有一个")
        if self.body.width != len(self.widths) or set(_spans(self.header)) != {len(self.widths)}:
            raise ValueError(f"表头、表体与 widths 的 {len(self.widths)} 栏不一致")
        if sum(self.widths) > LANDSCAPE_WIDTH:
            raise ValueError(f"widths 之和超过 {LANDSCAPE_WIDTH:g} 毫米")
        return self


class TablesLayout(Model):
    """All tables of an edition and what they share: `order` is that of printing, `bold` names the total rows.

    `department` stands before the unit's name above each table; where it is empty, the name is not printed there.
    """

    department: str = ""
    money_unit: str
    decimals: int = Field(2, ge=0)
    thousands: bool = False
    bold: frozenset[str] = frozenset()
    order: tuple[TableId, ...]
    tables: dict[TableId, TableLayout]

    @property
    def printed(self) -> dict[TableId, TableLayout]:
        """The tables in the order of printing."""
        return {id: self.tables[id] for id in self.order if id in self.tables}

    @model_validator(mode="after")
    def _every_table_has_its_place(self) -> Self:
        if forgotten := [id for id in self.tables if self.order.count(id) != 1]:
            raise ValueError(f"order 里应恰有一次：{'、'.join(forgotten)}")
        return self


def _spans(header: Header) -> list[int]:
    """How many columns each header row fills, with the cells that reach into it from above."""
    filled = [0] * len(header)
    for i, row in enumerate(header):
        for cell in row:
            for j in range(i, i + cell.rows):
                if j >= len(header):
                    return [0]
                filled[j] += cell.columns
    return filled
