"""The document between content and format: frozen values that know neither Word nor HTML."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from narrator.figures.figure import Figure

Align = Literal["left", "right", "center"]


class Run(NamedTuple):
    """A stretch of text; a number carries its figure, a placeholder is printed highlighted."""

    text: str
    figure: Figure | None = None
    placeholder: bool = False

    @property
    def value(self) -> Decimal:
        """The exact value of its figure, which must be known."""
        assert self.figure is not None and self.figure.value is not None
        return self.figure.value


class Paragraph(NamedTuple):
    """A paragraph: `style` names an entry of the edition's page style, `id` is unique in the document.

    `level` is 1 to 4 for headings, `None` for text; `listed` headings stand in the contents, where `numeral`
    stands before those that print none themselves; `new_page` starts a page.
    """

    id: str
    style: str
    runs: tuple[Run, ...]
    level: int | None = None
    listed: bool = False
    new_page: bool = False
    numeral: str = ""

    @property
    def text(self) -> str:
        """The text of all runs."""
        return "".join([run.text for run in self.runs])


class TableCell(NamedTuple):
    """A cell: `style` names an entry of the page style; spans count columns and rows, covered cells are not listed.

    `at` is the address of an amount in the sheet that it was read from ("C7"), "" for any other cell.
    """

    runs: tuple[Run, ...] = ()
    style: str = "表格文字"
    columns: int = 1
    rows: int = 1
    bold: bool = False
    at: str = ""

    @property
    def text(self) -> str:
        """The text of all runs."""
        return self.runs[0].text if len(self.runs) == 1 else "".join([run.text for run in self.runs])


class TableBlock(NamedTuple):
    """A table: column widths in millimetres, header rows (栏次 included, repeated on each page), body rows.

    A row lists only cells that begin in it: a cell that spans rows or columns is listed once, where it begins.
    `heights` are those of all rows in twips, header first, once they are worked out; other rows need others.
    """

    id: str
    title: str
    description: str
    widths: tuple[float, ...]
    header: tuple[tuple[TableCell, ...], ...]
    rows: tuple[tuple[TableCell, ...], ...]
    heights: tuple[int, ...] = ()


class Series(NamedTuple):
    """Amounts of one year, one for each category of their chart; each run has the amount without its unit."""

    name: str
    values: tuple[Run, ...]


class Chart(NamedTuple):
    """A chart of amounts of one unit by category; a 饼状图 has one series, no zeros, and shares where they are known.

    Its title stands in the paragraph that follows it.
    """

    id: str
    title: str
    kind: Literal["柱状图", "饼状图"]
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    shares: tuple[Run, ...] = ()

    @property
    def title_id(self) -> str:
        """The id of the paragraph that has its title."""
        return f"{self.id}.题"

    @property
    def description(self) -> str:
        """All that the chart shows, in words."""
        said = (f"{series.name}：{'，'.join(self.told(series))}" for series in self.series)
        return f"{self.title}（{self.kind}）。{'；'.join(said)}"

    def told(self, series: Series) -> tuple[str, ...]:
        """Each category with its amount in a series, and its share if that is known."""
        parts = zip(self.categories, series.values, strict=True)
        shares = [f"（{share.text}）" for share in self.shares] or [""] * len(self.categories)
        return tuple(f"{name} {run.text}{self.unit}{share}" for (name, run), share in zip(parts, shares, strict=True))

    @property
    def runs(self) -> tuple[Run, ...]:
        """Every number that it shows."""
        return (*(run for series in self.series for run in series.values), *self.shares)


class Entry(NamedTuple):
    """A line of the contents: the heading's text, level and id, and the page it stands on (`None`: not known)."""

    level: int
    text: str
    target: str
    page: int | None


class Contents(NamedTuple):
    """The table of contents, its page numbers already worked out."""

    entries: tuple[Entry, ...]


Block = Paragraph | TableBlock | Chart | Contents


class Section(NamedTuple):
    """Pages of one kind: orientation, whether they are numbered, and where numbering starts anew (`None`: goes on)."""

    blocks: tuple[Block, ...]
    landscape: bool = False
    numbered: bool = True
    first_number: int | None = None


class Document(NamedTuple):
    """A whole report: properties and sections; `input` is a hash of the account it was composed from."""

    title: str
    unit: str
    year: int | None
    edition: str
    sections: tuple[Section, ...]
    input: str = ""

    def blocks(self) -> Iterator[Block]:
        """All blocks in reading order."""
        for section in self.sections:
            yield from section.blocks

    def paragraphs(self) -> Iterator[Paragraph]:
        """All paragraphs outside tables in reading order."""
        return (block for block in self.blocks() if isinstance(block, Paragraph))
