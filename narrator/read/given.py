"""Facts as given: a tree of texts that know their places, blanks left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from narrator.finding import Place
from narrator.marked_yaml import Marked

Key = str | int


@dataclass(slots=True)
class Given:
    """A text, a list or a mapping that was given, and where it begins."""

    place: Place
    value: str | list[Given] | dict[str, Given]

    def plain(self) -> Any:
        """The tree as plain texts, lists and dicts."""
        if isinstance(self.value, dict):
            return {key: child.plain() for key, child in self.value.items()}
        return [child.plain() for child in self.value] if isinstance(self.value, list) else self.value

    def children(self) -> list[tuple[Key, Given]]:
        """What stands directly below, by key or index; nothing for a text."""
        if isinstance(self.value, dict):
            return list(self.value.items())
        return list(enumerate(self.value)) if isinstance(self.value, list) else []

    def walk(self, path: str = "") -> list[tuple[str, Given]]:
        """Everything below, with its path ("项目支出.明细.0.金额"), each part before what it holds."""
        found: list[tuple[str, Given]] = []
        for key, child in self.children():
            at = f"{path}.{key}" if path else str(key)
            found.append((at, child))
            found += () if isinstance(child.value, str) else child.walk(at)
        return found

    def path_of(self, location: tuple[Key, ...]) -> tuple[Key, ...]:
        """The part of a location that stands in this tree; names that a validator adds between are left out."""
        path: tuple[Key, ...] = ()
        node = self
        for key in location:
            below = dict(node.children())
            if key in below:
                path, node = (*path, key), below[key]
        return path

    def at(self, path: tuple[Key, ...]) -> Given:
        """What stands at a path of this tree."""
        node = self
        for key in path:
            node = dict(node.children())[key]
        return node

    def drop(self, gone: set[int]) -> None:
        """Take out the nodes with these identities."""
        if isinstance(self.value, dict):
            self.value = {key: child for key, child in self.value.items() if id(child) not in gone}
        elif isinstance(self.value, list):
            self.value = [child for child in self.value if id(child) not in gone]
        for _, child in self.children():
            child.drop(gone)


def given(marked: Marked, data: Any, path: str = "") -> Given | None:
    """The tree of a YAML file below a path; `None` for nothing, an empty text, or a list or mapping of nothing else."""
    if data is None:
        return None
    if isinstance(data, str):
        text = data.strip()
        return Given(marked.place(path), text) if text else None
    above = f"{path}." if path else ""
    below: Iterable[tuple[Key, Any]] = data.items() if isinstance(data, dict) else enumerate(data)
    kept = {key: item for key, part in below if (item := given(marked, part, f"{above}{key}"))}
    if data and not kept:
        return None
    value: Any = kept if isinstance(data, dict) else list(kept.values())
    return Given(marked.place(path), value)
