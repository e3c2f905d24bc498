"""Writes a document as one HTML page that needs nothing else: looks inline, figures explained where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from narrator.document import Block, Contents, Document, Paragraph, Run, Section, TableBlock
from narrator.figures.explained import explained
from narrator.figures.figure import Figure
from narrator.phrasebook.page_style import PageStyle
from narrator.write.grid import Slot, slots, twips
from narrator.write.html_style import stylesheet
from narrator.write.xml import encoded, escaped


def write(document: Document, style: PageStyle) -> bytes:
    """The page as UTF-8; raises NarratorError as the Word writer does."""
    sections = "\n".join("\n".join(_section(section)) for section in document.sections)
    page = (
        f'<!DOCTYPE html>\n<html lang="{style.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{escaped(document.title)}</title>\n<meta name="author" content="{escaped(document.unit)}">\n'
        f"<style>\n{stylesheet(style)}</style>\n</head>\n<body>\n{sections}\n</body>\n</html>\n"
    )
    return encoded(page, document)


def _section(section: Section) -> Iterator[str]:
    yield f'<section class="{"landscape" if section.landscape else "portrait"}">'
    for block in section.blocks:
        yield from _block(block)
    yield "</section>"


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, TableBlock):
        yield from _table(block)
    elif isinstance(block, Contents):
        yield from _contents(block)
    else:
        yield _paragraph(block)


def _paragraph(paragraph: Paragraph) -> str:
    tag = f"h{paragraph.level}" if paragraph.level else "p"
    content, breaks = _runs(paragraph.runs), " new-page" if paragraph.new_page else ""
    if "\t" in content:
        content = "<span>" + content.replace("\t", "</span><span>") + "</span>"
    return f'<{tag} id="{escaped(paragraph.id)}" class="{escaped(paragraph.style)}{breaks}">{content}</{tag}>'


def _runs(runs: tuple[Run, ...]) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    content = escaped(run.text).replace("\n", "<br>")
    if run.placeholder:
        content = f"<mark>{content}</mark>"
    return content if run.figure is None else _explained(content, run.figure)


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


def _table(table: TableBlock) -> Iterator[str]:
    rows, widths = slots(table), twips(table)
    yield f'<table id="{escaped(table.id)}" aria-label="{escaped(table.description)}"><colgroup>'
    yield "".join(f'<col style="width:{100 * width / sum(widths):.2f}%">' for width in widths) + "</colgroup>"
    heads = len(table.header)
    for tag, part, cell in (("thead", rows[:heads], "th"), ("tbody", rows[heads:], "td")):
        lines = ("".join(_cell(slot, cell) for slot in row if slot[2]) for row in part)
        yield f"<{tag}>" + "\n".join(f"<tr>{line}</tr>" for line in lines) + f"</{tag}>"
    yield "</table>"


def _cell(slot: Slot, tag: str) -> str:
    _, cell, _ = slot
    spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    content = f"<b>{_runs(cell.runs)}</b>" if cell.bold and cell.runs else _runs(cell.runs)
    return f'<{tag}{spans} class="{escaped(cell.style)}">{content}</{tag}>'
