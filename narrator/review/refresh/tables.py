"""Tables refreshed: cells and rows that new data gives, as tracked changes; cells changed by hand stay and are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from narrator.document import Document, TableBlock
from narrator.finding import Finding
from narrator.phrasebook.page_style import PageStyle
from narrator.review import anchors
from narrator.review.base import Base, BaseTable
from narrator.review.refresh import noticed
from narrator.review.refresh.align import aligned
from narrator.review.refresh.inserting import parsed
from narrator.review.refresh.names import CELL, DEL, MARK_END, MARK_START, MERGED, NAME, ROW, ROW_PROPERTIES, TABLE, P
from narrator.review.refresh.reading import enclosing, text_of, text_without_ours
from narrator.review.refresh.remarks import Remarks
from narrator.review.refresh.rows import Row, paired
from narrator.review.refresh.tokens import Token, unspaced
from narrator.review.refresh.tracked import Tracker
from narrator.write.base import table_texts
from narrator.write.docx_table import table_xml


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of merging: where each table stands, findings, and what cells become where changes are rejected."""

    places: Mapping[str, Any]
    findings: tuple[Finding, ...]
    before: Mapping[str, Mapping[str, str]]


def merge_tables(
    root: Any, old: Base, document: Document, style: PageStyle, tracker: Tracker, remarks: Remarks, *, known: bool
) -> Merged:
    """Refresh every table that was generated before and is generated now; `old` is assumed where it is not `known`."""
    found, merger = _found(root, old.tables), _Merger(tracker, remarks, known)
    ours = {block.id: block for block in document.blocks() if isinstance(block, TableBlock)}
    for table in old.tables:
        now = ours.get(table.id)
        if now is not None and table.id in found:
            merger.merge(found[table.id], table, now, parsed(table_xml(now, style)))
        elif now is not None and list(table.rows) != list(table_texts(now)):
            merger.findings.append(noticed.table_gone(table.id, now.title))
    return Merged(found, tuple(merger.findings), merger.before)


def _found(root: Any, base: Sequence[BaseTable]) -> dict[str, Any]:
    """Where the generated tables stand: by their anchors, else by what they say."""
    names = {anchors.name(table.id): table.id for table in base}
    found: dict[str, Any] = {}
    for start in root.iter(MARK_START):
        key, element = names.get(start.get(NAME, "")), enclosing(start, TABLE)
        if key is not None and element is not None:
            found.setdefault(key, element)
    lost = [table for table in base if table.id not in found]
    taken = list(found.values())
    free = [each for each in root.iter(TABLE) if each not in taken and enclosing(each, TABLE) is None]
    pairs = aligned([_said(table.rows) for table in lost], [_said(list(map(_texts, _rows(each)))) for each in free])
    return found | {lost[i].id: free[j] for i, j in pairs.items()}


def _said(rows: Sequence[Row]) -> str:
    return "\t".join(text for row in rows[:4] for text in row)


def _rows(table: Any) -> list[Any]:
    """The rows that a table shows with tracked changes accepted; one with a cell without text is no row of ours."""
    shown = (row for row in table.findall(ROW) if row.find(f"{ROW_PROPERTIES}/{DEL}") is None)
    return [row for row in shown if all(next(cell.iter(P), None) is not None for cell in (row, *row.findall(CELL)))]


def _texts(row: Any) -> list[str]:
    return ["\n".join(text_of(paragraph) for paragraph in cell.iter(P)) for cell in row.findall(CELL)]


