"""An edition of the phrasebook: settings, outline, phrases, tables, looks and glossary, loaded strictly."""

from __future__ import annotations

import hashlib
import json
import marshal
import sys
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache as once
from pathlib import Path
from types import CodeType
from typing import Any, TypeVar, cast

import jinja2
from pydantic import TypeAdapter, ValidationError

from narrator import cache
from narrator.data_file import told
from narrator.errors import PhrasebookError
from narrator.figures import DEFINITIONS, LISTINGS, families
from narrator.figures.facts import ROOTS
from narrator.phrasebook.language import Language, Numbers
from narrator.phrasebook.layers import Layered
from narrator.phrasebook.outline import Outline, present
from narrator.phrasebook.page_style import PageStyle
from narrator.phrasebook.phrase import CONDITION, Phrase
from narrator.phrasebook.settings import Glossary, Settings
from narrator.phrasebook.table_layout import TablesLayout
from narrator.phrasebook.templates import Templates

FILES = {"edition": 2, "outline": 3, "phrases": 1, "tables": 3, "page": 3, "glossary": 2}
LOCAL_NAMES = frozenset({"本项", "上项", "序号", "末项"})
GLOSSARY = "名词"
T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Edition:
    """A loaded edition; `sources` holds its merged data with their origins, by kind of file."""

    name: str
    folder: Path
    settings: Settings
    outline: Outline
    phrases: Mapping[str, Phrase]
    tables: TablesLayout
    page: PageStyle
    glossary: Glossary
    templates: Templates
    sources: Mapping[str, Layered]


def edition_from(name: str, folders: Sequence[Path], sources: Mapping[str, Layered]) -> Edition:
    """The edition of these sources, every text compiled and kept; raises PhrasebookError with file and line."""
    read = _models(sources)
    codes = _Compiler(read, sources).codes()
    kept = json.dumps(
        {kind: [layer.data, layer.origins, layer.removed] for kind, layer in sources.items()}, ensure_ascii=False
    )
    cache.keep(_key(folders), marshal.dumps((kept, codes)))
    return _edition(name, folders[-1], read, codes, sources)


def kept_edition(name: str, folders: Sequence[Path]) -> Edition | None:
    """The edition as an earlier process compiled it, `None` where nothing fitting is kept."""
    kept = cache.load(_key(folders))
    if kept is None:
        return None
    text, codes = marshal.loads(kept)
    sources = {kind: Layered(*parts) for kind, parts in json.loads(text).items()}
    return _edition(name, folders[-1], _models(sources), codes, sources)


def _key(folders: Sequence[Path]) -> str:
    """What a kept edition depends on: its files, the code that compiles them, and the libraries."""
    digest = hashlib.sha256(f"{sys.version}{jinja2.__version__}".encode() + _own_source())
    for folder in folders:
        for file in sorted(folder.rglob("*.yaml")):
            digest.update(str(file).encode() + b"\0" + file.read_bytes() + b"\0")
    return f"{digest.hexdigest()}.edition"


@once
def _own_source() -> bytes:
    package = Path(__file__).parent
    files = sorted([*package.glob("*.py"), *(package.parent / "figures").glob("*.py")])
    return b"".join(file.read_bytes() for file in files)


@dataclass(frozen=True, slots=True)
class _Models:
    settings: Settings
    outline: Outline
    phrases: Mapping[str, Phrase]
    tables: TablesLayout
    page: PageStyle
    glossary: Glossary


def _models(sources: Mapping[str, Layered]) -> _Models:
    return _Models(
        _fitted(Settings, sources["edition"]),
        _fitted(Outline, present(sources["outline"])),
        _fitted(dict[str, Phrase], sources["phrases"]),
        _fitted(TablesLayout, sources["tables"]),
        _fitted(PageStyle, sources["page"]),
        _fitted(Glossary, sources["glossary"]),
    )


@once
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast(Any, kind))


def _fitted(kind: type[T], source: Layered) -> T:
    try:
        fitted: T = _adapter(cast(Hashable, kind)).validate_python(source.data)
        return fitted
    except ValidationError as error:
        raise PhrasebookError(told(source.origin, error)) from error


def _edition(
    name: str, folder: Path, read: _Models, codes: Mapping[str, CodeType], sources: Mapping[str, Layered]
) -> Edition:
    templates = Templates(_language(read.settings), codes)
    models = (read.settings, read.outline, read.phrases, read.tables, read.page, read.glossary)
    return Edition(name, folder, *models, templates, sources)


def _language(settings: Settings) -> Language:
    return Language(Numbers(settings.amounts.places, settings.amounts.trim, settings.percent_trim))


class _Compiler:
    """Compiles every text of an edition and tells each fault with its file and line."""

    def __init__(self, read: _Models, sources: Mapping[str, Layered]) -> None:
        self.read = read
        self.sources = sources
        self.language = _language(read.settings)

    def codes(self) -> dict[str, CodeType]:
        """The code of every text by its source, conditions under `CONDITION` and their text."""
        codes: dict[str, CodeType] = {}
        for kind, path, text, local in (*self._outline(), *self._phrases()):
            if text not in codes:
                codes[text] = self._code(kind, path, text, local)
        return codes

    def _phrases(self) -> Iterator[tuple[str, str, str, frozenset[str]]]:
        for name, phrase in self.read.phrases.items():
            local = frozenset(phrase.takes)
            for path, text in phrase.texts():
                yield "phrases", f"{name}.{path}", text, local

    def _outline(self) -> Iterator[tuple[str, str, str, frozenset[str]]]:
        for path, text in self.read.outline.texts():
            yield "outline", path, text, frozenset()
        for path, name in self.read.outline.said():
            if name not in self.read.phrases:
                origin = self.sources["outline"].origin(path)
                raise PhrasebookError(f"{origin}：引用的句子“{name}”不存在；请改名，或在 phrases 里写出它")

    def _code(self, kind: str, path: str, text: str, local: frozenset[str]) -> CodeType:
        condition = text.startswith(CONDITION)
        source = f"{{{{ {text[len(CONDITION) :]} }}}}" if condition else text
        try:
            return self.language.code(source, lambda name: name in local or self._known(name))
        except PhrasebookError as error:
            raise PhrasebookError(f"{self.sources[kind].origin(path)}：{path.partition('.')[0]}：{error}") from error

    def _known(self, name: str) -> bool:
        fixed = name in LOCAL_NAMES or name in LISTINGS or name in ROOTS or name == GLOSSARY
        return fixed or name in self.read.phrases or name in self.read.settings.named or _is_figure(name)


def _is_figure(name: str) -> bool:
    family = families.of(name)
    return name in DEFINITIONS or (family is not None and _is_figure(family.base(name)))
