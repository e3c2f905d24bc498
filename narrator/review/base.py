"""The base: what was generated, kept with the Word file so that a later draft can be merged into an edited one."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class BaseRun(_Data):
    """A stretch of generated text; a number with the label of its figure and the exact value, as text."""

    text: str
    figure: str | None = None
    value: str | None = None
    placeholder: bool = False


class BaseParagraph(_Data):
    """A generated paragraph; `before` is what its text becomes where the changes of the last refresh are rejected.

    `former` are numbers of older data that the reviewer's text still has, with the labels of their figures.
    """

    id: str
    runs: tuple[BaseRun, ...]
    before: str | None = None
    former: dict[str, str] | None = None

    @property
    def text(self) -> str:
        """The text of all runs."""
        return "".join(run.text for run in self.runs)


class BaseTable(_Data):
    """A generated table: the texts of its cells, header first, "" for those that a merged cell covers.

    `before` gives by "row.column", counted from 0, what cells become where the last refresh is rejected.
    """

    id: str
    rows: tuple[tuple[str, ...], ...]
    before: dict[str, str] | None = None


class Base(_Data):
    """All that was generated: `program` is the version that did, `input` the hash of what it was generated from."""

    version: Literal[1]
    program: str
    unit: str
    year: int | None
    edition: str
    input: str
    paragraphs: tuple[BaseParagraph, ...]
    tables: tuple[BaseTable, ...]


def parsed(text: str | bytes) -> Base | None:
    """The base that was written as JSON, `None` where it is none."""
    try:
        return Base.model_validate_json(text)
    except ValidationError:
        return None
