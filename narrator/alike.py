"""What was probably meant by a name that there is not."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def meant(name: str, names: Iterable[str]) -> str:
    """“是不是“收支总计”？”, the name that is most like this one, of the same length if any is; "" where none is."""
    near = sorted(get_close_matches(name, names), key=lambda other: len(other) != len(name))
    return f"是不是“{near[0]}”？" if near else ""
