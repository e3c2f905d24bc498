"""An edition of the phrasebook: its numbers, outline and phrases, loaded strictly and compiled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Template
from pydantic import Field, TypeAdapter, ValidationError

from narrator import data_file
from narrator.errors import PhrasebookError
from narrator.figures import DEFINITIONS, LISTINGS, families
from narrator.figures.facts import ROOTS
from narrator.marked_yaml import Marked
from narrator.narrate.language import Language, Numbers
from narrator.narrate.phrase import Data, Outline, Phrase, Say, Section
from narrator.paths import phrasebook_folder

LOCAL_NAMES = frozenset({"本项", "上项", "序号", "末项"})
GLOSSARY = "名词"
PHRASES = TypeAdapter(dict[str, Phrase])


class AmountStyle(Data):
    """How 万元 are printed in text."""

    places: int = 2
    trim: bool = False


class Term(Data):
    """A glossary term that the form prescribes."""

    term: str = Field(alias="名词")
    meaning: Say = Field(alias="解释")


class Glossary(Data):
    """glossary.yaml: the form's own terms."""

    terms: tuple[Term, ...]


class Settings(Data):
    """edition.yaml: what the edition is, how it prints numbers and counts headings, what its tables are known by.

    `policies` are named choices that conditions may ask for.
    """

    title: str
    region: str
    year: int
    amounts: AmountStyle = AmountStyle()
    percent_places: int = 1
    percent_trim: bool = False
    numbering: tuple[str, ...]
    form_numbers: bool
    titles: Mapping[str, str]
    policies: Mapping[str, str] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CompiledPhrase:
    """A phrase with its templates: one pair of condition and text a case, the condition `None` without cases."""

    name: str
    phrase: Phrase
    each: Template | None
    cases: tuple[tuple[Template | None, Template], ...]
    asked: tuple[tuple[str, Template], ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """A loaded edition; `inline` compiles the titles and conditions that its outline writes."""

    name: str
    folder: Path
    settings: Settings
    outline: Outline
    glossary: Glossary
    phrases: Mapping[str, CompiledPhrase]
    inline: Mapping[str, Template]


def editions() -> tuple[str, ...]:
    """The names of all editions, such as hunan/2020, oldest first within a region."""
    root = phrasebook_folder()
    return tuple(sorted(str(file.parent.relative_to(root).as_posix()) for file in root.glob("*/*/edition.yaml")))


def load(name: str) -> Edition:
    """The edition of this name; raises PhrasebookError for an unknown name or a fault in its files."""
    if name not in editions():
        raise PhrasebookError(f"没有名为“{name}”的版式；可用的版式：{'、'.join(editions())}")
    return _load(phrasebook_folder() / name, name)


@lru_cache(maxsize=8)
def _load(folder: Path, name: str) -> Edition:
    settings = data_file.load(folder / "edition.yaml", Settings)
    outline = data_file.load(folder / "outline.yaml", Outline)
    numbers = Numbers(settings.amounts.places, settings.amounts.trim, settings.percent_trim)
    compiler = _Compiler(Language(numbers), settings)
    phrases = compiler.phrases(sorted((folder / "phrases").glob("*.yaml")))
    inline = compiler.inline(folder / "outline.yaml", outline)
    glossary = data_file.load(folder / "glossary.yaml", Glossary)
    return Edition(name, folder, settings, outline, glossary, phrases, inline)


class _Compiler:
    """Compiles an edition's phrases and tells each fault with its file and line."""

    def __init__(self, language: Language, settings: Settings) -> None:
        self.language = language
        self.settings = settings
        self.names: set[str] = set()

    def phrases(self, files: list[Path]) -> dict[str, CompiledPhrase]:
        marked = [data_file.parsed(file) for file in files]
        found: dict[str, tuple[Phrase, Path, Marked]] = {}
        for file, source in zip(files, marked, strict=True):
            for name, phrase in _validated(file, source).items():
                if name in found:
                    raise PhrasebookError(f"{file}:{source.line(name)}：句子“{name}”在 {found[name][1].name} 里已有")
                found[name] = phrase, file, source
        self.names = set(found)
        return {name: self._phrase(name, *entry) for name, entry in found.items()}

    def _phrase(self, name: str, phrase: Phrase, file: Path, source: Marked) -> CompiledPhrase:
        local = frozenset(phrase.takes)

        def compiled(text: str, at: str, *, condition: bool = False) -> Template:
            return self._at(text, f"{file}:{source.line(f'{name}.{at}')}：{name}", local, condition=condition)

        cases: tuple[tuple[Template | None, Template], ...] = tuple(
            (compiled(case.when, f"cases.{i}.when", condition=True), compiled(case.say, f"cases.{i}.say"))
            for i, case in enumerate(phrase.cases)
        )
        if phrase.say is not None:
            cases = ((None, compiled(phrase.say, "say")),)
        each = compiled(phrase.each, "each", condition=True) if phrase.each else None
        asked = tuple((path, compiled(path, "ask", condition=True)) for path in phrase.ask)
        return CompiledPhrase(name, phrase, each, cases, asked)

    def inline(self, file: Path, outline: Outline) -> dict[str, Template]:
        """Titles and conditions of the outline by their text; every phrase that it names must exist."""
        templates = {text: self._at(text, str(file), frozenset(), condition=False) for text in _texts(outline)}
        for text in _conditions(outline):
            templates[text] = self._at(text, str(file), frozenset(), condition=True)
        for section in _sections(outline.parts):
            for name in _said(section):
                if name not in self.names:
                    raise PhrasebookError(f"{file}：“{section.title}”引用的句子“{name}”不存在")
        return templates

    def _at(self, text: str, where: str, local: frozenset[str], *, condition: bool) -> Template:
        compile = self.language.condition if condition else self.language.phrase
        try:
            return compile(text, lambda name: name in local or self._known(name))
        except PhrasebookError as error:
            raise PhrasebookError(f"{where}：{error}") from error

    def _known(self, name: str) -> bool:
        fixed = name in LOCAL_NAMES or name in LISTINGS or name in ROOTS or name == GLOSSARY
        return fixed or name in self.names or name in self.settings.policies or _is_figure(name)


def _is_figure(name: str) -> bool:
    family = families.of(name)
    return name in DEFINITIONS or (family is not None and _is_figure(family.base(name)))


def _validated(file: Path, source: Marked) -> dict[str, Phrase]:
    try:
        return PHRASES.validate_python(source.data or {})
    except ValidationError as error:
        raise PhrasebookError(data_file.told(file, source, error)) from error


def _sections(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _sections(section.sections)


def _said(section: Section) -> Iterator[str]:
    for step in section.say:
        yield from step.say
    if section.table:
        yield from section.table.say


def _texts(outline: Outline) -> Iterator[str]:
    yield outline.contents
    yield from (line.say for line in outline.cover)
    yield from (section.title for section in _sections(outline.parts))
    yield from (part.annex for part in outline.parts if part.annex)


def _conditions(outline: Outline) -> Iterator[str]:
    for section in _sections(outline.parts):
        if section.when:
            yield section.when
        yield from (step.each for step in section.say if step.each)
        if section.table:
            yield section.table.each
