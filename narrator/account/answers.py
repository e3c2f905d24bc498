"""Answers of staff as the models of facts take them: amounts, counts, scores, texts, lists, and questions."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, Field, StringConstraints

from narrator.account.names import one_line

_WHOLE = r"(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,17})"
_DIGITS = rf"{_WHOLE}(?:\.\d{{1,10}})?"
_AMOUNT = re.compile(rf"^(-?{_DIGITS}(?:E-\d{{1,2}})?)(万元|万|元)?$")  # account.json writes 0.001元 as 1E-7
_SCORE = re.compile(r"^(\d{1,3}(?:\.\d{1,4})?)分?$")
_PERCENTAGE = re.compile(r"^(\d{1,3}(?:\.\d{1,4})?)%?$")
_COUNT = re.compile(rf"^({_WHOLE})(?:人次|人|个|项|辆|台|套|次|批次|批|户|台\(套\)|年|年度)?$")


def compact(text: str) -> str:
    """A text in one width of characters without blanks but those between digits, its minus sign a hyphen."""
    narrow = unicodedata.normalize("NFKC", text).replace("\N{MINUS SIGN}", "-")
    return re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", narrow)


def _amount(value: object) -> object:
    """万元 from 343.55, "1,343.55", "343.55 万元", "343.55万" or "3435500元"; the model refuses anything else."""
    if not isinstance(value, str):
        return value
    match = _AMOUNT.match(compact(value))
    if not match:
        raise ValueError("金额")
    return Decimal(match[1].replace(",", "")) / (10000 if match[2] == "元" else 1)


def count(value: object) -> object:
    """A whole number from 13, "1,300" or "13人"; anything else is left for the model to refuse."""
    if not isinstance(value, str):
        return value
    match = _COUNT.match(compact(value))
    if not match:
        raise ValueError("个数")
    return int(match[1].replace(",", ""))


def _score(value: object) -> object:
    """Points from 99.43 or "99.43分"; anything else is left for the model to refuse."""
    if not isinstance(value, str):
        return value
    match = _SCORE.match(compact(value))
    if not match:
        raise ValueError("得分")
    return Decimal(match[1])


def _percentage(value: object) -> object:
    """Per cent from 95 or "95%"; anything else is left for the model to refuse."""
    if not isinstance(value, str):
        return value
    match = _PERCENTAGE.match(compact(value))
    if not match:
        raise ValueError("百分数")
    return Decimal(match[1])


def _none_means_empty(value: object) -> object:
    return () if value == "无" else value


Amount = Annotated[Decimal, BeforeValidator(_amount)]
Count = Annotated[int, BeforeValidator(count), Field(ge=0)]
Score = Annotated[Decimal, BeforeValidator(_score), Field(ge=0, le=100)]
Percentage = Annotated[Decimal, BeforeValidator(_percentage), Field(ge=0, le=100)]
Text = Annotated[str, BeforeValidator(one_line), StringConstraints(min_length=1)]
T = TypeVar("T")
Many = Annotated[tuple[T, ...], BeforeValidator(_none_means_empty)]  # the word 无 in place of the list: there is none
FunctionalItem = Annotated[str, StringConstraints(pattern=r"^2\d{6}$")]


def asked(key: str, question: str, unit: str = "") -> Any:
    """A field that staff are asked for: key in 填报.yaml, question, unit of the answer; `None` where not given."""
    return Field(None, alias=key, title=question, json_schema_extra={"unit": unit})
