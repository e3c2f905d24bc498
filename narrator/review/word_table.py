"""A Word table while its cells are read, merged ones known by what covers them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from narrator.read.grid import Spot
from narrator.review.word_xml import child, value

MOST_COLUMNS = 63  # Word's own limit


@dataclass
class GrowingTable:
    """A table as it grows: merged cells are known by what covers them."""

    cells: dict[Spot, str] = field(default_factory=dict)
    covered: dict[Spot, Spot] = field(default_factory=dict)
    paragraphs: dict[Spot, int] = field(default_factory=dict)
    height: int = 0
    width: int = 0

    def row(self) -> None:
        """Begin a row."""
        self.height, self.width = self.height + 1, 0

    def cell(self, text: str, properties: Any, paragraph: int) -> None:
        """Add a cell to the row begun last."""
        spot = self.height, self.width + 1
        span = value(child(properties, "gridSpan"))
        columns = min(int(span), MOST_COLUMNS) if span.isdigit() else 1
        merge = child(properties, "vMerge")
        above = self.height - 1, spot[1]
        goes_on = merge is not None and value(merge) != "restart" and above[0] > 0
        owner = self.covered.get(above, above) if goes_on else spot
        if not goes_on and text.strip():
            self.cells[spot] = text.strip()
        self.paragraphs[spot] = paragraph
        covered = [(spot[0], column) for column in range(spot[1], spot[1] + max(columns, 1))]
        self.covered |= {one: owner for one in covered if columns > 1 or merge is not None}
        self.width += max(columns, 1)