@dataclass(slots=True)
class _Merger:
    """Merges tables one after another; `before` collects by id what cells become where changes are rejected."""

    tracker: Tracker
    remarks: Remarks
    known: bool
    findings: list[Finding] = field(default_factory=list)
    before: dict[str, dict[str, str]] = field(default_factory=dict)

    def merge(self, element: Any, base: BaseTable, ours: TableBlock, made: Any) -> None:
        """Write what is new in this table into the reviewer's; `made` is the table as generated, to take rows from."""
        made_rows = made.findall(ROW)
        shown = _rows(element)
        theirs, new = list(map(_texts, shown)), list(table_texts(ours))
        to_ours, to_theirs = paired(base.rows, new), paired(base.rows, theirs)
        added, dropped = set(range(len(new))) - set(to_ours.values()), set(range(len(base.rows))) - set(to_ours)
        if (added or dropped) and any(
            next(row.iter(MERGED), None) is not None for row in made_rows[len(ours.header) :]
        ):
            self.findings.append(noticed.table(ours.id, ours.title, "的行有增减，又有合并的格"))
            return
        rows: dict[int, Any] = {}
        for number, mine in to_ours.items():
            if number in to_theirs:
                rows[mine] = shown[to_theirs[number]]
                versions = _Versions(base, number, theirs[to_theirs[number]], new[mine], list(base.rows) == new)
                self._row(rows[mine], versions, ours, mine)
        for number in sorted(dropped & set(to_theirs)):
            self._drop(shown[to_theirs[number]], base.rows[number], theirs[to_theirs[number]], ours)
        for mine in sorted(added):
            rows[mine] = self._add(made_rows[mine], rows, mine, shown)

    def _row(self, row: Any, versions: _Versions, table: TableBlock, number: int) -> None:
        cells = row.findall(CELL)
        was = versions.base.rows[versions.number]
        if not len(cells) == len(versions.ours) == len(was):
            if list(was) != list(versions.ours):
                self.findings.append(noticed.table(table.id, table.title, f"第{number + 1}行的格有增减"))
            return
        for column, (cell, (base, theirs, ours)) in enumerate(zip(cells, versions.cells(), strict=True)):
            place = f"表“{table.title}”第{number + 1}行第{column + 1}列"
            self._remember(table.id, f"{number}.{column}", cell, versions, column)
            if theirs == ours == versions.ours[column] or (theirs != base and unspaced(theirs) == unspaced(ours)):
                continue
            if ours == base:
                now = versions.ours[column]
                self.findings.append(noticed.cell(table.id, place, theirs, now, known=self.known))
            elif theirs != base or not self._replace(cell, ours):
                self.findings.append(noticed.cell_conflict(table.id, place, theirs, ours, base))
                first = next(cell.iter(P))
                self.remarks.conflict(first, 0, len(text_of(first)), noticed.conflict_message(theirs, ours, base))

    def _remember(self, table: str, place: str, cell: Any, versions: _Versions, column: int) -> None:
        """Note what a cell becomes where our changes, also those still pending, are rejected."""
        rejected = "\n".join(text_without_ours(paragraph) for paragraph in cell.iter(P))
        was = versions.was(column) if rejected == versions.was(column) else versions.base.rows[versions.number][column]
        if was != versions.ours[column]:
            self.before.setdefault(table, {})[place] = was

    def _replace(self, cell: Any, text: str) -> bool:
        """Put this text in place of all the cell's."""
        first, *more = cell.iter(P)
        if not self.tracker.replace(first, 0, len(text_of(first)), [Token(text)] if text else []):
            return False
        for paragraph in more:
            self.tracker.delete_text(paragraph)
        return True

    def _drop(self, row: Any, base: Row, theirs: Row, table: TableBlock) -> None:
        if list(base) == list(theirs):
            self.tracker.delete_row(row)
            return
        place = f"表“{table.title}”已不再有的一行"
        self.findings.append(noticed.cell_conflict(table.id, place, "　".join(theirs), "", "　".join(base)))
        self.remarks.conflict(next(row.iter(P)), 0, 0, "新数据里没有这一行，而审阅时改过它；请核对是否还要")

    def _add(self, row: Any, rows: Mapping[int, Any], number: int, shown: Sequence[Any]) -> Any:
        """A new row behind the one that it follows in the generated table."""
        for mark in list(row.iter(MARK_START, MARK_END)):
            mark.getparent().remove(mark)
        self.tracker.insert_row(row)
        earlier = [mine for mine in rows if mine < number]
        if earlier:
            rows[max(earlier)].addnext(row)
        elif shown:
            shown[0].addprevious(row)
        return row


@dataclass(frozen=True, slots=True)
class _Versions:
    """A row in its versions: the base's table and row number, theirs, and ours; whether the data is what it was."""

    base: BaseTable
    number: int
    theirs: Row
    ours: Row
    same: bool

    def was(self, column: int) -> str:
        """What a cell was before the base, where that is another text."""
        text = self.base.rows[self.number][column]
        return (self.base.before or {}).get(f"{self.number}.{column}", text)

    def cells(self) -> Iterator[tuple[str, str, str]]:
        """Base, theirs and ours of each cell; what a reviewer rejected is the base and, with the table's data, ours."""
        for column, (theirs, ours) in enumerate(zip(self.theirs, self.ours, strict=True)):
            base = self.base.rows[self.number][column]
            if theirs == self.was(column) != base:
                yield theirs, theirs, theirs if self.same else ours
            else:
                yield base, theirs, ours
