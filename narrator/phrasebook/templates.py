"""The texts of an edition by their source, made ready when first said."""

from __future__ import annotations

from collections.abc import Mapping

from narrator.phrasebook.expression import Code, Evaluate
from narrator.phrasebook.language import Language, Made
from narrator.phrasebook.phrase import CONDITION


class Templates:
    """Texts by their source; conditions stand under their text with `CONDITION` before it."""

    def __init__(self, language: Language, codes: Mapping[str, Code]) -> None:
        self.language = language
        self.codes = codes
        self._ready: dict[str, Made] = {}
        self._conditions: dict[str, Evaluate] = {}

    def phrase(self, text: str) -> Made:
        """A text that is said: its literals, and its expressions as functions."""
        found = self._ready.get(text)
        if found is None:
            found = self._ready[text] = self.language.made(self.codes[text])
        return found

    def condition(self, text: str) -> Evaluate:
        """An expression as a function."""
        found = self._conditions.get(text)
        if found is None:
            found = self._conditions[text] = self.language.evaluate(self.codes[CONDITION + text])
        return found
