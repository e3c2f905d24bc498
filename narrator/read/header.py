"""What a table's columns mean, by their header labels with merges expanded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from narrator.read.forms import Form, Forms, HeaderPath
from narrator.read.grid import Grid
from narrator.read.regions import Region

KINDS = ("预算数", "决算数")


@dataclass(slots=True)
class Block:
    """Label columns and the amount columns to the right of them; `amounts` by (预算数 or 决算数 or "", column name)."""

    labels: list[int] = field(default_factory=list)
    amounts: dict[tuple[str, str], int] = field(default_factory=dict)


class Header(NamedTuple):
    """A table's header: its blocks from left to right, its rows, unknown columns with their printed header."""

    blocks: list[Block]
    rows: list[int]
    unknown: dict[int, HeaderPath]

    def is_whole(self, form: Form) -> bool:
        """Whether there are amounts at all, and both sides where the form has two."""
        sides = 2 if form.layout == "two sides" else 1
        return len(self.blocks) >= sides and any(block.amounts for block in self.blocks)

    def missing(self, form: Form) -> list[str]:
        """The columns that the form always prints and that were not found; all, where a block has none.

        Where only 预算数 or 决算数 is not found, above or below a name that is, it is this word.
        """
        kinds = KINDS if form.layout == "budget and final" else ("",)
        whole = all(block.amounts for block in self.blocks)
        have = {key for block in self.blocks for key in block.amounts} if whole else set()
        if lost := [kind for kind in kinds if kind and kind not in {of for of, _ in have}]:
            return lost
        absent = {name: [kind for kind in kinds if (kind, name) not in have] for name in form.required}
        half_known = {known_but_for_kind(path, form) for path in self.unknown.values()}
        return [told for name, of in absent.items() if of for told in (of if name in half_known else [name])]


def known_but_for_kind(path: HeaderPath, form: Form) -> str | None:
    """The name of a column of which only 预算数 or 决算数 is not known, `None` of any other."""
    if form.layout != "budget and final" or not {*path}.isdisjoint(KINDS):
        return None
    return form.column(path) or form.column(path[:-1])


def header_rows(grid: Grid, region: Region, forms: Forms) -> list[int]:
    """The rows that name the columns, 栏次 included; none where the title has no header below it."""
    words = forms.words[region.id]
    rows: list[int] = []
    for row in region.rows:
        if row <= region.title[0]:
            continue
        if _names_columns(grid, row, words):
            rows.append(row)
        elif rows:
            break
    return rows


def _names_columns(grid: Grid, row: int, words: frozenset[str]) -> bool:
    """Whether a row holds header words and no amounts, or only numbers the columns: 1, 2, 3 and so on."""
    return numbers_columns(grid, row) or not (words.isdisjoint(grid.texts(row)) or grid.has_numbers(row))


def numbers_columns(grid: Grid, row: int) -> bool:
    """Whether a header row only numbers the columns."""
    texts = grid.texts(row)
    return "栏次" in texts or (len(texts) > 2 and texts == [str(number) for number in range(1, len(texts) + 1)])


def read_header(grid: Grid, region: Region, rows: list[int], forms: Forms) -> Header:
    """The blocks of a table: each column is one of labels, one of amounts, 行次, or unknown."""
    form = forms.forms[region.id]
    labelled = form.layout != "budget and final"
    blocks = [] if labelled else [Block()]
    unknown: dict[int, HeaderPath] = {}
    kind, in_labels = "", False
    inherits = kinds_row(grid, rows) == rows[0]
    for column in _columns(grid, region):
        path = _path(grid, rows, column)
        if labelled and _is_label(path, form, forms):
            if not in_labels:
                blocks.append(Block())
            blocks[-1].labels.append(column)
            in_labels = True
            continue
        in_labels = in_labels and not path and not _has_decimals(grid, column)
        kind, name = _meaning(path, form, kind if inherits else "")
        if name and blocks and (kind, name) not in blocks[-1].amounts:
            blocks[-1].amounts[kind, name] = column
        elif path[-1:] != ("行次",):
            unknown[column] = path
    return Header(blocks, rows, unknown)


def kinds_row(grid: Grid, rows: list[int]) -> int:
    """The header row that says 预算数 and 决算数, the first where none does."""
    return next((row for row in rows if not {*grid.texts(row)}.isdisjoint(KINDS)), rows[0])


def _is_label(path: HeaderPath, form: Form, forms: Forms) -> bool:
    """Whether a column holds codes or names: by its own text, or by 项目 above an unknown one."""
    if not path or path[-1] in forms.label_words:
        return bool(path)
    return path[0] in forms.label_words and not form.column(path)


def _has_decimals(grid: Grid, column: int) -> bool:
    """Whether a column holds amounts, which no codes are, though it may have lost its header."""
    return any(isinstance(value, float) for (_, at), value in grid.cells.items() if at == column)


def _columns(grid: Grid, region: Region) -> list[int]:
    rows = set(region.rows)
    columns = {column for row, column in grid.covered if row in rows}
    return sorted(columns.union(*(grid.rows[row] for row in rows)))


def _path(grid: Grid, rows: list[int], column: int) -> HeaderPath:
    texts = dict.fromkeys([grid.header(row, column) for row in rows])
    return tuple([text for text in texts if text and text != "栏次" and not text.isdigit()])


def _meaning(path: HeaderPath, form: Form, before: str) -> tuple[str, str | None]:
    """预算数 or 决算数 ("" for forms that print one kind only), and the column's name, `None` if unknown.

    The kind stands above or below the name; above, where it is not repeated, it is that of the column to the left.
    """
    if form.layout != "budget and final":
        return "", form.column(path)
    kind = next((text for text in path if text in KINDS), before)
    return kind, form.column(tuple([text for text in path if text != kind])) if kind else None
