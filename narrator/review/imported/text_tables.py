"""Tables among the text, such as that of the units of a department: their rows as facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from narrator.account.names import folded
from narrator.document import TableBlock
from narrator.review.word import WordTable


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table that an edition prints among its text: the list it shows, and the key of each column by its heading."""

    path: str
    columns: Mapping[str, str]

    def rows(self, table: WordTable) -> list[dict[str, str]]:
        """The rows of a Word table with these headings in its first row, none of any other."""
        heads = {column: folded(text) for (row, column), text in table.cells.items() if row == 1}
        keys = {column: self.columns[head] for column, head in heads.items() if head in self.columns}
        if set(keys.values()) != set(self.columns.values()):
            return []
        found = (
            {key: table.cells.get((row, column), "") for column, key in keys.items()}
            for row in range(2, table.rows + 1)
        )
        return [{key: text for key, text in row.items() if text} for row in found if any(row.values())]


def text_tables(blocks: Iterable[object], marks: Mapping[str, str]) -> Iterator[TextTable]:
    """The tables of specimens among a document's blocks; `marks` are the paths of specimens."""
    for block in blocks:
        if isinstance(block, TableBlock) and block.rows:
            heads = [folded(cell.text) for cell in block.header[0]]
            paths = [marks.get(cell.text, "") for cell in block.rows[0]]
            columns = {head: path.rpartition(".")[2] for head, path in zip(heads, paths, strict=False) if path}
            if columns:
                first = next(filter(None, paths))
                yield TextTable(first.rpartition(".0.")[0], columns)
