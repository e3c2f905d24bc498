"""A sheet's grid as tables of the account: rows by label, columns by header, every number placed or told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from narrator.account.cells import Cell, Row, Side, Table
from narrator.account.names import folded
from narrator.finding import Finding, Level, Place
from narrator.read.amounts import AmountReader, read_amount
from narrator.read.forms import Form, Forms
from narrator.read.header import Block, Caption, Header, Region, caption, header_rows, read_header, regions
from narrator.read.workbook import Grid, address

_NOTE = re.compile(r"^(注|说明|备注)\s*[：:]|。")
_TOTAL = "合计"


@dataclass(frozen=True, slots=True)
class Found:
    """A title found on a sheet: the table below it (`None` where it cannot be read), its unit's name, findings."""

    region: Region
    place: Place
    title: str
    table: Table | None
    unit: str
    unit_place: Place
    findings: tuple[Finding, ...]


def read_tables(grid: Grid, forms: Forms) -> Iterator[Found]:
    """The tables of a sheet from top to bottom; a title with neither header nor numbers below is none of them."""
    unit = caption(grid, tuple(grid.rows)).unit
    for region in regions(grid, forms, unit):
        rows = header_rows(grid, region, forms)
        if rows or _has_numbers(grid, region):
            yield _found(grid, region, rows, forms)


def _has_numbers(grid: Grid, region: Region) -> bool:
    return any(isinstance(grid.cells[row, column], (int, float)) for row in region.rows for column in grid.rows[row])


def _found(grid: Grid, region: Region, rows: list[int], forms: Forms) -> Found:
    title = re.sub(r"\s+", "", grid.text(*region.title))
    above = caption(grid, tuple(row for row in region.rows if not rows or row < rows[0]))
    reader = _Reader(grid, region, title, forms.forms[region.id], above)
    table = reader.table(read_header(grid, region, rows, forms) if rows else None)
    findings = tuple(reader.findings)
    return Found(region, grid.place(*region.title), title, table, above.unit, _at(grid, above), findings)


def _at(grid: Grid, above: Caption) -> Place:
    return grid.place(*above.unit_at) if above.unit else Place(file=grid.file, sheet=grid.sheet)


