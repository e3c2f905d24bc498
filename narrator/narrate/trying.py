"""Trying a phrase: said of values that are given by name on one line each."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from narrator.alike import meant
from narrator.amount import is_number
from narrator.errors import PhrasebookError
from narrator.figures import LISTINGS
from narrator.figures.facts import ROOTS
from narrator.figures.names import labels
from narrator.marked_yaml import YamlFault, parse
from narrator.narrate.cases import ROW, SET, Case, Ran, run
from narrator.phrasebook.edition import Edition
from narrator.phrasebook.example import has_figure


def tried(edition: Edition, phrase: str, values: Mapping[str, str]) -> Ran:
    """A phrase said of values by name: figures by label, facts by path, 本项 as a number, a figure or rows of a list.

    Raises PhrasebookError for a phrase, a fact or a value that does not fit.
    """
    if phrase not in edition.phrases:
        guess = meant(phrase, edition.phrases) or f"narrator phrasebook show {edition.name} phrases 列出全部"
        raise PhrasebookError(f"版式“{edition.name}”里没有句子“{phrase}”；{guess}")
    given: dict[str, Any] = {}
    figures: dict[str, Decimal | None] = {}
    of = None
    for name, value in values.items():
        if name.split(".")[0] in ROOTS:
            _put(given, name.split("."), value)
        elif name == ROW and not is_number(value):
            of = value
        else:
            figures[_admitted(name)] = _number(name, value)
            of = ROW if name == ROW else of
    row = {"each": of} if of in LISTINGS else {"of": of}
    case = Case(name="试写", given=given, figures=figures, expect="", **row)
    return run(edition, phrase, case, SET)


def _admitted(name: str) -> str:
    """The name of a figure or 本项; raises PhrasebookError for any other name."""
    if name == ROW or has_figure(name):
        return name
    guess = meant(name, [*labels(), *ROOTS])
    raise PhrasebookError(f"--set {name}：没有这个名称的数或事实；{guess}数的名称用 narrator figures 查")


def _put(facts: dict[str, Any], path: list[str], value: str) -> None:
    for key in path[:-1]:
        facts = facts.setdefault(key, {})
    facts[path[-1]] = _yaml(value)


def _yaml(text: str) -> Any:
    """A value written as YAML on one line: [甲, 乙] is a list."""
    try:
        return parse(text, "--set").data
    except YamlFault as fault:
        raise PhrasebookError(f"--set 的值“{text}”写法有误：{fault}") from fault


def _number(name: str, value: str) -> Decimal | None:
    if value == "":
        return None
    if not is_number(value):
        raise PhrasebookError(f"--set {name}={value}：应为数字；事实请写完整的名称，如 人员.编制=13")
    return Decimal(value)
