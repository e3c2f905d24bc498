"""Names that staff wrote for figures and that no figure has: what stands under them is never used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from narrator.account import Account, Facts
from narrator.alike import meant
from narrator.figures import families
from narrator.figures.definition import DEFINITIONS
from narrator.figures.families import FAMILIES
from narrator.figures.figures import Figures
from narrator.finding import Finding, Level, Place

NAMED = re.compile(r"[{｛]+\s*([^{}｛｝]{1,60}?)\s*[}｝]+")  # in a text that staff wrote
HALVES = ("人员经费", "公用经费")  # of basic expenditure, whose lists staff may write themselves
FUNDS = ("", "政府性基金", "国有资本")  # a bare code may be an item of any of them


@cache
def labels() -> tuple[str, ...]:
    """The labels of all figures that every account has, those of families among them."""
    blank = Figures(Account())
    found = (family.label(base) for base in DEFINITIONS for family in FAMILIES.values())
    return (*DEFINITIONS, *(label for label in found if blank.get(label)))


def meant_figure(name: str) -> str:
    """“是不是“收支总计增减率”？”, the figure that was probably meant; "" where none is like this name."""
    return meant(name, labels())


def unknown_names(figures: Figures) -> tuple[Finding, ...]:
    """A notice for each such name in 上年数, 主要包括, 增减原因 and 预决算差异原因."""
    given = _names(figures.account.facts)
    return tuple(_finding(figures, path, name) for path, name in given if not _is_used(figures, path, name))


def _names(facts: Facts) -> Iterator[tuple[str, str]]:
    """Each name and the path of what stands under it."""
    yield from ((f"上年数.{name}", name) for name in facts.last_year)
    yield from ((f"主要包括.{name}", name) for name in facts.lists)
    for key, reasons in (("增减原因", facts.change_reasons), ("预决算差异原因", facts.budget_reasons)):
        yield from ((f"{key}.{i}.用于", name) for i, reason in enumerate(reasons) for name in reason.explains)


def _is_used(figures: Figures, path: str, name: str) -> bool:
    return name in HALVES if path.startswith("主要包括.") else known(figures, name)


def known(figures: Figures, name: str) -> bool:
    """Whether a name is that of a figure of this account, or a code that one of its tables has."""
    return any(figures.get(f"{fund}{name}") is not None for fund in FUNDS)


def _finding(figures: Figures, path: str, name: str) -> Finding:
    key = path.partition(".")[0]
    if path.startswith("主要包括."):
        told = f"“{key}”只有{'、'.join(f'“{half}”' for half in HALVES)}两个清单，没有“{name}”，这一条没有用上"
        message = f"{told}；{meant(name, HALVES)}请改成其中一个"
    else:
        near = meant(name, DEFINITIONS) or meant_figure(name)
        message = f"“{key}”里的“{name}”不是任何数的名称，这一条没有用上；{near}请照填报里印好的名称写，科目写编码"
    where = (figures.account.places.get(path) or Place(figure=path),)
    return Finding(code="FACT-NAME", level=Level.NOTICE, message=message, where=where)


def is_figure(name: str) -> bool:
    """Whether a name is that of a figure, or of one of a figure's family."""
    family = families.of(name)
    return name in DEFINITIONS or (family is not None and is_figure(family.base(name)))


def unit_of(name: str) -> str:
    """The unit of the figure with this name, which must be one."""
    family = families.of(name)
    return DEFINITIONS[name].unit if name in DEFINITIONS or family is None else family.unit
