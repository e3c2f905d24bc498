"""The tables of a Word file as those of an account, through the recognition that workbooks have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from narrator.account.names import folded, plain_name
from narrator.finding import Place
from narrator.read.forms import Form, Forms, load_forms
from narrator.read.grid import Grid, Spot
from narrator.read.sheets import Sheets, sheets_of
from narrator.review.word import Paragraph, WordFile, WordTable

CAPTIONS = 12  # paragraphs above a table that may belong to it
TITLE_ROWS = 3  # rows of a table in which its title may stand
HEADER_ROWS = 6  # rows at a table's top that may be repeated on the next page
T = TypeVar("T")
_TOTAL = "合计"
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?")
_BESIDE = re.compile(
    r"公开\s*\d+\s*表|[（(]?续表?[一二三四五六七八九十\d]*[）)]?$"
    r"|(?:金额)?单位\s*[：:]\s*(?:人民币)?[百千万亿]?元|(?:编制)?(?:部门|单位)(?:名称)?\s*[：:]\s*\S+"
)
_TABLE_NUMBER = re.compile(r"^(?:附?表[一二三四五六七八九十\d]+[：:、.．]?|（\d+）)")
_YEAR_BEFORE = re.compile(r"^.{0,40}?20\d\d年度?(?:部门|单位)?")


@dataclass(frozen=True)
class TableGrid(Grid):
    """A grid whose rows from 1 are those of Word tables; what stands above them has rows of 0 and less."""

    paragraphs: dict[Spot, int] = field(default_factory=dict)

    def place(self, row: int, column: int) -> Place:
        """Where a cell stands: the table's title and, in the table itself, the cell as Word counts."""
        return super().place(row, column) if row > 0 else Place(file=self.file, sheet=self.sheet)


@dataclass(frozen=True, slots=True)
class WordTables:
    """What a Word file's tables report, as grids too; `captions` are the paragraphs that belong to them."""

    sheets: Sheets
    grids: tuple[TableGrid, ...]
    captions: frozenset[int]


def read_word_tables(word: WordFile) -> WordTables:
    """The account tables of a Word file; none where it has none, which is no fault of reading."""
    forms = load_forms()
    found: list[_Growing] = []
    captions: list[Paragraph] = []
    for block in word.blocks:
        if isinstance(block, Paragraph):
            captions.append(block)
            continue
        begun = _begun(block, captions[-CAPTIONS:], forms)
        if found and (begun.title == found[-1].title if begun else found[-1].goes_on(block, captions)):
            found[-1].add(block)
        elif begun:
            begun.add(block)
            found.append(begun)
        captions = []
    grids = tuple(table.grid(word.file, forms) for table in found)
    sheets = sheets_of(list(grids), [], word.file) if grids else Sheets(word.file)
    return WordTables(sheets, grids, frozenset(caption.index for table in found for caption in table.above))


@dataclass
class _Growing:
    """An account table while its Word tables are joined: its title, and the paragraphs and texts above its cells."""

    title: str
    above: list[Paragraph]
    texts: list[str]
    title_at: Spot | None = None
    cells: dict[Spot, str] = field(default_factory=dict)
    covered: dict[Spot, Spot] = field(default_factory=dict)
    paragraphs: dict[Spot, int] = field(default_factory=dict)
    rows: int = 0

    def goes_on(self, table: WordTable, between: list[Paragraph]) -> bool:
        """Whether a table is this one's next part: nothing stands between that is not printed around tables."""
        words = [text for paragraph in between if (text := _bare(paragraph.shown)) and not text.isdigit()]
        return not words and _width(table.cells) == _width(self.cells)

    def add(self, table: WordTable) -> None:
        """Join a Word table's rows, but for those at its top that repeat this one's header."""
        mine = {tuple(_row(self.cells, row)) for row in range(1, HEADER_ROWS + 1)} if self.rows else set()
        first = next((row for row in range(1, table.rows + 1) if tuple(_row(table.cells, row)) not in mine), 1)
        shift = self.rows - first + 1
        self.cells |= _shifted(table.cells, first, shift)
        self.paragraphs |= _shifted(table.paragraphs, first, shift)
        covered = {spot: (owner[0] + shift, owner[1]) for spot, owner in table.covered.items() if owner[0] >= first}
        self.covered |= _shifted(covered, first, shift)
        self.rows += table.rows - first + 1
        if self.title_at:
            self.cells.pop(self.title_at, None)

    def grid(self, file: str, forms: Forms) -> TableGrid:
        """The table with its title and captions above it."""
        _lift(self.cells, forms.forms[forms.titles[folded(self.title)]], forms)
        lines = [self.title, *self.texts]
        above = {(n - len(lines) + 1, 1): line for n, line in enumerate(lines) if line.strip()}
        values = {spot: _value(text) for spot, text in self.cells.items()}
        numbers = [row for (row, _), value in values.items() if not isinstance(value, str)]
        covered = self.covered | _spread(self.cells, self.covered, min(numbers, default=self.rows + 1) - 1)
        return TableGrid(file, self.title, above | values, covered, paragraphs=self.paragraphs)


