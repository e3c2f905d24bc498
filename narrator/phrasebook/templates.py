"""Compiled texts of an edition: phrases and conditions by their source, made ready when first said."""

from __future__ import annotations

from collections.abc import Mapping
from types import CodeType

from jinja2 import Template

from narrator.phrasebook.language import Language
from narrator.phrasebook.phrase import CONDITION


class Templates:
    """Templates by source text; conditions stand under their text with `CONDITION` before it."""

    def __init__(self, language: Language, codes: Mapping[str, CodeType]) -> None:
        self.language = language
        self.codes = codes
        self._ready: dict[str, Template] = {}

    def phrase(self, text: str) -> Template:
        """The template of a text that is said."""
        return self._template(text)

    def condition(self, text: str) -> Template:
        """The template of an expression, rendered to its one value."""
        return self._template(CONDITION + text)

    def _template(self, key: str) -> Template:
        found = self._ready.get(key)
        if found is None:
            code = self.codes[key]
            found = self._ready[key] = self.language.template_class.from_code(self.language, code, {})
        return found
