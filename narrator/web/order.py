"""Answers that overtake one another, or come from several windows: none takes the place of a newer one unsaid."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any


@dataclass(frozen=True, slots=True)
class Stamp:
    """When an answer was typed, in which window, and the version of the answer that the window had seen.

    `typed` is a number that a browser counts up with every key; `None` and "" where something is not said.
    """

    typed: int | None = None
    window: str = ""
    seen: str | None = None


UNSTAMPED = Stamp()


def version(value: Any) -> str:
    """A name for an answer as it is kept, the same for the same answer; "" for none."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16] if value is not None else ""


@dataclass(slots=True)
class Order:
    """When and in which window the answers that were kept were typed, by unit and path.

    Not kept with the answers, since no request outlives the server that it was sent to.
    """

    known: dict[tuple[str, str], Stamp] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def of(self, unit: str) -> dict[str, int]:
        """When each answer of a unit was typed, by path; nothing of those that did not come from a page."""
        with self.lock:
            return {path: last.typed or 0 for (id, path), last in self.known.items() if id == unit}

    def keep(
        self, unit: str, path: str, stamp: Stamp, write: Callable[[], object], changed: Callable[[], bool]
    ) -> bool:
        """Write an answer unless the window has sent the same or a later one, or another window `changed` it: False.

        An answer without a time is of no order, and is written.
        """
        with self.lock:
            last = self.known.get((unit, path), UNSTAMPED)
            if stamp.window != last.window and stamp.seen is not None and changed():
                return False
            if stamp.typed is None or stamp.typed > (last.typed or 0):
                write()
                self.known[unit, path] = stamp if stamp.typed else last
            return True
