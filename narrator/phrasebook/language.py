"""The language of phrases: Jinja's syntax with our own filters and tests only, in which a number stays a figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from narrator import amount
from narrator.document import Run
from narrator.errors import PhrasebookError
from narrator.figures import Figure, FreeText, Item, Missing
from narrator.numerals import chinese_numeral

Evaluate = Callable[["Scope", Mapping[str, Any]], Any]
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


class Numbers(NamedTuple):
    """How an edition prints numbers."""

    amount_places: int
    amount_trim: bool
    amount_thousands: bool
    percent_trim: bool


class Magnitude(NamedTuple):
    """A figure whose sign is told by a word beside it."""

    figure: Figure


class Scope(Protocol):
    """What answers for the names in a phrase."""

    percent_places: int

    def __getitem__(self, name: str) -> Any:
        """What a name stands for; raises PhrasebookError for an unknown one."""

    def field(self, value: Any, name: str) -> Any:
        """What `value.name` stands for; raises PhrasebookError where there is no such thing."""


@dataclass(slots=True)
class Quoted:
    """A phrase named in another one, with the local values that it will see."""

    name: str
    local: Mapping[str, Any]

    def __call__(self, item: Any, **takes: Any) -> Quoted:
        """The same phrase said of this item."""
        return Quoted(self.name, {**self.local, "上项": self.local.get("本项"), "本项": item, **takes})


class Language:
    """The language of one edition: Jinja's syntax, with filters and tests of its own and nothing else."""

    def __init__(self, numbers: Numbers) -> None:
        self.filters = _filters(numbers)
        self.tests: dict[str, Callable[..., bool]] = {
            "缺": _misses,
            "空": _is_empty,
            "微": _is_slight,
            "不足": _is_below,
        }


def is_missing(value: Any) -> bool:
    """Whether a value is not known: a fact not given, or a figure, or a row's figure, without a value."""
    figure = value.figure if isinstance(value, Item) else value
    return figure.value is None if isinstance(figure, Figure) else isinstance(figure, Missing)


def _misses(value: Any, scope: Scope) -> bool:
    return is_missing(value)


def _is_empty(value: Any, scope: Scope) -> bool:
    return bool(value == ())


def _is_slight(percentage: Any, scope: Scope) -> bool:
    """Whether a percentage is known and printed as zero."""
    value = percentage.value if isinstance(percentage, Figure) else None
    return value is not None and not amount.rounded(value, scope.percent_places)


def _is_below(figure: Any, scope: Scope, threshold: Decimal) -> bool:
    """Whether a figure is known and its magnitude is below a threshold."""
    value = figure.value if isinstance(figure, Figure) else None
    return value is not None and abs(value) < threshold


def _filters(numbers: Numbers) -> dict[str, Callable[[Any, Scope], Any]]:
    def in_wan(value: Any, scope: Scope) -> Any:
        return _number(value, numbers.amount_places, trim=numbers.amount_trim, thousands=numbers.amount_thousands)

    def in_percent(value: Any, scope: Scope) -> Any:
        return _number(value, scope.percent_places, trim=numbers.percent_trim)

    return {
        "万元": in_wan,
        "百分比": in_percent,
        "个数": lambda value, scope: _number(value, 0),
        "得分": lambda value, scope: _number(value, 2, trim=True),
        "绝对值": lambda value, scope: Magnitude(value) if isinstance(value, Figure) else value,
        "中文数字": lambda number, scope: chinese_numeral(_counted(number)),
        "圈码": lambda number, scope: _circled(_counted(number)),
        "顿号": lambda rows, scope: _listed(rows),
        "原文": lambda text, scope: text,
    }


def _unfit(value: Any, needed: str) -> PhrasebookError:
    name = getattr(value, "label", "") or getattr(value, "path", "")
    return PhrasebookError(f"“{name or '这里'}”不是{needed}，竖线后面的写法用错了")


def _counted(number: Any) -> int:
    if not isinstance(number, int):
        raise _unfit(number, "序号")
    return number


def _circled(number: int) -> str:
    return CIRCLED[number - 1] if number <= len(CIRCLED) else f"（{number}）"


def _listed(rows: Any) -> Any:
    if isinstance(rows, Missing):
        return rows
    if not isinstance(rows, tuple):
        raise _unfit(rows, "清单")
    return tuple(part for row in rows for part in ("、", _named(row)))[1:]


def _number(value: Any, places: int, *, trim: bool = False, thousands: bool = False) -> Any:
    figure = value.figure if isinstance(value, (Magnitude, Item)) else value
    if isinstance(figure, Figure):
        if figure.value is None:
            return figure
        shown = abs(figure.value) if isinstance(value, Magnitude) else figure.value
        return Run(amount.text(shown, places, trim=trim, thousands=thousands), figure)
    if isinstance(figure, int):
        return str(figure)
    if isinstance(figure, Missing):
        return figure
    raise _unfit(figure, "数")


def _named(row: Any) -> Any:
    named = row.fields.get("名称") if isinstance(row, Item) else row
    if not isinstance(named, (FreeText, Missing, str)):
        raise _unfit(named, "有名称的一行")
    return named
