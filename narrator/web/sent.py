"""What the form of a question sent, and an answer as a message shows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from narrator.read.characters import plain_lines
from narrator.web.order import UNSTAMPED, Stamp
from narrator.web.typed import rows, single, texts
from narrator.workbook.fields import field_at

LONGEST_NUMBER = 16  # digits
_LONGEST_SHOWN = 80  # characters


@dataclass(frozen=True, slots=True)
class Sent:
    """What a question's form sent: the path it is kept under, and the answer, `None` for a blank.

    `key` is the code or name of a line that was not listed, `None` for any other answer. `stamp` says when and in which
    window it was typed.
    """

    path: str
    value: Any
    key: str | None = None
    stamp: Stamp = UNSTAMPED


def sent(form: FormData) -> Sent:
    """The answer that was sent; 404 for a path that nobody asks."""
    seen = str(form["seen"]) if "seen" in form else None
    stamp = Stamp(_number(str(form.get("typed", ""))), str(form.get("window", "")), seen)
    return replace(_answer(form), stamp=stamp)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else None


def _answer(form: FormData) -> Sent:
    path = str(form.get("path", ""))
    field, rest = field_at(path)
    if field is None or (field.shape in ("keyed", "reasons") and not rest and "key" not in form):
        raise HTTPException(404)
    if "key" in form:
        key = str(form["key"]).strip()
        return Sent(f"{path}.{key}", single(_value(form)), key)
    if field.shape == "rows":
        return Sent(path, rows({part.path: _column(form, part.path) for part in field.parts if part.path in form}))
    if field.shape == "texts" or field.many:
        return Sent(path, texts(_column(form, "text")))
    return Sent(path, single(_value(form)))


def _value(form: FormData) -> str:
    return plain_lines(str(form.get("value", "")))


def _column(form: FormData, name: str) -> list[str]:
    return [plain_lines(str(value)) for value in form.getlist(name)]


def shown(value: Any) -> str:
    """An answer as it is kept in one line, shortened; "" for none."""
    lines = value if isinstance(value, tuple) else (value or "",)
    text = "；".join(" ".join(map(str, line.values())) if isinstance(line, dict) else str(line) for line in lines)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
