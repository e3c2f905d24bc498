"""The workbook as values, before it is written: sheets of blocks of lines, each line known by the key of its fact."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from narrator.workbook.fields import Kind
from narrator.workbook.plan import Spared

# the columns of every sheet, counted from 0
KEY, FIRST, ANSWER, UNIT, STATE, HINT, WHERE = range(7)
TITLE_MARK = "§"  # stands for the key where a block begins
CARRIED_MARK = "*"  # follows the key of an answer that was carried over, whatever its state says later
KEY_HEADER, ANSWER_HEADER, STATE_HEADER = "键", "填写", "状态"
ITEM, NAME, CODE_HEADER = "第几项", "名称", "科目"
QUESTION_HEADER, UNIT_HEADER, HINT_HEADER, WHERE_HEADER = "问题", "单位", "怎么填", "用在报告哪里"
SETTLED_HEADER, COMPARED_HEADER = "本年决算", "比较"
BESIDES = frozenset(  # headers of columns without answers
    {KEY_HEADER, QUESTION_HEADER, ITEM, NAME, CODE_HEADER, UNIT_HEADER, STATE_HEADER, HINT_HEADER, SETTLED_HEADER}
    | {COMPARED_HEADER, WHERE_HEADER}
)
DONE, OPEN, OPTIONAL, NEEDLESS, CARRIED, CHECKED = "已填", "待填", "可不填", "不必填", "请核对", "已核对"
SAME = "同上"
Amount = Decimal | tuple[str, ...] | None  # known, or the keys of the answers that it is the sum of


@dataclass(frozen=True, slots=True)
class Answer:
    """A cell to be filled in: what stands in it, of which kind it is, and what is told beside it."""

    kind: Kind
    value: Any = None
    choices: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a reason explains: this year's amount and the one that it is compared with, called `other_name`."""

    this: Amount
    other: Amount
    other_name: str


@dataclass(frozen=True, slots=True)
class State:
    """What the state of a question depends on: its lines, whether needed or carried over, what makes it needless."""

    needed: bool
    lines: int = 1
    carried: bool = False
    spared: Spared | None = None
    comparison: Comparison | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the key that reading goes by, printed texts and answers by column, and the state of its question."""

    key: str
    shown: dict[int, str] = field(default_factory=dict)
    answers: dict[int, Answer] = field(default_factory=dict)
    state: State | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Lines under one header, with a title; `hint` says how to fill them in, `where` in which sections they appear."""

    title: str
    headers: dict[int, str]
    lines: tuple[Line, ...]
    hint: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the workbook."""

    name: str
    about: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The whole workbook for one unit, year and edition."""

    unit: str
    year: int | None
    edition: str
    sheets: tuple[Sheet, ...]
