"""Answers that overtake one another on their way: none takes the place of one that was typed later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock


@dataclass(slots=True)
class Order:
    """When the answers that were kept were typed: numbers that a browser counts up, by unit and path.

    Not kept with the answers, since no request outlives the server that it was sent to.
    """

    known: dict[tuple[str, str], int] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def of(self, unit: str) -> dict[str, int]:
        """When each answer of a unit was typed, by path; nothing of those that did not come from a page."""
        with self.lock:
            return {path: typed for (id, path), typed in self.known.items() if id == unit}

    def keep(self, unit: str, path: str, typed: int | None, write: Callable[[], object]) -> None:
        """Write an answer unless the same or a later one was; `None` is of no order, and is written."""
        with self.lock:
            if typed is not None and typed <= self.known.get((unit, path), 0):
                return
            write()
            if typed is not None:
                self.known[unit, path] = typed
