"""Compiles every text of an edition, and tells all faults of its texts with file and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jinja2 import nodes

from narrator.alike import meant
from narrator.figures import LISTINGS
from narrator.figures.facts import ROOTS
from narrator.figures.names import is_figure, labels
from narrator.finding import Finding
from narrator.phrasebook.language import Language
from narrator.phrasebook.outline import Outline
from narrator.phrasebook.parsed import parse
from narrator.phrasebook.phrase import Phrase
from narrator.phrasebook.refusal import LOCAL_NAMES, Fault, Names, expression_faults, faults
from narrator.phrasebook.settings import GLOSSARY, Settings
from narrator.phrasebook.texts import Sources, Text, texts


class Compiler:
    """Compiles the texts of one edition; `findings` are the faults of those that cannot be."""

    def __init__(
        self, settings: Settings, outline: Outline, phrases: Mapping[str, Phrase], sources: Sources, language: Language
    ) -> None:
        self.settings = settings
        self.phrases = phrases
        self.sources = sources
        self.language = language
        self.texts = tuple(texts(outline, phrases))
        self._takes = {name: frozenset(phrase.takes) for name, phrase in phrases.items()}

    def trees(self) -> dict[str, nodes.Template]:
        """The syntax of every text by its source, conditions under `CONDITION` and their text."""
        return {text.text: parse(text.compiled()) for text in self.texts}

    def findings(self) -> Iterator[Finding]:
        """Every fault of every text, where it is written."""
        for text in self.texts:
            yield from (text.finding(wrong, self.sources) for wrong in self._faults(text))

    def _faults(self, text: Text) -> Iterator[Fault]:
        names = Names(lambda name: name in text.local or self._known(name), self._is_number, self._takes, self._meant)
        written = text.written(self.sources)
        if not text.is_expression:
            return faults(written, self.language, names)
        return expression_faults(written, self.language, names, condition=text.path.endswith(".when"))

    def _known(self, name: str) -> bool:
        return name in LOCAL_NAMES or self._is_named(name) or is_figure(name)

    def _meant(self, name: str) -> str:
        others = (*LOCAL_NAMES, *ROOTS, *LISTINGS, *self.phrases, *self.settings.named, GLOSSARY)
        return meant(name, (*labels(), *others))

    def _is_named(self, name: str) -> bool:
        fixed = name in LISTINGS or name in ROOTS or name == GLOSSARY
        return fixed or name in self.phrases or name in self.settings.named

    def _is_number(self, name: str) -> bool:
        return not self._is_named(name) and is_figure(name)
