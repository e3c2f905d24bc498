"""A table's rows: labels and codes from its label columns, amounts from the others, notes left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from narrator.account.cells import Cell, Row, Side
from narrator.account.names import folded
from narrator.read.amounts import AmountReader, read_amount
from narrator.read.forms import Form
from narrator.read.grid import Grid, address
from narrator.read.header import KINDS, Block

_NOTE = re.compile(
    r"^(注|说明|备注)\s*[：:]|。|(负责人|领导|经办人?|制表人?|填表人?|复核人?|审核人?|电话|日期|时间)\s*[：:]"
)
_TOTAL = "合计"


class Label(NamedTuple):
    """What a row's label columns say: its code, joined where it is split over 类, 款 and 项, and its name.

    `noted` is whether the name reads like a note below the table.
    """

    code: str
    name: str
    noted: bool


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of one table through its reader of amounts.

    `lost` are columns that the form prints and the header lacks: their cells are not read, which is not blank.
    """

    grid: Grid
    form: Form
    amounts: AmountReader
    lost: tuple[str, ...] = ()

    def rows(self, blocks: list[Block], body: list[int]) -> Iterator[Row]:
        """The rows in the source's order: block by block, each from top to bottom."""
        if self.form.layout == "budget and final":
            return self._budget_and_final(blocks[0], body)
        if self.form.layout == "two sides":
            return self._two_sides(blocks, body)
        return self._items(blocks, body)

    def _budget_and_final(self, block: Block, body: list[int]) -> Iterator[Row]:
        row = next((row for row in body if self.grid.has_numbers(row) or not self._only_notes(row)), None)
        for kind in KINDS:
            columns = {name: column for (of, name), column in block.amounts.items() if of == kind}
            cells = {name: self.amounts.cell(row, column) if row else Cell() for name, column in columns.items()}
            cells |= {name: Cell(read=False) for name in self.form.required if name not in columns}
            yield Row(name=kind, label=kind, cells=cells)

    def _two_sides(self, blocks: list[Block], body: list[int]) -> Iterator[Row]:
        sides: tuple[Side, Side] = ("收入", "支出")
        for side, block in zip(sides, blocks, strict=False):
            renamed: dict[str, str] = {}
            for row, (_, label, noted) in self._labels(block, body):
                if not label or (noted and not self._has_numbers(row, block)):
                    continue
                name = self.form.name(label)
                renamed = self.form.below.get(name, renamed)
                yield Row(side=side, name=renamed.get(name, name), label=label, cells=self._cells(row, block))

    def _items(self, blocks: list[Block], body: list[int]) -> Iterator[Row]:
        totals: list[Row] = []
        for number, block in enumerate(blocks):
            for row, (code, label, noted) in self._labels(block, body):
                if not (code or label) or (noted and not self._has_numbers(row, block)):
                    continue
                total = not code and folded(label).endswith(_TOTAL)
                amounts = self._total_block(blocks[number:], row) if total else block
                name, at = self.form.name(label), address(row, block.labels[0])
                item = Row(code=code, name=name, label=label or code, cells=self._cells(row, amounts), at=at)
                if total and len(blocks) > 1:
                    totals.append(item)
                else:
                    yield item
        yield from totals

    def _total_block(self, blocks: list[Block], row: int) -> Block:
        """The block that holds a total's amount: a total may span the unlabelled blocks to its right."""
        for block in blocks:
            if block is not blocks[0] and any(any(self.grid.column(column, [row])) for column in block.labels):
                break
            if self._has_amounts(row, block):
                return block
        return blocks[0]

    def _labels(self, block: Block, body: list[int]) -> Iterator[tuple[int, Label]]:
        """Each row with its label."""
        columns = [self.grid.column(column, body) for column in block.labels]
        return zip(body, map(_label, zip(*columns, strict=True)), strict=True)

    def _cells(self, row: int, block: Block) -> dict[str, Cell]:
        cell = self.amounts.cell
        cells = {name: cell(row, column) for (_, name), column in block.amounts.items()}
        return cells | {name: Cell(read=False) for name in self.lost if name not in cells}

    def _has_amounts(self, row: int, block: Block) -> bool:
        return any((row, column) in self.grid.cells for column in block.amounts.values())

    def _has_numbers(self, row: int, block: Block) -> bool:
        contents = (self.grid.cells.get((row, column)) for column in block.amounts.values())
        return any(read_amount(content)[0] is not None for content in contents)

    def _only_notes(self, row: int) -> bool:
        return any(map(_NOTE.search, self.grid.texts(row)))


@lru_cache(maxsize=4096)  # the same items stand in many tables
def _label(texts: tuple[str, ...]) -> Label:
    codes = {text: plain for text in texts if _is_code(plain := unicodedata.normalize("NFKC", text))}
    code = "".join(codes[text] for text in texts if text in codes)
    label = " ".join(text for text in texts if text and text not in codes)
    return Label(code, label, bool(_NOTE.search(label)))


def _is_code(text: str) -> bool:
    return text.isascii() and text.isdigit()
