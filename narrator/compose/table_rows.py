"""The body rows of a table in each of the ways that forms print them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate, chain, zip_longest

from narrator.account import Cell, Row, Table
from narrator.amount import text
from narrator.document import Run, TableCell
from narrator.phrasebook.table_layout import Blocks, OneRow, Rows, SideColumns, Sides, TablesLayout

_SHARED = 4096  # cells that are kept: most amounts of a report are alike, and so are the labels of all units
Cells = tuple[TableCell, ...]


def body_rows(table: Table, body: Sides | Rows | Blocks | OneRow, look: TablesLayout) -> tuple[Cells, ...]:
    """The printed rows of a table, every row of the account among them."""
    match body:
        case Sides():
            return tuple(_sides(table, body, look))
        case Rows():
            rows = sorted(table.rows, key=lambda row: bool(row.code) != body.total_last)
            return tuple(_row(row, body, look) for row in rows)
        case Blocks():
            return (*_blocks(table, body, look), _block_totals(table, body, look))
        case OneRow():
            cells = [_amounts(table.row(name), body.columns, look) for name in body.rows]
            return (tuple(chain(*(zip(*cells, strict=True) if body.interleaved else cells))),)


def _sides(table: Table, body: Sides, look: TablesLayout) -> Iterator[Cells]:
    """Body lines padded to equal length, then the footer in pairs; numbers, if any, count left, then right."""
    closing = {name for pair in body.footer for name in pair}
    lines = zip_longest(*(_lines(table, side, closing) for side in (body.left, body.right)))
    footer = ((_footing(table, body.left, left), _footing(table, body.right, right)) for left, right in body.footer)
    pairs = [*lines, *footer]
    for number, (left, right) in enumerate(pairs, 1):
        numbers = ((number,), (number + len(pairs),)) if body.numbered else ((), ())
        yield _line(left, numbers[0], body.left, look) + _line(right, numbers[1], body.right, look)


def _lines(table: Table, side: SideColumns, closing: set[str]) -> list[Row]:
    return [row for row in table.rows if row.side == side.side and row.name not in closing]


def _footing(table: Table, side: SideColumns, name: str) -> Row | None:
    blank = Row(side=side.side, name=name, label=name, cells={})
    return (table.row(name, side.side) or blank) if name else None


def _line(row: Row | None, number: tuple[int, ...], side: SideColumns, look: TablesLayout) -> Cells:
    name = _label(row.label if row else "", _is_bold(row, look))
    counted = [TableCell(_runs(str(line)), "表格居中") for line in number]
    return (name, *counted, *_amounts(row, side.columns, look))


def _row(row: Row, body: Rows, look: TablesLayout) -> Cells:
    amounts = _amounts(row, body.columns, look)
    if row.code:
        return (*_code(row.code, body.code), _label(row.label), *amounts)
    total = TableCell(_runs(row.label), "表格居中", columns=body.code_columns + 1, bold=_is_bold(row, look))
    return (total, *amounts)


@lru_cache(maxsize=_SHARED)
def _code(code: str, digits: tuple[int, ...]) -> Cells:
    """A code in columns of so many digits; what is longer than they are goes on in the last."""
    ends = (0, *accumulate(digits[:-1]))
    return tuple(_label(code[start:end]) for start, end in zip_longest(ends, ends[1:]))


def _blocks(table: Table, body: Blocks, look: TablesLayout) -> Iterator[Cells]:
    totals = {total.name for total in body.totals}
    columns: list[list[Row]] = [[] for _ in body.classes]
    for row in _by_class((row for row in table.rows if row.name not in totals), body):
        block = next((i for i, classes in enumerate(body.classes) if row.code[:3] in classes), -1)
        columns[block].append(row)
    for line in zip_longest(*columns):
        yield tuple(cell for row in line for cell in _block_line(row, body, look))


def _by_class(rows: Iterable[Row], body: Blocks) -> list[Row]:
    """Rows in the layout's order of classes, unknown classes last."""
    order = {code: i for i, code in enumerate(code for classes in body.classes for code in classes)}
    return sorted(rows, key=lambda row: order.get(row.code[:3], len(order)))


def _block_line(row: Row | None, body: Blocks, look: TablesLayout) -> Cells:
    code, label = (row.code, row.label) if row else ("", "")
    return (*_code(code, body.code), _label(label), *_amounts(row, (body.column,), look))


def _block_totals(table: Table, body: Blocks, look: TablesLayout) -> Cells:
    cells: list[TableCell] = []
    for total in body.totals:
        row = table.row(total.name)
        label = row.label if row else total.name
        columns = body.block_width * total.blocks - 1
        cells.append(TableCell(_runs(label), "表格居中", columns=columns, bold=total.name in look.bold))
        cells += _amounts(row, (body.column,), look)
    return tuple(cells)


def _amounts(row: Row | None, columns: Iterable[str], look: TablesLayout) -> Cells:
    bold, cells = _is_bold(row, look), row.cells if row else {}
    return tuple([_amount(cells.get(column), bold, look) for column in columns])


def _amount(cell: Cell | None, bold: bool, look: TablesLayout) -> TableCell:
    """An amount in 万元, rounded once; blank stays blank, 0 is printed."""
    value = cell.value if cell else None
    printed = () if value is None else _printed(value, look.decimals, look.thousands)
    return TableCell(printed, "表格数字", 1, 1, bold, cell.at if cell else "")


@lru_cache(maxsize=_SHARED)
def _printed(value: Decimal, decimals: int, thousands: bool) -> tuple[Run, ...]:
    return (Run(text(value, decimals, thousands=thousands)),)


@lru_cache(maxsize=_SHARED)
def _label(label: str, bold: bool = False) -> TableCell:
    return TableCell(_runs(label), "表格文字", bold=bold)


@lru_cache(maxsize=_SHARED)
def _runs(printed: str) -> tuple[Run, ...]:
    return (Run(printed),) if printed else ()


def _is_bold(row: Row | None, look: TablesLayout) -> bool:
    return row is not None and row.name in look.bold
