"""Data files of the phrasebook as models: every fault is told with its file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from narrator.errors import PhrasebookError
from narrator.finding import Finding, Level, Place
from narrator.marked_yaml import Marked, YamlFault, parse

M = TypeVar("M", bound=BaseModel)
_REASONS = {
    "extra_forbidden": ("EDITION-KEY", "不认识的键，请改正或删去"),
    "missing": ("EDITION-KEY-MISSING", "缺少的键，请补上"),
    "literal_error": ("EDITION-VALUE", "不在可选的值之内"),
}


def parsed(path: Path) -> Marked:
    """The file's data with its lines; raises PhrasebookError for an unreadable file or bad YAML."""
    try:
        return parse(path.read_text("utf-8"), str(path))
    except (OSError, UnicodeError) as error:
        message = "无法读取，请检查文件是否存在、是否为 UTF-8 编码"
        raise PhrasebookError.of([fault("EDITION-FILE", message, Place(file=str(path)))]) from error
    except YamlFault as wrong:
        raise PhrasebookError.of([fault("EDITION-YAML", str(wrong), Place(file=str(path), line=wrong.line))]) from wrong


def load(path: Path, model: type[M]) -> M:
    """The file as this model; raises PhrasebookError for an unreadable file, an unknown key or an unfit value."""
    marked = parsed(path)
    try:
        return model.model_validate(marked.data)
    except ValidationError as error:
        raise PhrasebookError.of(faults(marked.place, error)) from error


def faults(place: Callable[[str], Place], error: ValidationError) -> tuple[Finding, ...]:
    """What does not fit a model, a finding a fault; `place` says where a path of the data is written."""
    return tuple(_told(place, wrong) for wrong in error.errors(include_url=False))


def fault(code: str, message: str, place: Place) -> Finding:
    """A fault of the phrasebook at a place."""
    return Finding(code=code, level=Level.ERROR, message=message, where=(place,))


def _told(place: Callable[[str], Place], wrong: Any) -> Finding:
    at = ".".join(map(str, wrong["loc"]))
    context = wrong.get("ctx", {})
    code, reason = _REASONS.get(wrong["type"]) or ("EDITION-VALUE", str(context.get("error", "")) or "值不合要求")
    if "expected" in context:
        reason += f"：{context['expected']}"
    return fault(code, f"{at}：{reason}" if at else reason, place(at))
