"""A chart that an edition asks for in a section: its title, its kind, and whose amounts it shows."""

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import model_validator

from narrator.phrasebook.phrase import CONDITION, Data, Say

ChartKind = Literal["柱状图", "饼状图"]


class ChartLayout(Data):
    """A chart after a section's text, of the figures that `of` names or of the rows of the list `each`.

    `last_year` sets last year's amounts beside them; `instead` is said where there is nothing that could be drawn.
    """

    title: Say
    kind: ChartKind
    of: tuple[str, ...] = ()
    each: str | None = None
    last_year: bool = False
    instead: Say

    @model_validator(mode="after")
    def _drawable(self) -> Self:
        if bool(self.of) == bool(self.each):
            raise ValueError("画什么要写一处：of（数的名称）或 each（清单的名称），不能都写，也不能都不写")
        if self.kind == "饼状图" and self.last_year:
            raise ValueError("饼状图不能与上年并列；请改用柱状图，或去掉 last_year")
        return self

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text that is compiled, with its path."""
        yield "title", self.title
        yield "instead", self.instead
        if self.each:
            yield "each", CONDITION + self.each
