"""What was made of the last account or document, kept while one part after another asks for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

Of = TypeVar("Of")
Made = TypeVar("Made")


def kept_for_last(make: Callable[[Of], Made]) -> Callable[[Of], Made]:
    """The same function, which makes nothing anew for the very object that it was last asked about."""
    kept: list[tuple[Of, Made]] = []

    @wraps(make)
    def made(of: Of) -> Made:
        for last, found in kept[:]:
            if last is of:
                return found
        found = make(of)
        kept[:] = [(of, found)]
        return found

    return made
