"""The texts of an edition by their source, made ready when first said."""

from __future__ import annotations

from collections.abc import Mapping

from narrator.phrasebook.language import Code, Language, Made
from narrator.phrasebook.phrase import CONDITION


class Templates:
    """Texts by their source; conditions stand under their text with `CONDITION` before it."""

    def __init__(self, language: Language, codes: Mapping[str, Code]) -> None:
        self.language = language
        self.codes = codes
        self._ready: dict[str, Made] = {}

    def phrase(self, text: str) -> Made:
        """A text that is said."""
        return self._made(text)

    def condition(self, text: str) -> Made:
        """An expression, a text of one part."""
        return self._made(CONDITION + text)

    def _made(self, key: str) -> Made:
        found = self._ready.get(key)
        if found is None:
            found = self._ready[key] = self.language.made(self.codes[key])
        return found
