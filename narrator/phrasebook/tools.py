"""What people who write editions ask: which there are, what a phrase is and where it is written, how two differ."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from narrator.alike import meant
from narrator.errors import PhrasebookError
from narrator.phrasebook.edition import Edition
from narrator.phrasebook.layers import Layered
from narrator.phrasebook.library import Library

QUOTED = re.compile(r"^$|^\s|\s$|[,\[\]{}:#\"'&*!|>%@`\n]")  # a text that needs quotes in a list
NAMED = {
    "phrases": "",
    "outline": "sections",
    "tables": "tables",
    "page": "styles",
    "glossary": "terms",
    "indicators": "indicators",
    "edition": "",
}


@dataclass(frozen=True, slots=True)
class Written:
    """A value of an edition: its path, its text, and where it is written."""

    path: str
    text: str
    origin: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A path whose value differs between two editions; `None` where one has none."""

    path: str
    left: Written | None
    right: Written | None


def listed(library: Library) -> list[dict[str, Any]]:
    """Every edition: name, title, the editions it extends, its folder; of a broken one, that it has faults.

    A folder that lacks edition.yaml is told, too: nothing else reads it.
    """
    sound = library.sound()
    editions = [
        {
            "name": name,
            "title": sound[name].settings.title if name in sound else "有错，请用 lint 检查",
            "extends": list(library.chain(name)[:-1]) if name in sound else [],
            "folder": str(library.folder(name)),
        }
        for name in library.names()
    ]
    without = library.incomplete()
    return [*editions, *({"name": name, "title": told, "extends": [], "folder": ""} for name, told in without.items())]


def show(edition: Edition, what: str) -> tuple[Written, ...]:
    """What an edition holds under a name: a phrase, a section, a table, a style, a term, a setting.

    `what` may also be a kind of file (phrases, outline, tables, page, glossary, edition). Raises PhrasebookError.
    """
    if what in edition.sources:
        return tuple(_written(edition.sources[what], ""))
    for kind, path in _named(edition, what):
        return tuple(_written(edition.sources[kind], path))
    kinds = "、".join(edition.sources)
    names = (name for kind, above in NAMED.items() for name in _names(edition.sources[kind], above))
    guess = meant(what, names)
    raise PhrasebookError(f"版式“{edition.name}”里没有“{what}”；{guess}可写句子、节、表、样式、名词的名称，或 {kinds}")


def _named(edition: Edition, what: str) -> Iterator[tuple[str, str]]:
    for kind, above in NAMED.items():
        if what in _names(edition.sources[kind], above):
            yield kind, f"{above}.{what}" if above else what


def _names(layer: Layered, above: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = layer.data.get(above, {}) if above else layer.data
    return found


def _written(layer: Layered, under: str) -> Iterator[Written]:
    value: Any = layer.data
    for key in filter(None, under.split(".")):
        value = value[key]
    for path, text in _leaves(value, under):
        yield Written(path, text, layer.origin(path))


def _leaves(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, below in value.items():
            yield from _leaves(below, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and any(isinstance(item, (dict, list)) for item in value):
        for i, item in enumerate(value):
            yield from _leaves(item, f"{path}.{i}")
    else:
        yield path, _flow(value) if isinstance(value, list) else str(value or "").rstrip("\n")


def _flow(values: Iterable[Any]) -> str:
    """A list on one line, as YAML reads it."""
    texts = (str("" if value is None else value) for value in values)
    return f"[{', '.join(json.dumps(text, ensure_ascii=False) if QUOTED.search(text) else text for text in texts)}]"


def differences(left: Edition, right: Edition) -> tuple[Difference, ...]:
    """Every value that differs between two editions, kind by kind."""
    found: list[Difference] = []
    for kind in left.sources:
        mine = {written.path: written for written in _written(left.sources[kind], "")}
        theirs = {written.path: written for written in _written(right.sources[kind], "")}
        for path in dict.fromkeys((*mine, *theirs)):
            one, other = mine.get(path), theirs.get(path)
            if (one and one.text) != (other and other.text):
                found.append(Difference(f"{kind}.{path}", one, other))
    return tuple(found)
