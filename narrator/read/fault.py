"""What to tell the user about a fact that does not hold: one Chinese message for each kind of fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel

from narrator.account.names import spoken
from narrator.read.given import Key
from narrator.read.misread import misread
from narrator.workbook.asked import question

_SAYS = {
    "model_type": "应在它下面缩进，每行写一个“键: 值”",
    "dict_type": "应在它下面缩进，每行写一个“键: 值”",
    "tuple_type": "应写成列表，每项一行，以“- ”开头；没有的写“无”",
    "string_type": "应是一段文字，不是列表，也没有下级的键",
    "decimal_type": "应是一个金额，不是列表，也没有下级的键",
    "int_type": "应是一个整数，不是列表，也没有下级的键",
    "string_pattern_mismatch": "不是项级科目编码，请写 7 位数字，如 2050299",
    "too_short": "至少要写一项",
    "greater_than": "应大于 0",
}


def says(path: tuple[Key, ...], fault: Any, model: type[BaseModel], *, asked: bool = False) -> tuple[str, str]:
    """Code and message for a pydantic error at a path of a model's data; `asked` calls it by its question."""
    if fault["type"] == "extra_forbidden":
        return "READ-UNKNOWN-KEY", _unknown(path, model)
    if fault["type"] == "missing":
        whose = f"“{_called(path, asked)}”" if path else ""
        message = f"{whose}缺少“{fault['loc'][-1]}”，这一项没有读入，请补上"
        return "READ-KEY-MISSING", message
    value = fault["input"]
    shown = f"的值“{value[:30]}”" if isinstance(value, str) and fault["loc"][-1] != "[key]" else ""
    return "READ-BAD-FACT", f"“{_called(path, asked)}”{shown}{_reason(fault)}。没有读入，请改正"


def _reason(fault: Any) -> str:
    context = fault.get("ctx", {})
    if fault["type"] == "literal_error":
        words = re.findall("'([^']*)'", context["expected"])
        return f"不能用，只能是{'、'.join(words)}"
    if fault["loc"] == ("年度",) and fault["type"] == "value_error":
        return "不是年份，请写四位数字，如 2020"
    if fault["type"] == "value_error":
        return misread(str(context["error"]), str(fault["input"]))
    if "ge" in context or "le" in context:
        return f"超出范围，不能{'小于' if 'ge' in context else '大于'} {context.get('ge', context.get('le'))}"
    return _SAYS.get(fault["type"], "不合要求")


def _called(path: tuple[Key, ...], asked: bool) -> str:
    """What a path is called: as its question asks for it, else as the file has it."""
    whole = ".".join(map(str, path))
    in_list = any(isinstance(key, int) for key in path)
    return (spoken(whole) if in_list else question(whole)) if asked else _shown(path)


def _shown(path: tuple[Key, ...]) -> str:
    return ".".join(f"第{key + 1}项" if isinstance(key, int) else key for key in path)


def _unknown(path: tuple[Key, ...], model: type[BaseModel]) -> str:
    *above, key = path
    keys = _keys(_model_at(above, model))
    message = f"{f'“{_shown(tuple(above))}”下' if above else '填报文件里'}没有“{key}”这个键，没有读入"
    if homes := sorted({home for home, name in _all_keys(model) if name == key and home}):
        return f"{message}。“{key}”应写在{'或'.join(f'“{home}”' for home in homes)}下面"
    near = get_close_matches(str(key), keys, n=1, cutoff=0.5)
    return f"{message}。{f'是不是“{near[0]}”？' if near else ''}这里可用的键：{'、'.join(keys)}"


def _model_at(path: list[Key], model: type[BaseModel]) -> type[BaseModel]:
    for key in path:
        field = next((field for field in model.model_fields.values() if field.alias == key), None)
        model = (_model_in(field.annotation) if field else None) or model
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model that an annotation holds, however wrapped."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias for field in model.model_fields.values() if field.alias]


def _all_keys(model: type[BaseModel], home: str = "") -> Iterator[tuple[str, str]]:
    """Every key that facts may have, with the path below which it stands."""
    for field in model.model_fields.values():
        key = field.alias or ""
        yield home, key
        if below := _model_in(field.annotation):
            yield from _all_keys(below, f"{home}.{key}" if home else key)
