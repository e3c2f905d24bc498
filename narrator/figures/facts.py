"""Facts by the path of their Chinese keys: numbers as figures, texts as free text, the rest as missing or as groups."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from pydantic.fields import FieldInfo

from narrator.account import Facts
from narrator.account.cells import Model
from narrator.figures.figure import Figure
from narrator.figures.item import FactGroup, FreeText, Missing
from narrator.finding import Place

REFERENCE = "填报"


class Part(NamedTuple):
    """A part of a group of facts: its attribute, what staff are asked, and the unit of a number."""

    attribute: str
    question: str
    unit: str


@cache
def parts(model: type[Model]) -> Mapping[str, Part]:
    """The parts of a group of facts by Chinese key."""
    return {key: _part(name, key, model.model_fields[name]) for key, name in keys(model).items()}


def _part(name: str, key: str, field: FieldInfo) -> Part:
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    unit = str(extra.get("unit") or ("万元" if field.annotation is Decimal else ""))
    return Part(name, field.title or key, unit)


@cache
def keys(model: type[Model]) -> Mapping[str, str]:
    """Attribute names by Chinese key."""
    return {field.alias or name: name for name, field in model.model_fields.items()}


ROOTS = frozenset(keys(Facts))


def fact(group: Any, key: str, places: Mapping[str, Place]) -> Any:
    """The part of a group under a Chinese key; raises KeyError where there is no such part."""
    if not isinstance(group, FactGroup):
        raise KeyError(key)
    part = parts(type(group.model))[key]
    path = f"{group.path}.{key}" if group.path else key
    return node(getattr(group.model, part.attribute), path, places, part.question, part.unit)


def node(value: Any, path: str, places: Mapping[str, Place], question: str = "", unit: str = "") -> Any:
    """A value of the facts as phrases see it; tuples stay tuples."""
    if value is None:
        return Missing(path, question)
    if isinstance(value, (Decimal, int)):
        return Figure(path, Decimal(value), unit, "填报", REFERENCE, place=places.get(path), id=path)
    if isinstance(value, tuple):
        return tuple(node(part, f"{path}.{i}", places, question, unit) for i, part in enumerate(value))
    return FreeText(path, value, places.get(path)) if isinstance(value, str) else FactGroup(path, value)
