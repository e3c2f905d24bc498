"""Questions known by what is printed, where somebody deleted the hidden key beside them."""

from __future__ import annotations

from functools import cache

from narrator.account.names import folded
from narrator.workbook.asked import words
from narrator.workbook.fields import Field, field_at, fields
from narrator.workbook.plan import load_plan


def asked_by(text: str) -> tuple[Field | None, str]:
    """The field whose question, or whose title, this is, and the key that it goes on with; `None` for another text."""
    return _asked().get(folded(text), (None, ""))


@cache
def _asked() -> dict[str, tuple[Field | None, str]]:
    paths = [*fields(), *(path for path in load_plan().words if path not in fields())]
    found = [field_at(path) for path in paths]
    return {folded(words(field, key)): (field, key) for field, key in found if field}
