"""Data files of the phrasebook as models: every fault is told with its file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from narrator.errors import PhrasebookError
from narrator.marked_yaml import Marked, YamlFault, parse

M = TypeVar("M", bound=BaseModel)
_REASONS = {"extra_forbidden": "不认识的键", "missing": "缺少的键", "literal_error": "不在可选的值之内"}


def parsed(path: Path) -> Marked:
    """The file's data with its lines; raises PhrasebookError for an unreadable file or bad YAML."""
    try:
        return parse(path.read_text("utf-8"), str(path))
    except (OSError, UnicodeError) as error:
        raise PhrasebookError(f"{path}：无法读取，请检查文件是否存在、是否为 UTF-8 编码") from error
    except YamlFault as fault:
        raise PhrasebookError(f"{path}:{fault.line}：{fault}") from fault


def load(path: Path, model: type[M]) -> M:
    """The file as this model; raises PhrasebookError for an unreadable file, an unknown key or an unfit value."""
    marked = parsed(path)
    try:
        return model.model_validate(marked.data)
    except ValidationError as error:
        raise PhrasebookError(told(lambda at: f"{path}:{marked.line(at)}", error)) from error


def told(origin: Callable[[str], str], error: ValidationError) -> str:
    """What does not fit a model, a line a fault: where (file and line of a path), the key, what is wrong with it."""
    return "\n".join(_told(origin, fault) for fault in error.errors(include_url=False))


def _told(origin: Callable[[str], str], fault: Any) -> str:
    at = ".".join(map(str, fault["loc"]))
    context = fault.get("ctx", {})
    reason = _REASONS.get(fault["type"]) or str(context.get("error", "")) or "值不合要求"
    if "expected" in context:
        reason += f"：{context['expected']}"
    return f"{origin(at)}：{at}：{reason}"
