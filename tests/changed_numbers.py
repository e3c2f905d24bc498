"""A real report before and after its numbers change: what was generated, and what is generated then."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from tracked_changes import said, text_part

from narrator.account import Account, Row
from narrator.document import Document
from narrator.draft import draft
from narrator.phrasebook.library import library
from narrator.phrasebook.page_style import PageStyle
from narrator.read import read
from narrator.write import WRITERS

UNIT = Path(__file__).parents[1] / "inputs" / "株洲市教育技术装备所-2020"


@dataclass(frozen=True)
class Report:
    """An account's report as a document, as a Word file, and as lines of text."""

    account: Account

    @cached_property
    def document(self) -> Document:
        found = draft(self.account, library()).document
        assert found
        return found

    @cached_property
    def style(self) -> PageStyle:
        return library().load("hunan/2020").page

    @cached_property
    def docx(self) -> bytes:
        return WRITERS["docx"](self.document, self.style)

    @property
    def lines(self) -> list[str]:
        return without_contents(said(text_part(self.docx)))


def without_contents(lines: list[str]) -> list[str]:
    """The lines but for those of the table of contents, whose pages nobody has updated."""
    return [line for line in lines if "\t" not in line or "金额单位" in line]


def multiplied(account: Account, factor: str) -> Account:
    """The account with every amount of its tables multiplied."""

    def changed(row: Row) -> Row:
        cells = {
            name: replace(cell, value=(cell.value * Decimal(factor)).quantize(Decimal("0.01")))
            for name, cell in row.cells.items()
            if cell.value is not None
        }
        return replace(row, cells={**row.cells, **cells})

    tables = {
        id: table.model_copy(update={"rows": tuple(map(changed, table.rows))}) for id, table in account.tables.items()
    }
    return account.model_copy(update={"tables": tables})


OLD = Report(read(UNIT))
NEW = Report(multiplied(OLD.account, "1.1"))
NEWER = Report(multiplied(OLD.account, "1.2"))
