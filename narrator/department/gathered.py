"""Facts of several units as facts of their department: numbers added, lists joined, texts put together for editing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, get_origin

from narrator.account import Facts
from narrator.account.annotations import plain
from narrator.account.cells import Model
from narrator.account.facts import Reason
from narrator.finding import Finding, Level
from narrator.workbook.asked import question

Given = Sequence[tuple[str, Any]]  # units' names with what each of them said

OF_THE_OFFICE = ("单位概况", "单位性质", "绩效评价", "预算绩效管理.制度", "预算绩效管理.工作机制")
"""What is taken from the first unit, the department's own office, and not put together."""
ANEW = ("单位", "年度", "版式", "自称", "公开时间", "主要包括", "上年数", "自评.得分")
"""What the department says itself, or what is worked out elsewhere."""
NOT_ADDED = ("%", "分")
NAMED = ("国有资产.车辆用途", "项目支出.资金来源")
"""Lists whose rows of one name are one row."""


class Gathering:
    """The department's facts, as plain data by their Chinese keys: `to_check` are the paths of what people must read.

    `findings` name numbers that only some units gave, so that there is no sum.
    """

    def __init__(self) -> None:
        self.to_check: set[str] = set()
        self.findings: list[Finding] = []

    def facts(self, units: Sequence[tuple[str, Facts]]) -> dict[str, Any]:
        """What the units said together."""
        return self._model(Facts, units, "")

    def _model(self, model: type[Model], given: Given, path: str) -> dict[str, Any]:
        together: dict[str, Any] = {}
        for name, field in model.model_fields.items():
            key = field.alias or name
            at = f"{path}.{key}" if path else key
            every = [(unit, getattr(part, name)) for unit, part in given]
            known = [(unit, value) for unit, value in every if _said(value)]
            if at in OF_THE_OFFICE:
                self._office(together, key, at, given[:1], name)
            elif known and at not in ANEW:
                value = self._value(field, known, every, at)
                if value is not None:
                    together[key] = value
        return together

    def _office(self, together: dict[str, Any], key: str, at: str, office: Given, name: str) -> None:
        value = getattr(office[0][1], name)
        if _said(value):
            together[key] = _plain(value)
            self.to_check.add(at)

    def _value(self, field: Any, known: Given, every: Given, at: str) -> Any:
        """What the units that are known to have said something say together; `every` unit has answered, or `None`."""
        kind = plain(field.annotation)[0]
        if kind in (int, Decimal):
            extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
            counts = extra.get("unit") not in NOT_ADDED and self._all_said(every, at, "没有相加")
            return str(sum(value for _, value in known)) if counts else None
        if isinstance(kind, type) and issubclass(kind, Model):
            inner = [(unit, value) for unit, value in every if isinstance(value, Model)]
            return self._part(kind, inner, known, at) if self._all_said(every, at, "没有相加") else None
        if get_origin(kind) is tuple:
            if not self._all_said(every, at, "清单里没有它的"):
                self.to_check.add(at)
                return self._list(known, at) or None
            return self._list(known, at) or (None if field.default == () else [])
        if get_origin(kind) is dict:
            return self._keyed(known, at)
        return self._text(known, at)

    def _part(self, kind: type[Model], inner: Given, known: Given, at: str) -> Any:
        """What the units with such a part say in it; the word in its place, 无, where all say this."""
        return self._model(kind, inner, at) if inner else known[0][1]

    def _all_said(self, every: Given, at: str, so: str) -> bool:
        """Whether every unit answered; those that did not are told, and what comes of it."""
        if lacking := [unit for unit, value in every if value is None]:
            message = f"“{question(at)}”：{'、'.join(lacking)}没有填，{so}；请补上后重新汇总，或在部门的填报里直接填"
            self.findings.append(Finding(code="ROLLUP-LACKING", level=Level.NOTICE, message=message))
        return not lacking

    def _list(self, known: Given, at: str) -> Any:
        """All rows; of reasons, one for each set of figures; of rows that go by name, one for each name."""
        rows = [(unit, row) for unit, value in known for row in value]
        if rows and isinstance(rows[0][1], Reason):
            self.to_check.add(at)
            return reasons(rows)
        if at in NAMED:
            return [_plain(row) for row in _by_name(row for _, row in rows)]
        items = [_plain(row) for _, row in rows]
        if items and isinstance(items[0], str):
            self.to_check.add(at)
            items = list(dict.fromkeys(items))
        return items

    def _keyed(self, known: Given, at: str) -> dict[str, str]:
        """By key, the sum of amounts, or the texts together."""
        by_key: dict[str, list[tuple[str, Any]]] = {}
        for unit, mapping in known:
            for key, value in mapping.items():
                by_key.setdefault(key, []).append((unit, value))
        return {key: self._one(values, f"{at}.{key}") for key, values in by_key.items()}

    def _one(self, values: Given, at: str) -> str:
        first = values[0][1]
        if isinstance(first, Decimal):
            return str(sum(value for _, value in values))
        return first if all(value == first for _, value in values) else self._text(values, at)

    def _text(self, known: Given, at: str) -> str:
        self.to_check.add(at)
        return "；".join(dict.fromkeys(str(text).rstrip("。；") for _, text in known))


def reasons(given: Given) -> list[dict[str, Any]]:
    """A reason for each figure explained, with the units' names where theirs differ; figures of one reason together."""
    by_figure: dict[str, dict[str, str]] = {}
    for unit, reason in given:
        for figure in reason.explains:
            by_figure.setdefault(figure, {})[unit] = reason.reason.rstrip("。；")
    by_text: dict[str, list[str]] = {}
    for figure, texts in by_figure.items():
        by_text.setdefault(_together(texts), []).append(figure)
    return [{"用于": figures, "原因": text} for text, figures in by_text.items()]


def _together(texts: dict[str, str]) -> str:
    different = list(dict.fromkeys(texts.values()))
    return different[0] if len(different) == 1 else "；".join(f"{unit}{text}" for unit, text in texts.items())


def _said(value: Any) -> bool:
    if isinstance(value, Model):
        return any(_said(getattr(value, name)) for name in value.model_fields_set)
    return value not in (None, "", {})


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return value.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return [_plain(part) for part in value] if isinstance(value, tuple) else str(value)


def _by_name(rows: Iterable[Model]) -> tuple[Model, ...]:
    """Rows of one name as one."""
    together: dict[str, Model] = {}
    for row in rows:
        _, name = next(iter(row))
        together[name] = _added(together[name], row) if name in together else row
    return tuple(together.values())


def _added(first: Model, row: Model) -> Model:
    """Two rows of one name as one: counts and amounts added, what a row lists joined by name, the first text kept."""
    both = ((key, getattr(first, key), value) for key, value in row if value is not None)
    return first.model_copy(update={key: _sum_of(old, new) for key, old, new in both})


def _sum_of(first: Any, value: Any) -> Any:
    if isinstance(value, tuple):
        return _by_name(first + value)
    return first + value if isinstance(value, (int, Decimal)) and first is not None else first or value
