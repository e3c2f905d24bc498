"""Facts by the path of their Chinese keys: numbers as figures, texts as free text, the rest as missing or as groups."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from narrator.account import Facts
from narrator.account.cells import Model
from narrator.figures.figure import Figure
from narrator.figures.item import FactGroup, FreeText, Missing
from narrator.finding import Place

REFERENCE = "填报"


@cache
def keys(model: type[Model]) -> Mapping[str, str]:
    """Attribute names by Chinese key."""
    return {field.alias or name: name for name, field in model.model_fields.items()}


ROOTS = frozenset(keys(Facts))


def fact(group: Any, key: str, places: Mapping[str, Place]) -> Any:
    """The part of a group under a Chinese key; raises KeyError where there is no such part."""
    if not isinstance(group, FactGroup):
        raise KeyError(key)
    name = keys(type(group.model))[key]
    field = type(group.model).model_fields[name]
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    path = f"{group.path}.{key}" if group.path else key
    question, unit = field.title or key, str(extra.get("unit") or ("万元" if field.annotation is Decimal else ""))
    return node(getattr(group.model, name), path, places, question, unit)


def node(value: Any, path: str, places: Mapping[str, Place], question: str = "", unit: str = "") -> Any:
    """A value of the facts as phrases see it; tuples stay tuples."""
    if value is None:
        return Missing(path, question)
    if isinstance(value, Model):
        return FactGroup(path, value)
    if isinstance(value, tuple):
        return tuple(node(part, f"{path}.{i}", places, question, unit) for i, part in enumerate(value))
    if isinstance(value, (int, Decimal)):
        return Figure(path, Decimal(value), unit, "填报", REFERENCE, place=places.get(path), id=path)
    return FreeText(path, str(value), places.get(path))