class _Reader:
    """Reads one table and gathers what it notices."""

    def __init__(self, grid: Grid, region: Region, title: str, form: Form, above: Caption) -> None:
        self.grid, self.region, self.title, self.form, self.above = grid, region, title, form, above
        self.amounts = AmountReader(grid, "元" if above.money == "元" else "万元")
        self.findings: list[Finding] = []

    def table(self, header: Header | None) -> Table | None:
        """The table, or `None` where its columns or its unit of money are not known."""
        if not header or not header.blocks:
            self._tell(
                "READ-NO-HEADER", Level.ERROR, "下面没有找到表头（项目、科目编码、决算数等），没有读入，请核对表样"
            )
            return None
        if self.above.money not in ("", "元", "万元"):
            what = f"的金额单位是“{self.above.money}”，只能是万元或元，没有读入，请换算后重试"
            self._tell("READ-UNKNOWN-UNIT", Level.ERROR, what)
            return None
        self._tell_columns(header)
        body = [row for row in self.region.rows if row > header.last_row]
        rows = tuple(self._rows(header, body))
        self.findings += self.amounts.findings(self.title)
        self._tell_unread(header, body)
        return Table(
            id=self.region.id,
            title=self.title,
            form_number=self.above.form_number,
            unit=self.amounts.unit,
            file=self.grid.file,
            sheet=self.grid.sheet,
            rows=rows,
        )

    def _rows(self, header: Header, body: list[int]) -> Iterator[Row]:
        if self.form.layout == "budget and final":
            return self._budget_and_final(header.blocks[0], body)
        if self.form.layout == "two sides":
            return self._two_sides(header.blocks, body)
        return self._items(header.blocks, body)

    def _budget_and_final(self, block: Block, body: list[int]) -> Iterator[Row]:
        row = next((row for row in body if not any(map(_NOTE.search, self.grid.texts(row)))), None)
        for kind in ("预算数", "决算数"):
            columns = {name: column for (of, name), column in block.amounts.items() if of == kind}
            cells = {name: self.amounts.cell(row, column) if row else Cell() for name, column in columns.items()}
            yield Row(name=kind, label=kind, cells=cells)

    def _two_sides(self, blocks: list[Block], body: list[int]) -> Iterator[Row]:
        sides: tuple[Side, Side] = ("收入", "支出")
        for side, block in zip(sides, blocks, strict=False):
            renamed: dict[str, str] = {}
            for row in body:
                _, label = self._label(block, row)
                if not label or self._is_note(label, row, block):
                    continue
                name = self.form.name(label)
                renamed = self.form.below.get(name, renamed)
                yield Row(side=side, name=renamed.get(name, name), label=label, cells=self._cells(row, block))

    def _items(self, blocks: list[Block], body: list[int]) -> Iterator[Row]:
        totals: list[Row] = []
        for number, block in enumerate(blocks):
            for row in body:
                code, label = self._label(block, row)
                if not (code or label) or self._is_note(label, row, block):
                    continue
                total = not code and folded(label).endswith(_TOTAL)
                amounts = self._total_block(blocks[number:], row) if total else block
                item = Row(code=code, name=self.form.name(label), label=label or code, cells=self._cells(row, amounts))
                if total and len(blocks) > 1:
                    totals.append(item)
                else:
                    yield item
        yield from totals

    def _total_block(self, blocks: list[Block], row: int) -> Block:
        """The block that holds a total's amount: a total may span the unlabelled blocks to its right."""
        for block in blocks:
            if block is not blocks[0] and any(self._label(block, row)):
                break
            if self._has_amounts(row, block):
                return block
        return blocks[0]

    def _label(self, block: Block, row: int) -> tuple[str, str]:
        """Code and label of a row; a code split over 类, 款 and 项 is joined."""
        texts = [text for column in block.labels if (text := self.grid.text(row, column))]
        codes = [unicodedata.normalize("NFKC", text) for text in texts if text.isdigit()]
        return "".join(codes), " ".join(text for text in texts if not text.isdigit())

    def _cells(self, row: int, block: Block) -> dict[str, Cell]:
        return {name: self.amounts.cell(row, column) for (_, name), column in block.amounts.items()}

    def _has_amounts(self, row: int, block: Block) -> bool:
        return any((row, column) in self.grid.cells for column in block.amounts.values())

    def _is_note(self, label: str, row: int, block: Block) -> bool:
        return bool(_NOTE.search(label)) and not self._has_amounts(row, block)

    def _tell_columns(self, header: Header) -> None:
        if not self.above.money:
            self._tell("READ-NO-UNIT", Level.NOTICE, "没有写金额单位，已按万元读入，请核对")
        have = {name for block in header.blocks for _, name in block.amounts}
        if missing := [name for name in self.form.required if name not in have]:
            self._tell("READ-COLUMN-MISSING", Level.ERROR, f"没有找到这些列：{'、'.join(missing)}。请核对表头")

    def _tell_unread(self, header: Header, body: list[int]) -> None:
        columns = set(header.unknown) | {column for block in header.blocks for column in block.amounts.values()}
        spots = [(row, column) for row in body for column in self.grid.rows[row] if column in columns]
        spots = [spot for spot in spots if spot not in self.amounts.read and _is_number(self.grid.cells[spot])]
        if spots:
            cells = "、".join(address(*spot) for spot in spots)
            heads = "、".join(sorted({f"“{header.unknown[c]}”" for _, c in spots if header.unknown.get(c)}))
            what = f"的数字不在认得的行和列里{f'（列 {heads}）' if heads else ''}，没有读入：{cells}。请核对"
            where = tuple(self.grid.place(*spot) for spot in spots)
            self._tell("READ-UNPLACED-NUMBER", Level.NOTICE, what, where)

    def _tell(self, code: str, level: Level, what: str, where: tuple[Place, ...] = ()) -> None:
        where = where or (self.grid.place(*self.region.title),)
        self.findings.append(Finding(code=code, level=level, message=f"《{self.title}》{what}", where=where))


def _is_number(content: Any) -> bool:
    return read_amount(content)[0] is not None
