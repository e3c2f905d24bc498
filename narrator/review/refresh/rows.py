"""Which rows of two versions of a table are the same, by their names and codes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

Row = Sequence[str]
_AMOUNT = re.compile(r"-?[\d,]+\.\d+|-|—|0")


def paired(old: Sequence[Row], new: Sequence[Row]) -> dict[int, int]:
    """For rows of the old table the index of the row in the new; renamed rows pair in order."""
    one, other = [_key(row) for row in old], [_key(row) for row in new]
    found: dict[int, int] = {}
    for tag, i0, i1, j0, j1 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and i1 - i0 == j1 - j0):
            found |= dict(zip(range(i0, i1), range(j0, j1), strict=True))
    return found


def _key(row: Row) -> tuple[str, ...]:
    """What names a row: its texts, not its amounts."""
    return tuple("" if _AMOUNT.fullmatch(text) else text for text in row)
