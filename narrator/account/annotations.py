"""What the models say of their parts: which are numbers, and what each may be given as."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from narrator.account.cells import Model


def parts_of(model: type[Model]) -> Iterator[tuple[str, Any]]:
    """The Chinese key and the annotation of every part of a model, of the models in it too."""
    for name, field in model.model_fields.items():
        yield field.alias or name, field.annotation
        for inner in _models(field.annotation):
            yield from parts_of(inner)


def plain(annotation: Any) -> tuple[Any, ...]:
    """The types that an annotation allows, without what is annotated to them; `None` last."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return plain(get_args(annotation)[0])
    if origin in (Union, UnionType):
        found = [kind for part in get_args(annotation) for kind in plain(part)]
        return tuple(sorted(found, key=lambda kind: kind is type(None)))
    return (annotation,)


def is_number(annotation: Any) -> bool:
    """Whether what is given is a number."""
    return plain(annotation)[0] in (int, Decimal)


def example(annotation: Any) -> Any:
    """Something that may be given, as YAML has it: every part filled, every list with one row."""
    kind = plain(annotation)[0]
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    if get_origin(kind) is tuple:
        return [example(get_args(kind)[0])]
    if isinstance(kind, type) and issubclass(kind, Model):
        return {field.alias or name: example(field.annotation) for name, field in kind.model_fields.items()}
    return {} if get_origin(kind) is dict else "1" if kind in (int, Decimal) else "甲"


def choices(annotation: Any) -> list[Any]:
    """What may be given besides numbers, as YAML has it: nothing (`None`), each choice, lists of none, one and two."""
    return [choice for kind in plain(annotation) for choice in _choices(kind)]


def _choices(kind: Any) -> list[Any]:
    if get_origin(kind) is Literal:
        return list(get_args(kind))
    if get_origin(kind) is tuple:
        row = example(get_args(kind)[0])
        return [[row], [], [row, row]]
    if kind in (int, Decimal):
        return []
    return [None] if kind is type(None) else ["甲"] if kind is str else [{}]


def annotation_at(model: type[Model], path: str) -> Any:
    """The annotation of the part under a path of Chinese keys; raises KeyError where there is none."""
    first, _, rest = path.partition(".")
    fields = {field.alias or name: field.annotation for name, field in model.model_fields.items()}
    return annotation_at(next(_models(fields[first])), rest) if rest else fields[first]


def _models(annotation: Any) -> Iterator[type[Model]]:
    for kind in plain(annotation):
        if isinstance(kind, type) and issubclass(kind, Model):
            yield kind
        elif get_origin(kind) is tuple:
            yield from _models(get_args(kind)[0])
