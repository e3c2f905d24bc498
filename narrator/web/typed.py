"""Answers as they were typed into the page, made what the form takes: plain numbers are numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from narrator.workbook.answers import lines_of
from narrator.workbook.fields import Field, Kind, field_at, fields
from narrator.workbook.usage import Usage

_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,10})?")
_WHOLE: tuple[Kind, ...] = ("个数", "年份")


def as_typed(answers: Mapping[str, Any], usage: Usage) -> dict[str, Any]:
    """The answers by path as a form has them: plain numbers as numbers, reasons together in the order of `usage`."""
    found: dict[str, Any] = {}
    for path, value in answers.items():
        field, name = field_at(path)
        if field and field.shape == "reasons":
            found.setdefault(field.path, []).append(((name,), value))
        else:
            found[path] = _value(field, value)
    for path, reasons in found.items():
        if isinstance(reasons, list):
            found[path] = _in_order(reasons, usage.keys(fields()[path]))
    return found


def _in_order(reasons: list[Any], order: list[str]) -> tuple[Any, ...]:
    ranks = {name: rank for rank, name in enumerate(order)}
    return tuple(sorted(reasons, key=lambda reason: ranks.get(reason[0][0], len(order))))


def _value(field: Field | None, value: Any) -> Any:
    if field is None:
        return value
    if isinstance(value, tuple) and field.shape == "rows":
        kinds = {part.path: part.kind for part in field.parts}
        return tuple({key: _number(kinds.get(key, "文字"), text) for key, text in row.items()} for row in value)
    return _number(field.kind, value)


def _number(kind: Kind, value: Any) -> Any:
    if kind in ("文字", "选择") or not isinstance(value, str) or not _NUMBER.fullmatch(value):
        return value
    return int(value) if kind in _WHOLE and "." not in value else Decimal(value)


def as_kept(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers of facts as the page keeps them: each reason under its own path, lists inside rows in lines."""
    found: dict[str, Any] = {}
    for path, value in answers.items():
        field, _ = field_at(path)
        if field and field.shape == "reasons":
            found |= {f"{path}.{name}": reason for names, reason in value for name in names}
        elif field and field.shape == "rows" and isinstance(value, tuple):
            found[path] = list(lines_of(value))
        else:
            found[path] = value
    return found


def single(text: str) -> str | None:
    """A typed answer, `None` for a blank one."""
    return text.strip() or None


def texts(given: Iterable[str]) -> list[str] | str | None:
    """A list of typed texts without blank ones; the word 无 where it stands alone, `None` for no texts."""
    found = [text.strip() for text in given if text.strip()]
    return (found[0] if found == ["无"] else found) if found else None


def rows(columns: Mapping[str, list[str]]) -> list[dict[str, str]] | str | None:
    """Typed columns as lines without blank cells and lines; the word 无 where it stands alone, `None` for none."""
    lines = [dict(zip(columns, line, strict=True)) for line in zip(*columns.values(), strict=True)]
    found = [kept for line in lines if (kept := {key: text.strip() for key, text in line.items() if text.strip()})]
    if len(found) == 1 and list(found[0].values()) == ["无"]:
        return "无"
    return found or None
