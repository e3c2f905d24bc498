"""The body rows of a table in each of the ways that forms print them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache, lru_cache
from itertools import accumulate, chain, zip_longest

from narrator.account import Row, Side, Table
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
        numbers = (number, number + len(pairs)) if body.numbered else (0, 0)
        yield (*_line(left, numbers[0], body.left, look), *_line(right, numbers[1], body.right, look))


def _lines(table: Table, side: SideColumns, closing: set[str]) -> list[Row]:
    return [row for row in table.rows if row.side == side.side and row.name not in closing]


def _footing(table: Table, side: SideColumns, name: str) -> Row | None:
    return (table.row(name, side.side) or _unlisted(name, side.side)) if name else None


@lru_cache(maxsize=_SHARED)
def _unlisted(name: str, side: Side) -> Row:
    """What stands for a row that a form prints and the account does not have."""
    return Row(side=side, name=name, label=name, cells={})


def _line(row: Row | None, number: int, side: SideColumns, look: TablesLayout) -> Cells:
    """A line of a side: label, number unless it is 0, amounts."""
    name = _label(row.label, row.name in look.bold) if row else _label("")
    amounts = _amounts(row, side.columns, look)
    return (name, _number(number), *amounts) if number else (name, *amounts)


@lru_cache(maxsize=_SHARED)
def _number(line: int) -> TableCell:
    return TableCell(_runs(str(line)), "表格居中")


def _row(row: Row, body: Rows, look: TablesLayout) -> Cells:
    amounts = _amounts(row, body.columns, look)
    if row.code:
        return (*_code(row.code, body.code), _label(row.label), *amounts)
    total = TableCell(_runs(row.label), "表格居中", columns=body.code_columns + 1, bold=row.name in look.bold)
    return (total, *amounts)


@lru_cache(maxsize=_SHARED)
def _code(code: str, digits: tuple[int, ...]) -> Cells:
    """A code in columns of so many digits; what is longer than they are goes on in the last."""
    ends = (0, *accumulate(digits[:-1]))
    return tuple(_label(code[start:end]) for start, end in zip_longest(ends, ends[1:]))


def _blocks(table: Table, body: Blocks, look: TablesLayout) -> Iterator[Cells]:
    totals = {total.name for total in body.totals}
    block = {code: i for i, classes in enumerate(body.classes) for code in classes}
    columns: list[list[Cells]] = [[] for _ in body.classes]
    for row in _by_class((row for row in table.rows if row.name not in totals), body):
        columns[block.get(row.code[:3], -1)].append(_block_line(row, body, look))
    for line in zip_longest(*columns, fillvalue=_block_line(None, body, look)):
        yield tuple(chain(*line))


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


def _amounts(row: Row | None, columns: tuple[str, ...], look: TablesLayout) -> Cells:
    """Amounts in 万元, rounded once; blank stays blank, 0 is printed."""
    if row is None:
        return (_blank(bold=False),) * len(columns)
    cells, bold, decimals, thousands = row.cells, row.name in look.bold, look.decimals, look.thousands
    return tuple(
        [
            TableCell(_printed(cell.value, decimals, thousands), "表格数字", 1, 1, bold, cell.at)
            if (cell := cells.get(column))
            else _blank(bold=bold)
            for column in columns
        ]
    )


@cache
def _blank(*, bold: bool) -> TableCell:
    return TableCell((), "表格数字", bold=bold)


@lru_cache(maxsize=_SHARED)
def _printed(value: Decimal | None, decimals: int, thousands: bool) -> tuple[Run, ...]:
    return () if value is None else (Run(text(value, decimals, thousands=thousands)),)


@lru_cache(maxsize=_SHARED)
def _label(label: str, bold: bool = False) -> TableCell:
    return TableCell(_runs(label), "表格文字", bold=bold)


@lru_cache(maxsize=_SHARED)
def _runs(printed: str) -> tuple[Run, ...]:
    return (Run(printed),) if printed else ()
