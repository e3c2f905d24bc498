"""How published texts are read: what `phrasebook/reading.yaml` lists of headings, names, facts and leftovers."""

from __future__ import annotations

import re
from functools import cache, cached_property

from pydantic import Field, ValidationError

from narrator.account.cells import Model
from narrator.errors import PhrasebookError
from narrator.marked_yaml import YamlFault, parse
from narrator.paths import phrasebook_folder

FILE = "reading.yaml"


class Topic(Model):
    """A kind of section: what its title matches, what its shares are of, whether it lasts until the next part."""

    title: str
    whole: str | None = None
    sticky: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The title's expression."""
        return re.compile(self.title)


class AmountNames(Model):
    """What a text calls the figures: anywhere, or (`bare`) in some sections only; `only` narrows them by section."""

    figures: tuple[str, ...]
    names: tuple[str, ...]
    bare: dict[str, tuple[str, ...]] = Field({})
    only: dict[str, tuple[str, ...]] = Field({})


class FactWords(Model):
    """A fact that no table says: its units' characters and the words before its number; `many` have many values.

    `given` are the answers in the input that the number may be.
    """

    fact: str
    unit: str
    tail: str
    amount: bool = False
    many: bool = False
    sections: tuple[str, ...] = Field((), alias="in")
    given: tuple[str, ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The words before the number, up to it."""
        return re.compile(f"(?:{self.tail})$")


class CountSum(Model):
    """A number of things that is the sum of its parts."""

    total: str
    part: str


class Use(Model):
    """What an item's use never is, unless another word stands beside it."""

    item: str
    never: str
    unless: str


class Ways(Model):
    """Words in a reason that say more, and those that say less."""

    more: tuple[str, ...]
    less: tuple[str, ...]


class Words(Model):
    """The words before a number: of change, of comparison, of last year, of reasons, and those that say nothing."""

    up: tuple[str, ...]
    down: tuple[str, ...]
    more: tuple[str, ...]
    less: tuple[str, ...]
    last_year: tuple[str, ...]
    reason: tuple[str, ...]
    filler: tuple[str, ...]


class Reading(Model):
    """All that is known of how published texts say things."""

    words: Words
    sections: dict[str, Topic]
    amounts: tuple[AmountNames, ...]
    facts: tuple[FactWords, ...]
    counts: CountSum
    uses: tuple[Use, ...]
    reasons: Ways
    leftovers: tuple[str, ...]
    constants: tuple[str, ...]

    @cached_property
    def leftover(self) -> re.Pattern[str]:
        """What must not be printed."""
        return re.compile("|".join(self.leftovers))

    @cached_property
    def constant(self) -> re.Pattern[str]:
        """What stands after a number that is the form's own."""
        return re.compile("|".join(one.removeprefix("#") for one in self.constants))

    def topic(self, title: str) -> str | None:
        """The kind of section that has this title, `None` for an unknown one."""
        return next((name for name, topic in self.sections.items() if topic.pattern.search(title)), None)


@cache
def reading() -> Reading:
    """What `phrasebook/reading.yaml` lists; raises PhrasebookError with file and line."""
    text = (phrasebook_folder() / FILE).read_text("utf-8")
    try:
        marked = parse(text, FILE)
        return Reading.model_validate(marked.data)
    except YamlFault as fault:
        raise PhrasebookError(f"{FILE}:{fault.line}：{fault}") from fault
    except ValidationError as error:
        path = ".".join(map(str, error.errors()[0]["loc"]))
        raise PhrasebookError(f"{FILE}:{marked.line(path)}：“{path}”不合要求（{error.errors()[0]['type']}）") from error
