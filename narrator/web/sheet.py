"""A document as the page shows it: numbers to be clicked, cells with problems marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from narrator.account import Account, Table
from narrator.document import Block, Chart, Contents, Document, Paragraph, Run, TableBlock, TableCell
from narrator.figures.figure import Figure
from narrator.finding import Finding, Level, Place
from narrator.write.html import Markup, text
from narrator.write.xml import escaped

Spot = tuple[str, str]  # a table's id and the address of a cell


class Marks:
    """Findings by table with its cells that they are about, in order, and their numbers in the table by cell."""

    def __init__(self) -> None:
        self.tables: dict[str, list[tuple[Finding, tuple[str, ...]]]] = {}
        self.numbers: dict[Spot, list[int]] = {}

    def add(self, finding: Finding, table: str, cells: tuple[str, ...]) -> None:
        """Give a finding the next number of a table."""
        self.tables.setdefault(table, []).append((finding, cells))
        for cell in cells:
            self.numbers.setdefault((table, cell), []).append(len(self.tables[table]))

    def level(self, spot: Spot) -> str:
        """The gravest level of the findings about a cell that has some."""
        levels = [self.tables[spot[0]][number - 1][0].level for number in self.numbers[spot]]
        return str(min(levels, key=list(Level).index))


class Shown(Markup):
    """A unit's document, with the marks of findings on its cells."""

    def __init__(self, unit: str, marks: Marks) -> None:
        self.address = f"/units/{unit}"
        self.marks = marks
        self._block = ""
        self._number = 0

    def block(self, block: Block) -> Iterator[str]:
        """A block; its figures are counted from 0."""
        self._block, self._number = "" if isinstance(block, Contents) else block.id, 0
        if isinstance(block, TableBlock):
            yield '<div class="wide" tabindex="0" role="region" aria-label="' + escaped(block.title) + '">'
            yield from super().block(block)
            yield "</div>"
        else:
            yield from super().block(block)

    def run(self, run: Run) -> str:
        """A run; a number is a button that asks where it comes from."""
        if run.figure is None:
            return text(run)
        asked = f"{self.address}/figure?at={quote(self._block)}&amp;n={self._number}"
        self._number += 1
        return f'<button type="button" class="figure" hx-get="{asked}" hx-target="#trace">{text(run)}</button>'

    def cell(self, table: TableBlock, cell: TableCell) -> str:
        """A cell's content; an amount is a button, marked with the numbers of its findings."""
        content = super().cell(table, cell)
        if not cell.at:
            return content
        numbers = self.marks.numbers.get((table.id, cell.at), [])
        asked = f'hx-get="{self.address}/cell?table={table.id}&amp;at={cell.at}" hx-target="#trace"'
        marked = "".join(f'<sup><span class="out">问题</span>{number}</sup>' for number in numbers)
        look = f"amount problem {self.marks.level((table.id, cell.at))}" if numbers else "amount"
        told = "" if content else f' aria-label="{cell.at} 空白"'
        body = f'<button type="button" class="{look}" {asked}{told}>{content}{marked}</button>'
        return f'<span id="{table.id}-{cell.at}">{body}</span>' if numbers else body


def figure_at(document: Document, block: str, number: int) -> Figure | None:
    """The figure that a block prints at this place among its figures, `None` if there is none."""
    for found in document.blocks():
        if not isinstance(found, Contents) and found.id == block:
            figures = [run.figure for run in _runs(found) if run.figure]
            return figures[number] if 0 <= number < len(figures) else None
    return None


def _runs(block: Paragraph | Chart | TableBlock) -> Iterator[Run]:
    if isinstance(block, Paragraph | Chart):
        yield from block.runs
    else:
        yield from (run for row in (*block.header, *block.rows) for cell in row for run in cell.runs)


def spots(document: Document, account: Account) -> dict[tuple[str | None, str | None, str], Spot]:
    """The printed cells by file, sheet and address of where they were read."""
    tables: Mapping[str, Table] = {str(id): table for id, table in account.tables.items()}
    blocks = [block for block in document.blocks() if isinstance(block, TableBlock) and block.id in tables]
    return {
        (tables[block.id].file, tables[block.id].sheet, cell.at): (block.id, cell.at)
        for block in blocks
        for row in block.rows
        for cell in row
        if cell.at
    }


def marked(findings: tuple[Finding, ...], known: Mapping[tuple[str | None, str | None, str], Spot]) -> Marks:
    """Findings about printed cells, numbered from 1 in each table, and their numbers by cell."""
    marks = Marks()
    for finding in findings:
        here = dict.fromkeys(spot for place in finding.where if (spot := known.get(_key(place))))
        for table in dict.fromkeys(table for table, _ in here):
            marks.add(finding, table, tuple(cell for its, cell in here if its == table))
    return marks


def _key(place: Place) -> tuple[str | None, str | None, str]:
    return place.file, place.sheet, place.cell or ""
