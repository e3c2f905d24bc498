"""Data files of the phrasebook as models: every fault is told with its file and line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from narrator.errors import PhrasebookError
from narrator.finding import Finding, Level, Place
from narrator.marked_yaml import Marked, YamlFault, parse

_QUOTED = re.compile(r"'([^']*)'")
M = TypeVar("M", bound=BaseModel)
_REASONS = {
    "extra_forbidden": ("EDITION-KEY", "不认识的键，请改正或删去"),
    "missing": ("EDITION-KEY-MISSING", "缺少的键，请补上"),
    "literal_error": ("EDITION-VALUE", "请改成其中之一"),
}
_LINES = "应写成一行行的“名称: 内容”；冒号用半角，后面空一格"
_LIST = "应写成清单，如 [甲, 乙]，用半角的方括号和逗号"
_EXPECTED = {
    "bool": "应写 true 或 false",
    "int": "应写数字，用半角，不带单位和百分号",
    "decimal": "应写数字，用半角，不带单位和百分号",
    "float": "应写数字，用半角，不带单位和百分号",
    "string": "应写一句文字",
    "tuple": _LIST,
    "list": _LIST,
    "dict": _LINES,
    "mapping": _LINES,
    "model": _LINES,
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
    at = ".".join(str(part) for part in wrong["loc"] if part != "[key]")
    context = wrong.get("ctx", {})
    told = str(context.get("error", "")) or _EXPECTED.get(wrong["type"].partition("_")[0], "值不合要求")
    code, reason = _REASONS.get(wrong["type"]) or ("EDITION-VALUE", told)
    if "\u3000" in at or "：" in at:
        reason = "名称里有全角的空格或冒号；缩进用半角空格，冒号用半角，后面空一格"
    if "expected" in context:
        reason += f"：{'、'.join(_QUOTED.findall(str(context['expected'])))}"
    return fault(code, f"{at}：{reason}" if at else reason, place(at))
