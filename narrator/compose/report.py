"""The whole report in the order of an edition's outline: cover, contents, parts, tables, annex."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

from narrator.account import Account
from narrator.compose.charts import compose_chart
from narrator.compose.self_evaluation import compose_self_evaluation
from narrator.compose.tables import compose_tables
from narrator.document import Block, Contents, Document, Entry, Paragraph, Run, Section, TableBlock, TableCell
from narrator.narrate.narrator import Narrator
from narrator.numerals import chinese_numeral
from narrator.phrasebook.edition import Edition
from narrator.phrasebook.outline import Section as Outlined
from narrator.phrasebook.outline import Step, TextTable

HEADINGS = ("标题1", "标题2", "标题3")
ANNEX_HEADINGS = ("附件标题1", "附件标题2", "附件标题3")


def compose(account: Account, edition: Edition, narrator: Narrator) -> Document:
    """The document of an account in an edition; page numbers in the contents are not yet known."""
    writer = _Writer(account, edition, narrator)
    cover = Section(tuple(writer.cover()), numbered=False)
    body = tuple(writer.body())
    headings = [block for section in body for block in section.blocks if isinstance(block, Paragraph) and block.listed]
    contents = Section((*writer.contents_title(), _contents(headings)), numbered=False)
    title = "".join(block.text for block in cover.blocks if isinstance(block, Paragraph))
    sections = (cover, contents, *body)
    return Document(title, account.unit or "", account.year, edition.name, sections, account.digest())


def _contents(headings: Iterable[Paragraph]) -> Contents:
    return Contents(tuple(Entry(line.level or 1, line.numeral + line.text, line.id, None) for line in headings))


class _Writer:
    """Walks the outline and has each paragraph said."""

    def __init__(self, account: Account, edition: Edition, narrator: Narrator) -> None:
        self.account = account
        self.edition = edition
        self.narrator = narrator

    def cover(self) -> Iterator[Block]:
        for number, line in enumerate(self.edition.outline.cover, 1):
            if paragraph := self._titled(f"封面.{number}", line.style, line.say):
                yield paragraph

    def contents_title(self) -> Iterator[Block]:
        if paragraph := self._titled("目录", "目录标题", self.edition.outline.contents):
            yield paragraph

    def body(self) -> Iterator[Section]:
        """Portrait sections of text, broken by the sections of the tables; numbered from 1."""
        blocks: list[Block] = []
        first: int | None = 1
        for number, part in enumerate(map(self._section, self.edition.outline.parts), 1):
            self.narrator.scope.percent_places = part.percent_places or self.edition.settings.percent_places
            blocks += self._part(f"{number}", part, new_page=bool(blocks))
            if pages := self._pages_after(part):
                yield Section(tuple(blocks), first_number=first)
                yield pages
                blocks, first = [], None
        if blocks:
            yield Section(tuple(blocks), first_number=first)

    def _pages_after(self, part: Outlined) -> Section | None:
        """The pages of tables that a part prints after its text, if any."""
        if part.tables:
            blocks = compose_tables(self.account, self.edition.tables)
            return Section(tuple(self._numbered(blocks)), landscape=True)
        annex = self.edition.indicators
        if part.self_evaluation and annex:
            return Section(
                compose_self_evaluation(part.self_evaluation, annex, self.narrator), landscape=annex.landscape
            )
        return None

    def _numbered(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """The tables, their titles numbered in the contents as the forms have it; on their own pages they are not."""
        numbers = count(1)
        for block in blocks:
            if isinstance(block, Paragraph) and block.listed:
                block = block._replace(numeral=self._numeral(0, next(numbers)))
            yield block

    def _section(self, name: str) -> Outlined:
        return self.edition.outline.sections[name]

    def _part(self, id: str, part: Outlined, *, new_page: bool) -> Iterator[Block]:
        title = self._titled(id, "部分标题", part.title)
        if title:
            yield title._replace(level=1, listed=True, new_page=new_page)
        for index, block in enumerate(self._part_text(id, part)):
            if index == 0 and isinstance(block, Paragraph):
                block = block._replace(new_page=True)
            yield block

    def _part_text(self, id: str, part: Outlined) -> Iterator[Block]:
        if part.annex:
            yield Paragraph(f"{id}.附件", "附件标识", (Run("附件"),))
            if title := self._titled(f"{id}.附件标题", "附件标题", part.annex):
                yield title._replace(level=2, listed=True)
        yield from self._steps(id, part.say)
        yield from self._charts(id, part)
        styles = ANNEX_HEADINGS if part.annex else HEADINGS
        yield from self._sections(id, part.sections, styles, depth=0, listed=not part.annex)

    def _sections(
        self, id: str, names: tuple[str, ...], styles: tuple[str, ...], *, depth: int, listed: bool
    ) -> Iterator[Block]:
        sections = map(self._section, names)
        present = [section for section in sections if section.when is None or self.narrator.value(section.when)]
        for number, section in enumerate(present, 1):
            below = f"{id}.{number}"
            numeral = self._numeral(depth, number)
            title = self.narrator.title(section.title, below)
            level = depth + (2 if listed else 3)
            yield Paragraph(below, styles[depth], (Run(numeral), *title), level=level, listed=listed and depth == 0)
            yield from self._steps(below, section.say)
            if section.table:
                yield self._table(f"{below}.表", "".join(run.text for run in title), section.table)
            yield from self._charts(below, section)
            yield from self._sections(below, section.sections, styles, depth=depth + 1, listed=listed)

    def _numeral(self, depth: int, number: int) -> str:
        return (
            self.edition.settings.numbering[depth].replace("{中}", chinese_numeral(number)).replace("{数}", str(number))
        )

    def _steps(self, id: str, steps: tuple[Step, ...]) -> Iterator[Paragraph]:
        for step in steps:
            for place, local in self._rows(step.each):
                for name in step.say:
                    paragraph = f"{id}.{name}{place}"
                    if runs := self.narrator.say(name, paragraph, **local):
                        yield Paragraph(paragraph, "正文", runs)

    def _table(self, id: str, title: str, table: TextTable) -> TableBlock:
        header = tuple(TableCell((Run(text),), "文内表头") for text in table.header)
        rows = tuple(
            tuple(TableCell(self.narrator.say(name, id, **local), "文内表格") for name in table.say)
            for _, local in self._rows(table.each)
        )
        return TableBlock(id, title, f"{self.account.unit or ''}{title}", table.widths, (header,), rows)

    def _charts(self, id: str, section: Outlined) -> Iterator[Block]:
        for number, chart in enumerate(section.charts, 1):
            yield from compose_chart(f"{id}.图.{number}", chart, self.narrator)

    def _rows(self, each: str | None) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each row of a list, or one without a list; a list that is missing is one row that says so."""
        if each is None:
            yield "", {}
            return
        rows = self.narrator.value(each)
        if not isinstance(rows, tuple):
            rows = (rows,)
        for number, row in enumerate(rows, 1):
            yield f".{number}", {"本项": row, "序号": number, "末项": number == len(rows)}

    def _titled(self, id: str, style: str, text: str) -> Paragraph | None:
        runs = self.narrator.title(text, id)
        return Paragraph(id, style, runs) if runs else None
