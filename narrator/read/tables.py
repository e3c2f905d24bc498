"""A sheet's grid as tables of the account: rows by label, columns by header, every number placed or told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from narrator.account.cells import Table
from narrator.finding import Finding, Level, Place
from narrator.read.amounts import AmountReader, read_amount
from narrator.read.forms import Form, Forms
from narrator.read.grid import ErrorValue, Grid, Spot, Uncomputed, address, listed
from narrator.read.header import Header, header_rows, numbers_columns, read_header
from narrator.read.heads import Head, missing_columns, unknown_heads
from narrator.read.regions import Caption, Region, caption, regions
from narrator.read.rows import RowReader

_CODE = re.compile(r"\d{3}(?:\d\d){0,2}")


class Found(NamedTuple):
    """A title found on a sheet, the table below it (`None` where it cannot be read), and what is printed around it."""

    region: Region
    place: Place
    title: str
    table: Table | None
    unit: str
    unit_place: Place
    money: str
    year: str
    year_place: Place
    findings: tuple[Finding, ...]


def read_tables(grid: Grid, forms: Forms) -> Iterator[Found]:
    """The tables of a sheet from top to bottom; a title with neither header nor numbers below is none of them."""
    for region in regions(grid, forms):
        rows = header_rows(grid, region, forms)
        if rows or any(map(grid.has_numbers, region.rows)):
            yield _found(grid, region, rows, forms)


def _found(grid: Grid, region: Region, rows: list[int], forms: Forms) -> Found:
    title = re.sub(r"\s+", "", grid.text(*region.title))
    above = caption(grid, tuple(row for row in region.rows if not rows or row < rows[0]))
    reader = _Reader(grid, region, title, forms.forms[region.id], above)
    table = reader.table(read_header(grid, region, rows, forms) if rows else None)
    findings = tuple(reader.findings)
    year_place = grid.place(*above.year_at) if above.year else grid.place(*region.title)
    place, unit_place = grid.place(*region.title), _at(grid, above)
    return Found(region, place, title, table, above.unit, unit_place, above.money, above.year, year_place, findings)


def _at(grid: Grid, above: Caption) -> Place:
    return grid.place(*above.unit_at) if above.unit else Place(file=grid.file, sheet=grid.sheet)


class _Reader:
    """Reads one table and gathers what it notices."""

    def __init__(self, grid: Grid, region: Region, title: str, form: Form, above: Caption) -> None:
        self.grid, self.region, self.title, self.form, self.above = grid, region, title, form, above
        self.amounts = AmountReader(grid, "元" if above.money == "元" else "万元")
        self.form_place = Place(figure=f"公开0{region.id[1]}表")
        self.findings: list[Finding] = []

    def table(self, header: Header | None) -> Table | None:
        """The table, or `None` where its columns or its unit of money are not known."""
        if not header or not header.is_whole(self.form):
            self._tell_no_header(unknown_heads(self.grid, header, self.form) if header else [])
            return None
        if self.above.money not in ("", "元", "万元"):
            what = f"的金额单位是“{self.above.money}”，只能是万元或元，没有读入，请换算后重试"
            where = (self.grid.place(*self.above.money_at), self.form_place)
            self._tell("READ-UNKNOWN-UNIT", Level.ERROR, what, where)
            return None
        body = [row for row in self.region.rows if row > header.rows[-1]]
        missing = header.missing(self.form)
        rows = tuple(RowReader(self.grid, self.form, self.amounts, tuple(missing)).rows(header.blocks, body))
        astray = [spot for spot in self._labels(header, body) if _is_amount(self.grid.cells[spot])]
        self.findings += self.amounts.findings(self.title)
        nameless = any(row.code and row.code == row.label for row in rows)
        labels = self._lost_labels(header, body, nameless) if self.form.layout == "items" else {}
        self._tell_unread(header, body, [] if astray else missing, labels)
        self._tell_amounts_as_labels(header, astray)
        return Table(
            id=self.region.id,
            title=self.title,
            form_number=self.above.form_number,
            unit=self.amounts.unit,
            unit_at=address(*self.above.money_at) if self.above.money else "",
            file=self.grid.file,
            sheet=self.grid.sheet,
            rows=rows,
        )

    def _tell_no_header(self, heads: list[Head]) -> None:
        unknown = f"；不认得的有 {'、'.join(map(str, heads))}" if heads else ""
        what = f"下面没有找到完整的表头（项目、科目编码、决算数等），没有读入{unknown}。请核对表样，改回原来的表头"
        where = [self.grid.place(*head.spot) for head in heads] or [self.grid.place(*self.region.title)]
        self._tell("READ-NO-HEADER", Level.ERROR, what, (*where, self.form_place))

    def _lost_labels(self, header: Header, body: list[int], nameless: bool) -> dict[str, list[Spot]]:
        """The codes, and where rows are nameless the texts, below heads that are not known, by what to call them."""
        lost: dict[str, list[Spot]] = {}
        for column in header.unknown:
            spots = [(row, column) for row in body if (row, column) in self.grid.cells]
            texts = [self.grid.text(*spot) for spot in spots]
            if texts and all(map(_CODE.fullmatch, texts)):
                lost.setdefault("科目编码", []).extend(spots)
            elif nameless and not any(_is_number(self.grid.cells[spot]) for spot in spots):
                lost.setdefault("科目名称", []).extend(spots)
        return {name: spots for name, spots in lost.items() if spots}

    def _tell_unread(self, header: Header, body: list[int], missing: list[str], labels: dict[str, list[Spot]]) -> None:
        """Tell missing columns, with what stands below heads that may be theirs, and other numbers not read."""
        columns = set(header.unknown) | {column for block in header.blocks for column in block.amounts.values()}
        spots = [(row, column) for row in body for column in self.grid.rows[row] if column in columns]
        spots = [spot for spot in spots if spot not in self.amounts.read and _is_number(self.grid.cells[spot])]
        if missing := [*labels, *missing]:
            lost = list(
                dict.fromkeys([*chain(*labels.values()), *(spot for spot in spots if spot[1] in header.unknown)])
            )
            heads = unknown_heads(self.grid, header, self.form, {column for _, column in lost})
            where = [self.grid.place(*spot) for spot in (*(head.spot for head in heads), *lost)]
            where = [*(where or [self.grid.place(*self.region.title)]), self.form_place]
            self._tell("READ-COLUMN-MISSING", Level.ERROR, missing_columns(missing, heads, lost), tuple(where))
            spots = [spot for spot in spots if spot not in lost]
        self._tell_unplaced(header, spots)

    def _tell_unplaced(self, header: Header, spots: list[Spot]) -> None:
        if spots:
            heads = "、".join(sorted({f"“{'/'.join(path)}”" for _, c in spots if (path := header.unknown.get(c))}))
            what = f"的数字不在认得的行和列里{f'（列 {heads}）' if heads else ''}，没有读入：{listed(spots)}。"
            what += "请核对；是表里的数，请改正它的表头或行的名称"
            self._tell("READ-UNPLACED-NUMBER", Level.NOTICE, what, tuple(self.grid.place(*spot) for spot in spots))

    def _labels(self, header: Header, body: list[int]) -> list[Spot]:
        """Where the label columns hold anything; what is no text there is remembered as trouble."""
        columns = {column for block in header.blocks for column in block.labels}
        spots = [(row, column) for row in body for column in self.grid.rows[row] if column in columns]
        for spot in spots:
            if isinstance(self.grid.cells[spot], (ErrorValue, Uncomputed)):
                self.amounts.cell(*spot)
        return spots

    def _tell_amounts_as_labels(self, header: Header, spots: list[Spot]) -> None:
        if spots:
            heads = "、".join(sorted({f"“{self._head(header, column)}”" for _, column in spots}))
            what = f"的列 {heads} 应是编码或名称，里面却是金额，没有读入：{listed(spots)}。"
            what += "请改正这些格；整列都是金额的，请把表头改成金额的名称（如决算数）"
            self._tell("READ-AMOUNT-AS-LABEL", Level.ERROR, what, tuple(self.grid.place(*spot) for spot in spots))

    def _head(self, header: Header, column: int) -> str:
        """The lowest text that a column has in the header."""
        rows = [row for row in header.rows if not numbers_columns(self.grid, row)]
        return next((text for row in reversed(rows) if (text := self.grid.header(row, column))), "")

    def _tell(self, code: str, level: Level, what: str, where: tuple[Place, ...] = ()) -> None:
        where = where or (self.grid.place(*self.region.title),)
        self.findings.append(Finding(code=code, level=level, message=f"《{self.title}》{what}", where=where))


@lru_cache(maxsize=4096, typed=True)  # the same codes and names stand in many tables
def _is_amount(content: Any) -> bool:
    """Whether a number can be no code: it has decimals, is zero or negative."""
    number = read_amount(content)[0]
    return number is not None and (number <= 0 or number != number.to_integral_value())


def _is_number(content: Any) -> bool:
    return read_amount(content)[0] is not None
