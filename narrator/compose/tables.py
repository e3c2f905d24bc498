"""The tables of the report as the form prints them."""

from __future__ import annotations

from collections.abc import Iterator

from narrator.account import Account, Table, TableId
from narrator.compose.table_rows import Cells, body_rows
from narrator.document import Block, Paragraph, Run, TableBlock, TableCell
from narrator.phrasebook.table_layout import TableLayout, TablesLayout


def compose_tables(account: Account, layout: TablesLayout) -> tuple[Block, ...]:
    """Every table of the layout: title, form number, unit line, table, notes; each begins a page but the first.

    A table that the account lacks is printed with its header and one row that asks for it.
    """
    blocks: list[Block] = []
    for table_id in layout.printed:
        blocks += _table(account, table_id, layout, new_page=bool(blocks))
    return tuple(blocks)


def _table(account: Account, table_id: TableId, look: TablesLayout, new_page: bool) -> Iterator[Block]:
    layout, table = look.tables[table_id], account.tables.get(table_id)
    title = (Run(layout.title),)
    yield Paragraph(f"{table_id}-标题", "表标题", title, level=2, listed=True, new_page=new_page)
    if layout.form_number:
        yield Paragraph(f"{table_id}-表号", "表号", (Run(layout.form_number),))
    yield Paragraph(f"{table_id}-表头信息", "表头信息", _unit_line(account, look))
    rows = body_rows(table, layout.body, look) if table else (_asked_for(layout),)
    number = f"（{layout.form_number}）" if layout.form_number else ""
    description = f"{account.unit or ''}{layout.title}{number}，{look.money_unit}"
    yield TableBlock(table_id, layout.title, description, layout.widths, layout.header_cells, rows)
    for n, note in enumerate(_notes(table, layout), 1):
        yield Paragraph(f"{table_id}-表注-{n}", "表注", _with_unit(note, account))


def _unit_line(account: Account, look: TablesLayout) -> tuple[Run, ...]:
    unit = (Run(look.department), _unit(account)) if look.department else ()
    return (*unit, Run(f"\t{look.money_unit}"))


def _unit(account: Account) -> Run:
    return Run(account.unit) if account.unit else Run("【待填：单位】", placeholder=True)


def _with_unit(note: str, account: Account) -> tuple[Run, ...]:
    """A note with the unit's name in place of {单位}."""
    before, mark, after = note.partition("{单位}")
    return (Run(before), _unit(account), Run(after)) if mark else (Run(note),)


def _asked_for(layout: TableLayout) -> Cells:
    named = f"{layout.form_number} {layout.title}".strip()
    missing = Run(f"【待填：{named}】", placeholder=True)
    return (TableCell((missing,), columns=len(layout.widths)),)


def _notes(table: Table | None, layout: TableLayout) -> tuple[str, ...]:
    if not layout.no_data or table is None or any(cell.value for row in table.rows for cell in row.cells.values()):
        return layout.notes
    return (*layout.notes, layout.no_data)
