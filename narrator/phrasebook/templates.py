"""The texts of an edition as functions, by their source and by the phrases that have them."""

from __future__ import annotations

from collections.abc import Mapping
from types import CodeType
from typing import NamedTuple

from narrator.phrasebook.language import Evaluate, Language, Quoted
from narrator.phrasebook.phrase import CONDITION, Ask, Phrase


class Sayable(NamedTuple):
    """A phrase with its functions: of its list, of what it asks for, of its conditions, of what it says in each case.

    Without cases there is one text and no condition.
    """

    phrase: Phrase
    each: Evaluate | None
    asked: tuple[tuple[Ask, Evaluate], ...]
    conditions: tuple[Evaluate, ...]
    texts: tuple[Evaluate, ...]


class Templates:
    """Texts by their source; conditions stand under their text with `CONDITION` before it."""

    def __init__(self, language: Language, phrases: Mapping[str, Phrase], code: CodeType) -> None:
        words = {**language.filters, **language.tests, "Quoted": Quoted}
        self._made: dict[str, Evaluate] = eval(code, {"__builtins__": {}, **words})
        self._phrases = phrases
        self._sayable: dict[str, Sayable] = {}

    def text(self, text: str) -> Evaluate:
        """A text that is said, as a function that gives its literals and values as a tuple."""
        return self._made[text]

    def condition(self, text: str) -> Evaluate:
        """An expression as a function."""
        return self._made[CONDITION + text]

    def phrase(self, name: str) -> Sayable:
        """The phrase of this name."""
        found = self._sayable.get(name)
        if found is None:
            found = self._sayable[name] = self._made_of(self._phrases[name])
        return found

    def _made_of(self, phrase: Phrase) -> Sayable:
        asked = tuple((ask, self.condition(path)) for path, ask in phrase.ask.items())
        conditions = tuple(self.condition(case.when) for case in phrase.cases)
        texts = tuple(self.text(said) for _, said in phrase.variants)
        return Sayable(phrase, self.condition(phrase.each) if phrase.each else None, asked, conditions, texts)
