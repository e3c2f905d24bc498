"""Page numbers of headings, estimated from the document and the page style alone: the same on every machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from narrator.document import Block, Chart, Contents, Document, Paragraph, Section, TableBlock
from narrator.phrasebook.page_style import PageStyle
from narrator.write.lines import line_count, row_heights


def laid_out(document: Document, style: PageStyle) -> Document:
    """The document with the heights of its tables' rows and its page numbers, both estimated."""
    sections = (
        section._replace(blocks=tuple(_with_heights(block, style) for block in section.blocks))
        for section in document.sections
    )
    tall = document._replace(sections=tuple(sections))
    return with_pages(tall, estimate_pages(tall, style))


def _with_heights(block: Block, style: PageStyle) -> Block:
    if not isinstance(block, TableBlock):
        return block
    return block._replace(heights=tuple(row_heights(block, style)))


def estimate_pages(document: Document, style: PageStyle) -> dict[str, int]:
    """The page of every listed heading by its id, as numbered in the footers."""
    flow = _Flow(style)
    for section in document.sections:
        flow.section(section)
    return flow.pages


def with_pages(document: Document, pages: Mapping[str, int]) -> Document:
    """The document with these page numbers in its contents; a heading that `pages` lacks gets none."""
    sections = (
        section._replace(blocks=tuple(_numbered(block, pages) for block in section.blocks))
        for section in document.sections
    )
    return document._replace(sections=tuple(sections))


def _numbered(block: Block, pages: Mapping[str, int]) -> Block:
    if not isinstance(block, Contents):
        return block
    return Contents(tuple(entry._replace(page=pages.get(entry.target)) for entry in block.entries))


class _Flow:
    """Fills pages from the top, block by block; heights in twips."""

    def __init__(self, style: PageStyle) -> None:
        self.pages: dict[str, int] = {}
        self.style = style
        self.heights: dict[str, Sequence[int]] = {}
        self.page = 0
        self.used = 0
        self.width = self.height = 0

    def section(self, section: Section) -> None:
        self.width, self.height = self.style.area(section.landscape)
        self.used = 0
        self.page = self.page + 1 if section.first_number is None else section.first_number
        for number, block in enumerate(section.blocks):
            if isinstance(block, Paragraph):
                self._paragraph(block, section.blocks[number:])
            elif isinstance(block, TableBlock):
                self._table(block)
            elif isinstance(block, Chart):
                self._chart(section.blocks[number:])
            else:
                self._contents(block)

    def _paragraph(self, paragraph: Paragraph, blocks: tuple[Block, ...]) -> None:
        """Places a paragraph, the first of these blocks of its section."""
        look = self.style.styles[paragraph.style]
        lines = line_count(paragraph.text, look, self.width)
        if self.used and (paragraph.new_page or not self._fits(self._kept(blocks))):
            self._turn()
        if paragraph.listed:
            self.pages[paragraph.id] = self.page
        self.used += look.before
        for _ in range(lines):
            self._take(look.pitch)
        self.used += look.after

    def _table(self, table: TableBlock) -> None:
        heights = self._row_heights(table)
        header, rows = heights[: len(table.header)], heights[len(table.header) :]
        self._take(sum(header) + sum(rows[:1]))
        for height in rows[1:]:
            if not self._fits(height):
                self._turn()
                self.used = sum(header)
            self.used += height

    def _chart(self, blocks: tuple[Block, ...]) -> None:
        """Places a chart, the first of these blocks of its section."""
        if self.used and not self._fits(self._kept(blocks)):
            self._turn()
        self.used += self.style.chart.height

    def _contents(self, contents: Contents) -> None:
        for entry in contents.entries:
            look = self.style.styles[self.style.contents.styles[entry.level - 1]]
            self._take(look.pitch * line_count(entry.text, look, self.width))

    def _kept(self, blocks: tuple[Block, ...]) -> int:
        """The height that must stay on one page: what keeps with the next, and the first line or rows of that."""
        if not blocks:
            return 0
        block = blocks[0]
        if isinstance(block, Paragraph) and self.style.styles[block.style].keep_next:
            return self._whole(block) + self._kept(blocks[1:])
        if isinstance(block, Chart):
            return self.style.chart.height + self._kept(blocks[1:])
        return self._first(block)

    def _whole(self, paragraph: Paragraph) -> int:
        look = self.style.styles[paragraph.style]
        return look.before + look.after + look.pitch * line_count(paragraph.text, look, self.width)

    def _first(self, block: Block) -> int:
        if isinstance(block, Paragraph):
            look = self.style.styles[block.style]
            return look.before + look.pitch
        if isinstance(block, TableBlock):
            return sum(self._row_heights(block)[: len(block.header) + 1])
        return 0

    def _row_heights(self, table: TableBlock) -> Sequence[int]:
        if table.id not in self.heights:
            self.heights[table.id] = row_heights(table, self.style)
        return self.heights[table.id]

    def _fits(self, height: int) -> bool:
        return self.used + height <= self.height

    def _take(self, height: int) -> None:
        if not self._fits(height):
            self._turn()
        self.used += height

    def _turn(self) -> None:
        self.page, self.used = self.page + 1, 0
