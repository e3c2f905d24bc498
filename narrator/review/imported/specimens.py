"""Specimens: an account whose every fact is one that can be told again in the text that an edition makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from narrator.account import Account, Facts
from narrator.account.annotations import annotation_at, plain
from narrator.account.cells import Model
from narrator.figures import Figures
from narrator.workbook.fields import NONE, fields

PROJECTS = "项目支出"
FIRST_MARK = 0xE000  # the first of Unicode's private characters, which no report holds
_ROWS = 2
_NOT_ASKED = ("单位", "年度", "版式", "增减原因", "预决算差异原因")
_SMALL, _SOME, _MANY = Decimal("0.000001"), Decimal(50), 70000
_FACTORS = {"增": Decimal("0.5"), "减": Decimal(2), "平": Decimal(1)}
_BUDGETS = {"年初预算": "", "政府性基金年初预算": "政府性基金", "国有资本年初预算": "国有资本", "全年预算": ""}


@dataclass(slots=True)
class Specimens:
    """The specimens of one account by the path of their fact: characters for texts, values for numbers."""

    marks: dict[str, str] = field(default_factory=dict)
    values: dict[Decimal, str] = field(default_factory=dict)

    def text(self, path: str) -> str:
        """A character that stands for the text at a path."""
        mark = chr(FIRST_MARK + len(self.marks))
        self.marks[mark] = path
        return mark

    def count(self, path: str) -> int:
        """A count that stands for the one at a path."""
        value = _MANY + len(self.values)
        self.values[Decimal(value)] = path
        return value

    def amount(self, path: str, near: Decimal = _SOME) -> Decimal:
        """An amount that stands for the one at a path, no more than a trifle off another one."""
        value = near + _SMALL * (len(self.values) + 1)
        self.values[value] = path
        return value


@dataclass(frozen=True, slots=True)
class Case:
    """How amounts compare with last year and with their budgets (增, 减, 平, "" unknown), and what there is none of."""

    last_year: str = ""
    budget: str = ""
    kind: str = "事业"
    without: frozenset[str] = frozenset()


def specimens(account: Account, uses: Iterable[str], case: Case) -> tuple[Account, Specimens]:
    """The account of these tables with a specimen for every fact of a case; `uses` are the paths an edition uses."""
    found, uses = Specimens(), tuple(uses)
    given = _given(Facts, "", found, case)
    given = {key: value for key, value in given.items() if key not in _NOT_ASKED}
    figures = Figures(account)
    if PROJECTS in given:
        given[PROJECTS]["明细"] = list(_project_items(given[PROJECTS], found))
    if case.last_year:
        given["上年数"] = dict(_last_year(figures, uses, case.last_year))
    if case.budget:
        for key, fund in _BUDGETS.items():
            given[key] = dict(_budgets(figures, key, fund, found, case.budget))
    for key in ("增减原因", "预决算差异原因"):
        named = (path for path in uses if path.startswith(f"{key}."))
        given[key] = [{"用于": [path[len(key) + 1 :]], "原因": found.text(path)} for path in named]
    given["科目用途"] = {path[5:]: found.text(path) for path in uses if path.startswith("科目用途.2")}
    return account.model_copy(update={"facts": Facts.model_validate(given, by_alias=True, by_name=False)}), found


def nones() -> Iterator[str]:
    """The paths of facts of which there may be none (无)."""
    listed = (each.path for each in fields().values() if each.shape in ("word", "rows", "texts"))
    return (path for path in listed if type(None) in plain(annotation_at(Facts, path)))


def _given(annotation: Any, path: str, found: Specimens, case: Case) -> Any:
    kind = plain(annotation)[0]
    if path in case.without:
        return NONE
    if get_origin(kind) is Literal:
        return case.kind if path == "单位性质" else get_args(kind)[0]
    if get_origin(kind) is tuple:
        return [_given(get_args(kind)[0], f"{path}.{row}", found, case) for row in range(_ROWS)]
    if get_origin(kind) is dict:
        return {}
    if isinstance(kind, type) and issubclass(kind, Model):
        return _parts(kind, path, found, case)
    return found.count(path) if kind is int else found.amount(path) if kind is Decimal else found.text(path)


def _parts(model: type[Model], path: str, found: Specimens, case: Case) -> dict[str, Any]:
    below = {info.alias or name: info.annotation for name, info in model.model_fields.items()}
    return {key: _given(part, f"{path}.{key}" if path else key, found, case) for key, part in below.items()}


def _project_items(projects: dict[str, Any], found: Specimens) -> Iterator[dict[str, Any]]:
    """Two items of each source for each project; the second source is not made up of parts."""
    projects["资金来源"][1]["构成"] = []
    rows = ((source, project) for source in projects["资金来源"] for project in projects["项目"])
    for number, (source, project) in enumerate(rows):
        path = f"{PROJECTS}.明细.{number}"
        own = {"名称": found.text(f"{path}.名称"), "金额": found.amount(f"{path}.金额")}
        yield {**own, "来源": source["名称"], "项目": project["名称"]}


def _last_year(figures: Figures, uses: Iterable[str], how: str) -> Iterator[tuple[str, Decimal]]:
    for path in uses:
        base = path.removeprefix("上年数.")
        this = figures.get(base) if base != path else None
        if this is not None:
            yield base, (this.value or Decimal(4)) * _FACTORS[how]


def _budgets(figures: Figures, key: str, fund: str, found: Specimens, how: str) -> Iterator[tuple[str, Decimal]]:
    rows = figures.rows(f"{fund or '一般公共预算'}项")
    for row in rows if isinstance(rows, tuple) else ():
        if row.figure and row.figure.value is not None:
            code, near = row.fields["编码"], row.figure.value * _FACTORS[how]
            yield code, near if how == "平" else found.amount(f"{key}.{code}", near)
