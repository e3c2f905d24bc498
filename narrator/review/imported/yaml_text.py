"""Answers as the text of a 填报.yaml: prose a clause a line, and what has to be confirmed listed under 请核对."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import yaml

from narrator.account import Facts
from narrator.read.unconfirmed import UNCONFIRMED
from narrator.workbook.fields import NONE

_LONG = 40  # characters from which a text without breaks stands a clause a line
_CLAUSES = re.compile(r"(?<=[，；。：])(?=.)")
_HEAD = """\
# {unit} {year} 年度的填报，由上年的公开文件得出。金额单位：万元。
# 上年数取自上年的公开表；其余是上年的内容，列在最后的“请核对”里：逐项核对、改成本年的，再把那一行删去。
# 增减原因、预决算差异原因不核对不算填；当年的个数、金额须换成本年的。
"""


def yaml_text(facts: Facts, unconfirmed: Iterable[str]) -> str:
    """The facts as YAML with a heading, in the model's order; what is not given is left out."""
    head = _HEAD.format(unit=facts.unit or "", year=facts.year or "")
    data = {**_plain(facts.model_dump(by_alias=True, exclude_unset=True)), UNCONFIRMED: list(unconfirmed)}
    given = {key: value for key, value in data.items() if value not in ({}, [])}
    blocks = (("" if isinstance(value, (str, int)) else "\n") + _dumped({key: value}) for key, value in given.items())
    return head + "".join(blocks)


def _dumped(data: Any) -> str:
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items() if each is not None}
    if isinstance(value, tuple):
        return [_plain(each) for each in value] or NONE
    return value


class _Dumper(yaml.SafeDumper):
    """Writes decimals as they are, equal ones each for itself, and long texts as literal blocks."""

    def ignore_aliases(self, data: Any) -> bool:
        """Nothing refers to another place: who changes one number changes no other."""
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    if len(text) < _LONG or not _CLAUSES.search(text):
        return dumper.represent_scalar("tag:yaml.org,2002:str", text)
    return dumper.represent_scalar("tag:yaml.org,2002:str", _CLAUSES.sub("\n", text) + "\n", style="|")


def _decimal(dumper: yaml.SafeDumper, value: Decimal) -> yaml.Node:
    written = format(value, "f")
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in written else 'int'}", written)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Decimal, _decimal)