def _shifted(cells: dict[Spot, T], first: int, shift: int) -> dict[Spot, T]:
    return {(row + shift, column): value for (row, column), value in cells.items() if row >= first}


def _row(cells: dict[Spot, str], row: int) -> Iterator[tuple[int, str]]:
    return ((column, folded(text)) for (r, column), text in cells.items() if r == row)


def _width(cells: Iterable[Spot]) -> int:
    return max((column for _, column in cells), default=0)


def _begun(table: WordTable, captions: list[Paragraph], forms: Forms) -> _Growing | None:
    """The account table that a Word table begins, `None` where no title stands above it or in its first rows."""
    printed = {folded(title): title for form in forms.forms.values() for title in form.titles}
    for n, caption in reversed(list(enumerate(captions))):
        if title := _title(caption.shown, printed):
            return _Growing(title, captions[n:], [one.text for one in captions[n:]])
    for spot in sorted(table.cells):
        if spot[0] <= TITLE_ROWS and (title := _title(table.cells[spot], printed)):
            return _Growing(title, [], [*(one.text for one in captions[-2:]), table.cells[spot]], spot)
    return None


def _title(text: str, printed: dict[str, str]) -> str:
    """The title of an account table that a line prints, "" where it prints none."""
    bare = _bare(text)
    return next((printed[one] for one in (bare, _YEAR_BEFORE.sub("", bare)) if one in printed), "")


def _bare(text: str) -> str:
    """A caption without numerals, form number, unit and money unit."""
    return _TABLE_NUMBER.sub("", plain_name(_BESIDE.sub("", text.strip())))


def _value(text: str) -> str | int | float:
    """A cell's text, as a number where it is written like one."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not _NUMBER.fullmatch(plain):
        return text
    bare = plain.replace(",", "")
    return float(bare) if "." in bare or len(bare) > 15 else int(bare)


def _lift(cells: dict[Spot, str], form: Form, forms: Forms) -> None:
    """Put column heads that stand in the row of the total into the row above it too; what they hide is not read."""
    words = forms.label_words | {folded(name) for names in form.columns.values() for name in names}
    for row in range(2, HEADER_ROWS + 1):
        heads = [column for (r, column), text in cells.items() if r < row and folded(text) not in forms.label_words]
        labels = [
            column for column in range(1, min(heads, default=1)) if folded(cells.get((row, column), "")) == _TOTAL
        ]
        if not labels or form.layout == "budget and final":
            continue
        for column in range(1, _width(cells) + 1):
            text = folded(cells.get((row, column), ""))
            if column not in labels and text in words:
                cells.setdefault((row - 1, column), cells[row, column])
            if column not in labels and text in forms.label_words:
                del cells[row, column]


def _spread(cells: dict[Spot, str], covered: dict[Spot, Spot], height: int) -> dict[Spot, Spot]:
    """What covers the blank header cells of a table that prints no merges: the text to their left in the same group."""
    if any(owner[0] == spot[0] and owner[1] != spot[1] and spot[0] <= height for spot, owner in covered.items()):
        return {}
    owners: dict[Spot, Spot] = {}
    for row in range(1, height + 1):
        for column in range(2, _width(cells) + 1):
            spot, left = (row, column), owners.get((row, column - 1), (row, column - 1))
            above, beside = (owners.get((row - 1, c), (row - 1, c)) for c in (column, column - 1))
            below = any((r, column) in cells for r in range(row + 1, height + 1))
            if spot not in cells and left in cells and below and (row == 1 or above == beside):
                owners[spot] = left
    return owners
