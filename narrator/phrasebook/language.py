"""The language of phrases: sandboxed Jinja that keeps numbers as figures, with our own filters and tests only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import CodeType
from typing import Any, Protocol

from jinja2 import StrictUndefined, Template, nodes, pass_context
from jinja2.nativetypes import NativeEnvironment, NativeTemplate
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from narrator import amount
from narrator.document import Run
from narrator.figures import Figure, FreeText, Item, Missing
from narrator.numerals import chinese_numeral

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


class Scope(Protocol):
    """What answers for the names in a phrase."""

    percent_places: int

    def lookup(self, name: str, local: Mapping[str, Any]) -> Any:
        """What a name stands for, or jinja2's `missing`."""

    def field(self, value: Any, name: str) -> Any:
        """What `value.name` stands for; raises PhrasebookError where there is no such thing."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """How an edition prints numbers."""

    amount_places: int
    amount_trim: bool
    percent_trim: bool


@dataclass(frozen=True, slots=True)
class Magnitude:
    """A figure whose sign is told by a word beside it."""

    figure: Figure


class PhraseContext(Context):
    """Looks names up among the local values, then in the scope."""

    def resolve_or_missing(self, key: str) -> Any:
        """The value of a name, or `missing`."""
        local = self.parent
        return local[key] if key in local else local["scope"].lookup(key, local)


class Language(ImmutableSandboxedEnvironment, NativeEnvironment):
    """Compiles phrases and conditions of one edition."""

    concat = staticmethod(tuple)  # type: ignore[assignment]
    context_class = PhraseContext

    def __init__(self, numbers: Numbers) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=False, cache_size=0, optimized=False)
        self.globals.clear()
        self.filters = _filters(numbers)
        self.tests = {"缺": is_missing, "空": lambda value: value == (), "微": is_slight, "不足": is_below}

    def code(self, source: str) -> CodeType:
        """The code of a text or an expression in which `refusal` finds no fault."""
        return self.compile(_Fields().visit(self.parse(source)))


class PhraseTemplate(NativeTemplate):
    """A phrase, rendered to a tuple of parts."""

    environment_class = Language  # type: ignore[assignment]


Language.template_class = PhraseTemplate


def parts(template: Template, scope: Scope, local: Mapping[str, Any]) -> tuple[Any, ...]:
    """The rendered parts of a phrase: texts, runs, missing facts, free texts and nested phrases."""
    names = {**local, "scope": scope, "field": scope.field}
    return tuple(template.root_render_func(PhraseContext(template.environment, names, template.name, {})))


def is_missing(value: Any) -> bool:
    """Whether a value is not known: a fact not given, or a figure, or a row's figure, without a value."""
    if isinstance(value, Item) and value.figure is not None:
        return value.figure.value is None
    return isinstance(value, Missing) or (isinstance(value, Figure) and value.value is None)


@pass_context
def is_slight(context: Context, percentage: Any) -> bool:
    """Whether a percentage is known and printed as zero."""
    value = percentage.value if isinstance(percentage, Figure) else None
    return value is not None and not amount.rounded(value, context.parent["scope"].percent_places)


def is_below(figure: Any, threshold: Decimal) -> bool:
    """Whether a figure is known and its magnitude is below a threshold."""
    value = figure.value if isinstance(figure, Figure) else None
    return value is not None and abs(value) < threshold


class _Fields(NodeTransformer):
    """Turns `a.b` into a question to the scope."""

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:
        owner = self.visit(node.node)
        return nodes.Call(
            nodes.Name("field", "load"), [owner, nodes.Const(node.attr)], [], None, None, lineno=node.lineno
        )


def _filters(numbers: Numbers) -> dict[str, Callable[..., Any]]:
    def in_wan(value: Any) -> Any:
        return _number(value, numbers.amount_places, trim=numbers.amount_trim)

    @pass_context
    def in_percent(context: Context, value: Any) -> Any:
        return _number(value, context.parent["scope"].percent_places, trim=numbers.percent_trim)

    return {
        "万元": in_wan,
        "百分比": in_percent,
        "个数": lambda value: _number(value, 0),
        "得分": lambda value: _number(value, 2, trim=True),
        "绝对值": lambda value: Magnitude(value) if isinstance(value, Figure) else value,
        "中文数字": chinese_numeral,
        "圈码": lambda number: CIRCLED[number - 1] if number <= len(CIRCLED) else f"（{number}）",
        "顿号": lambda rows: tuple(part for row in rows for part in ("、", _named(row)))[1:],
        "原文": lambda text: text,
    }


def _number(value: Any, places: int, *, trim: bool = False) -> Any:
    if isinstance(value, int):
        return str(value)
    figure = value.figure if isinstance(value, (Magnitude, Item)) else value
    if not isinstance(figure, Figure) or figure.value is None:
        return figure
    shown = abs(figure.value) if isinstance(value, Magnitude) else figure.value
    return Run(amount.text(shown, places, trim=trim), figure)


def _named(row: Any) -> Any:
    return row.fields["名称"] if isinstance(row, Item) else row if isinstance(row, FreeText) else str(row)
