"""Layers: an edition's data laid over that of the edition it extends, each value knowing its file and line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from narrator.alike import meant
from narrator.data_file import fault
from narrator.finding import Finding, Place
from narrator.marked_yaml import Marked

WHOLE = "replace_all"


@dataclass(slots=True)
class Layered:
    """Merged data, the origin ("file:line") of each of its paths ("收支总体.say"), the paths taken away, and faults."""

    data: dict[str, Any] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    faults: list[Finding] = field(default_factory=list)

    def origin(self, path: str) -> str:
        """Where a path is written, or the nearest part above it; "" for what is written nowhere."""
        while path and path not in self.origins:
            path = path.rpartition(".")[0]
        return self.origins.get(path, "")

    def place(self, path: str, line: int = 1) -> Place:
        """The file and line of a path; of a text written as a block, of this line in it."""
        file, _, at = (self.origin(path) or next(iter(self.origins.values()), "")).rpartition(":")
        below = line if "\n" in (self.written(path) or "") else 0
        return Place(file=file or None, line=int(at) + below if self.origin(path) else 1)

    def written(self, path: str) -> str | None:
        """The text of a path as the file has it, `None` where there is none."""
        found: Any = self.data
        for key in path.split("."):
            if isinstance(found, list):
                found = found[int(key)] if key.isdigit() and int(key) < len(found) else None
            else:
                found = found.get(key) if isinstance(found, dict) else None
        return found if isinstance(found, str) else None


def laid(layers: Iterable[Marked], *, depth: int) -> Layered:
    """Layers merged, the first lowest: mappings down to this depth key by key, everything else replaced.

    A key without a value takes it away; `replace_all: true` in a layer takes away all that lies below it.
    """
    merged = Layered()
    for layer in layers:
        over = dict(layer.data or {})
        if over.pop(WHOLE, None) == "true":
            merged = Layered()
        _lay(merged, merged.data, over, "", depth, layer)
    return merged


def _lay(merged: Layered, under: dict[str, Any], over: dict[str, Any], path: str, depth: int, layer: Marked) -> None:
    for key, value in over.items():
        below = f"{path}.{key}" if path else key
        if value is None:
            _take_away(merged, under, key, below, layer)
        elif depth > 1 and isinstance(under.get(key), dict) and not isinstance(value, dict):
            message = f"{below}：这里应是一行行的“名称: 内容”；冒号用半角，后面空一格"
            merged.faults.append(fault("EDITION-SHAPE", message, layer.place(below)))
        elif depth > 1 and isinstance(value, dict) and isinstance(under.get(key), dict):
            under[key] = dict(under[key])
            _lay(merged, under[key], value, below, depth - 1, layer)
        else:
            under[key] = value
            _mark(merged, below, layer)


def _take_away(merged: Layered, under: dict[str, Any], key: str, path: str, layer: Marked) -> None:
    """Take a key away; one that is not there is a fault, not a wish fulfilled."""
    if key in under:
        del under[key]
        merged.removed.append(path)
        merged.origins[path] = f"{layer.file}:{layer.line(path)}"
        return
    guess = meant(key, under) or "请核对名称；要写内容的，冒号后面不能空着"
    merged.faults.append(fault("EDITION-REMOVES-NOTHING", f"{path}：没有“{key}”可以删；{guess}", layer.place(path)))


def _mark(merged: Layered, path: str, layer: Marked) -> None:
    below = f"{path}."
    for old in [known for known in merged.origins if known.startswith(below)]:
        del merged.origins[old]
    for known, line in layer.lines.items():
        if known == path or known.startswith(below):
            merged.origins[known] = f"{layer.file}:{line}"
