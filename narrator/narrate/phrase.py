"""Phrases as an edition writes them: what to say, in which case, for each of which rows, and what staff are asked."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from narrator.account.names import one_line

Say = Annotated[str, BeforeValidator(one_line)]
Empty = Annotated[str, BeforeValidator(lambda text: text or "")]


class Data(BaseModel):
    """Base of an edition's data: frozen, strict about unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Ask(Data):
    """What staff are asked for: the question printed in 【待填：…】; an optional one, if missing, drops the phrase."""

    question: str | None = None
    optional: bool = False


def _ask(value: object) -> object:
    return {"question": value} if isinstance(value, str) else value


class Case(Data):
    """A condition and what is said where it holds."""

    when: str
    say: Annotated[Say, BeforeValidator(lambda text: text or "")]


class Phrase(Data):
    """A named phrase: `say` or `cases`; with `each`, once a row, joined by `join` (`last` before the last one)."""

    say: Say | None = None
    cases: tuple[Case, ...] = ()
    each: str | None = None
    before: Empty = ""
    join: Empty = ""
    last: str | None = None
    end: Empty = ""
    takes: dict[str, Empty] = Field(default_factory=dict)
    ask: dict[str, Annotated[Ask, BeforeValidator(_ask)]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _says_one_thing(self) -> Phrase:
        if (self.say is None) == (not self.cases):
            raise ValueError("say 与 cases 须有且只有一个")
        return self


class Step(Data):
    """Paragraphs of a section: phrases, for each row of a list if `each` is set."""

    each: str | None = None
    say: tuple[str, ...]


class TextTable(Data):
    """A table in the text: for each row of a list, a phrase a column; widths in mm."""

    each: str
    widths: tuple[float, ...]
    header: tuple[str, ...]
    say: tuple[str, ...]

    @model_validator(mode="after")
    def _columns_agree(self) -> TextTable:
        if not len(self.widths) == len(self.header) == len(self.say):
            raise ValueError("widths、header、say 的栏数不一致")
        return self


class Section(Data):
    """A section of the outline: its title, when it occurs, its paragraphs, a table after them, its subsections."""

    title: Say
    when: str | None = None
    say: tuple[
        Annotated[Step, BeforeValidator(lambda step: {"say": [step]} if isinstance(step, str) else step)], ...
    ] = ()
    table: TextTable | None = None
    sections: tuple[Section, ...] = ()


class Part(Section):
    """A part of the report; `tables` prints the nine tables, `annex` sets its mark and title."""

    tables: bool = False
    annex: Say | None = None
    percent_places: int | None = None


class Cover(Data):
    """A line of the cover and its style."""

    style: str
    say: Say


class Outline(Data):
    """The order of the report: cover lines and parts."""

    cover: tuple[Cover, ...]
    contents: str
    parts: tuple[Part, ...]
