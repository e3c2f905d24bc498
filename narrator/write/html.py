"""Writes a document as one HTML page that needs nothing else: looks inline, figures explained where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from narrator.document import Block, Chart, Contents, Document, Paragraph, Run, Section, TableBlock, TableCell
from narrator.figures.explained import explained
from narrator.figures.figure import Figure
from narrator.phrasebook.page_style import PageStyle
from narrator.write.grid import Slot, slots
from narrator.write.html_chart import chart_html
from narrator.write.html_style import stylesheet, widths
from narrator.write.xml import encoded, escaped


def write(document: Document, style: PageStyle) -> bytes:
    """The page as UTF-8; raises NarratorError as the Word writer does."""
    page = (
        f'<!DOCTYPE html>\n<html lang="{style.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{escaped(document.title)}</title>\n<meta name="author" content="{escaped(document.unit)}">\n'
        f"<style>\n{stylesheet(style)}{widths(document)}</style>\n</head>\n<body>\n{Markup().body(document)}\n</body>\n</html>\n"
    )
    return encoded(page, document)


class Markup:
    """A document's blocks as HTML; what shows a run or a cell in another way overrides the method for it."""

    def body(self, document: Document) -> str:
        """All sections."""
        return "\n".join("\n".join(self._section(section)) for section in document.sections)

    def _section(self, section: Section) -> Iterator[str]:
        yield f'<section class="{"landscape" if section.landscape else "portrait"}">'
        for block in section.blocks:
            yield from self.block(block)
        yield "</section>"

    def block(self, block: Block) -> Iterator[str]:
        """A paragraph, a table, a chart or the contents."""
        if isinstance(block, TableBlock):
            yield from self._table(block)
        elif isinstance(block, Contents):
            yield from _contents(block)
        elif isinstance(block, Chart):
            yield chart_html(block)
        else:
            yield self._paragraph(block)

    def _paragraph(self, paragraph: Paragraph) -> str:
        tag = f"h{paragraph.level}" if paragraph.level else "p"
        content, breaks = self._runs(paragraph.runs), " new-page" if paragraph.new_page else ""
        if "\t" in content:
            content = "<span>" + content.replace("\t", "</span><span>") + "</span>"
        return f'<{tag} id="{escaped(paragraph.id)}" class="{escaped(paragraph.style)}{breaks}">{content}</{tag}>'

    def _runs(self, runs: tuple[Run, ...]) -> str:
        return "".join(map(self.run, runs))

    def run(self, run: Run) -> str:
        """A run: a placeholder marked, a number with what it is."""
        return text(run) if run.figure is None else _explained(text(run), run.figure)

    def _table(self, table: TableBlock) -> Iterator[str]:
        rows = slots(table)
        yield f'<table id="{escaped(table.id)}" aria-label="{escaped(table.description)}"><colgroup>'
        yield "<col>" * len(table.widths) + "</colgroup>"
        heads = len(table.header)
        for tag, part, cell in (("thead", rows[:heads], "th"), ("tbody", rows[heads:], "td")):
            lines = ("".join(self._cell(table, slot, cell) for slot in row if slot[2]) for row in part)
            yield f"<{tag}>" + "\n".join(f"<tr>{line}</tr>" for line in lines) + f"</{tag}>"
        yield "</table>"

    def _cell(self, table: TableBlock, slot: Slot, tag: str) -> str:
        _, cell, _ = slot
        spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
        spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
        content = self.cell(table, cell)
        content = f"<b>{content}</b>" if cell.bold and content else content
        return f'<{tag}{spans} class="{escaped(cell.style)}">{content}</{tag}>'

    def cell(self, table: TableBlock, cell: TableCell) -> str:
        """What stands in a cell."""
        return self._runs(cell.runs)


def text(run: Run) -> str:
    """A run's text, a placeholder marked."""
    content = escaped(run.text).replace("\n", "<br>")
    return f"<mark>{content}</mark>" if run.placeholder else content


@lru_cache(maxsize=4096)
def _explained(content: str, figure: Figure) -> str:
    """The number, which can be pointed at, clicked and reached with the tab key, before its explanation."""
    said = "<br>".join(map(escaped, explained(figure)))
    return f'<span class="figure" tabindex="0">{content}</span><span class="explained" role="note">{said}</span>'


def _contents(contents: Contents) -> Iterator[str]:
    yield '<nav aria-label="目录">'
    for entry in contents.entries:
        yield f'<a class="level{entry.level}" href="#{escaped(entry.target)}">{escaped(entry.text)}</a>'
    yield "</nav>"
