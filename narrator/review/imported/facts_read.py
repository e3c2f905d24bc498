"""The facts that passages give, each with the words it was read from; what is said twice and differs is kept apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from narrator.review.audit.passages import Passage
from narrator.review.imported.lists import LEFT

AT = "@"  # under this key a row has the number of the paragraph that it was read from

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Source:
    """The words that a fact was read from: a passage, and the part of its plain text."""

    passage: Passage
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The words as printed, with the quotation marks round them, which the plain text has not."""
        origin, printed = self.passage.origin, self.passage.printed
        if not origin or self.start >= self.end:
            return ""
        first, last = origin[self.start], origin[min(self.end, len(origin)) - 1]
        opening = printed[first - 1 : first] if first else ""
        closing = printed[last + 1 : last + 2]
        return (opening if opening in "“‘" else "") + printed[first : last + 1] + (closing if closing in "”’" else "")


@dataclass(slots=True)
class FactsFound:
    """Facts by path; lists by path and heading, since several sections may tell the same list.

    `spoken_of` are facts of which the text speaks although there is nothing to take.
    """

    values: dict[str, tuple[str, Source]] = field(default_factory=dict)
    lists: dict[str, dict[int, list[Row]]] = field(default_factory=dict)
    differing: list[tuple[str, str, str, Source]] = field(default_factory=list)
    leftover: list[tuple[str, str, Source]] = field(default_factory=list)
    unmatched: list[Source] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    spoken_of: set[str] = field(default_factory=set)

    def put(self, path: str, value: str, source: Source) -> None:
        """Take a fact; the first one counts, another value is noted."""
        held = self.values.setdefault(path, (value, source))
        if held[0] != value:
            self.differing.append((path, held[0], value, source))

    def put_rows(self, path: str, heading: int, rows: list[Row], source: Source) -> None:
        """Take rows of a list under a heading; what is left over of its text under the key LEFT is noted."""
        self.sources.setdefault(path, source)
        self.leftover += [(path, row[LEFT], source) for row in rows if LEFT in row]
        kept = [{**row, AT: source.passage.starts[0][1]} for row in rows if LEFT not in row]
        self.lists.setdefault(path, {}).setdefault(heading, []).extend(kept)

    def put_part(self, path: str, heading: int, part: Row, source: Source) -> None:
        """Take some keys of a row: of the last one, unless that has one of them already."""
        self.sources.setdefault(path, source)
        rows = self.lists.setdefault(path, {}).setdefault(heading, [])
        if not rows or rows[-1].keys() & part.keys():
            rows.append({AT: source.passage.starts[0][1]})
        rows[-1].update(part)

    def rows(self, path: str) -> list[Row]:
        """The rows of a list as the first section that has it tells them."""
        return next((rows for rows in self.lists.get(path, {}).values() if rows), [])

    def disagreeing(self) -> Iterator[tuple[str, list[Row], list[Row]]]:
        """Lists that a second section tells otherwise: the path, both tellings."""
        for path, told in self.lists.items():
            tellings = [[bare(row) for row in rows] for rows in told.values() if rows]
            yield from ((path, tellings[0], rows) for rows in tellings[1:2] if rows != tellings[0])


def bare(row: Row) -> Row:
    """A row without where it was read from."""
    return {key: value for key, value in row.items() if key != AT}
