"""Phrases as an edition writes them: what to say, in which case, for each of which rows, and what staff are asked."""

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from narrator.account.names import one_line

CONDITION = "= "
Say = Annotated[str, BeforeValidator(one_line)]
Empty = Annotated[str, BeforeValidator(lambda text: text or "")]


class Data(BaseModel):
    """Base of an edition's data: frozen, strict about unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


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
    def _says_one_thing(self) -> Self:
        if (self.say is None) == (not self.cases):
            raise ValueError("say 与 cases 须有且只有一个")
        return self

    @cached_property
    def variants(self) -> tuple[tuple[str | None, str], ...]:
        """What may be said: each condition with its text; the condition is `None` where there are no cases."""
        return ((None, self.say),) if self.say is not None else tuple((case.when, case.say) for case in self.cases)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text that is compiled, with its path in the phrase."""
        if self.say is not None:
            yield "say", self.say
        for i, case in enumerate(self.cases):
            yield f"cases.{i}.when", CONDITION + case.when
            yield f"cases.{i}.say", case.say
        if self.each:
            yield "each", CONDITION + self.each
        yield from (("ask." + path, CONDITION + path) for path in self.ask)
