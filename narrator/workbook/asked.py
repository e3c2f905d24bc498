"""What a question is called, on the sheets and in messages."""

from __future__ import annotations

from narrator.workbook.fields import Field, field_at
from narrator.workbook.plan import load_plan


def words(field: Field, key: str = "") -> str:
    """What the question of a field is called, of one with answers by code or name that of a key."""
    said = load_plan().words
    return said.get(f"{field.path}.{key}" if key else field.path) or said.get(field.path) or field.question


def question(path: str) -> str:
    """What the question at a path is called, its code or name behind it."""
    field, key = field_at(path)
    return f"{words(field)} {key}".strip() if field else path
