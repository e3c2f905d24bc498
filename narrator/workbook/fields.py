"""The facts as fields of a form: for every path of 填报.yaml its question, unit, and the shape of its answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from narrator.account import Facts
from narrator.account.cells import Model
from narrator.account.facts import Reason

Shape = Literal["one", "word", "texts", "rows", "keyed", "reasons"]
Kind = Literal["文字", "金额", "个数", "得分", "百分数", "年份", "选择"]
NONE = "无"
_BY_UNIT: dict[str, Kind] = {"分": "得分", "%": "百分数"}


@dataclass(frozen=True, slots=True)
class Field:
    """A fact that can be asked for; `parts` are the columns of rows, `needed` says that a row cannot do without it.

    `optional` has a value of its own where none is given, `coded` is keyed by functional codes.
    `one` is a value, `word` the choice of 无 in place of a group, `texts` a list of texts, `rows` a list with columns,
    `keyed` a value (or texts, if `many`) by code or name, `reasons` a reason by the names of the figures it explains.
    """

    path: str
    question: str
    unit: str
    shape: Shape
    kind: Kind = "文字"
    choices: tuple[str, ...] = ()
    parts: tuple[Field, ...] = ()
    needed: bool = False
    optional: bool = False
    many: bool = False
    coded: bool = False

    @property
    def key(self) -> str:
        """The last key of its path."""
        return self.path.rpartition(".")[2]


def alternatives(annotation: Any) -> list[Any]:
    """What an annotation may hold besides `None`, without its validators."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return alternatives(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return [other for argument in get_args(annotation) for other in alternatives(argument)]
    return [] if annotation is NoneType else [annotation]


def is_model(annotation: Any) -> bool:
    """Whether an annotation is one of the fact models."""
    return isinstance(annotation, type) and issubclass(annotation, Model)


def inner(annotation: Any, index: int = 0) -> Any:
    """What the lists or mappings of an annotation hold."""
    return alternatives(get_args(annotation)[index])[0]


@cache
def fields() -> dict[str, Field]:
    """Every field of 填报.yaml by its path, in the model's order."""
    return {field.path: field for field in _fields(Facts, "")}


def field_at(path: str) -> tuple[Field | None, str]:
    """The field that a path belongs to, and what follows its own path: a code, the name of a figure, or ""."""
    head = path
    while head not in fields():
        if "." not in head:
            return None, ""
        head = head.rpartition(".")[0]
    return fields()[head], path[len(head) + 1 :]


def _fields(model: type[Model], above: str) -> Iterator[Field]:
    for info in model.model_fields.values():
        path = f"{above}.{info.alias}" if above else str(info.alias)
        found = alternatives(info.annotation)
        if is_model(found[0]):
            if len(found) > 1:
                yield Field(path, info.title or path, "", "word", "选择", (NONE,))
            yield from _fields(found[0], path)
        else:
            yield _field(path, info, found[0])


def _field(path: str, info: FieldInfo, held: Any) -> Field:
    question, origin = info.title or str(info.alias), get_origin(held)
    if origin is dict:
        value, unit = inner(held, 1), _unit(info, inner(held, 1))
        many, coded = (
            get_origin(value) is tuple,
            any(getattr(mark, "pattern", None) for mark in get_args(get_args(held)[0])),
        )
        return Field(path, question, unit, "keyed", _kind(info, value), many=many, coded=coded)
    if origin is not tuple:
        return _one(path, info, held)
    item = inner(held)
    if item is Reason:
        return Field(path, question, "", "reasons")
    parts = tuple(_parts(item)) if is_model(item) else ()
    return Field(path, question, "", "rows" if parts else "texts", parts=parts)


def _one(path: str, info: FieldInfo, held: Any) -> Field:
    choices = get_args(held) if get_origin(held) is Literal else ()
    optional = not info.is_required() and info.default is not None
    kind: Kind = "选择" if choices else _kind(info, held)
    unit = _unit(info, held)
    return Field(
        path, info.title or str(info.alias), unit, "one", kind, choices, needed=info.is_required(), optional=optional
    )


def _parts(model: type[Model], above: str = "") -> Iterator[Field]:
    """The columns of a row; a list inside a row has its columns among them (构成.名称)."""
    for info in model.model_fields.values():
        path, held = f"{above}{info.alias}", alternatives(info.annotation)[0]
        if get_origin(held) is tuple:
            yield from _parts(inner(held), f"{path}.")
        else:
            yield _one(path, info, held)


def _unit(info: FieldInfo, held: Any) -> str:
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    return str(extra.get("unit") or ("万元" if held is Decimal else ""))


def _kind(info: FieldInfo, held: Any) -> Kind:
    if held is Decimal:
        return _BY_UNIT.get(_unit(info, held), "金额")
    if held is int:
        return "年份" if info.alias == "年度" else "个数"
    return "文字"
