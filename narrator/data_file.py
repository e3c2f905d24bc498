"""Data files of the phrasebook as models: every fault is told with its file and line."""

from __future__ import annotations

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
        return parse(path.read_text("utf-8"), path.name)
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
        raise PhrasebookError(told(path, marked, error)) from error


def told(path: Path, marked: Marked, error: ValidationError) -> str:
    """What does not fit a model, a line a fault: file and line, the key, what is wrong with it."""
    return "\n".join(_told(path, marked, fault) for fault in error.errors(include_url=False))


def _told(path: Path, marked: Marked, fault: Any) -> str:
    at = ".".join(map(str, fault["loc"]))
    context = fault.get("ctx", {})
    reason = _REASONS.get(fault["type"]) or str(context.get("error", "")) or "值不合要求"
    if "expected" in context:
        reason += f"：{context['expected']}"
    return f"{path}:{marked.line(at)}：{at}：{reason}"
