"""Figures typed into text: an amount, a change or a share, against the figure whose label stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from narrator.account import Account
from narrator.amount import bound, rounded
from narrator.amount import text as printed
from narrator.check.prose import NUMBER, Prose, holding, reasons, years
from narrator.check.rule import Claims, Remark, rule
from narrator.figures import DEFINITIONS, Figure, Figures
from narrator.figures.arithmetic import percentage
from narrator.finding import Level

ALIASES = {
    "总支出": "本年支出合计",
    "总支出数": "本年支出合计",
    "支出总额": "本年支出合计",
    "总收入": "本年收入合计",
    "“三公”经费": "三公经费支出",
    "三公经费": "三公经费支出",
    "“三公”经费支出": "三公经费支出",
    "基本支出": "本年基本支出",
    "项目支出": "本年项目支出",
    "调整追加": "预算调整",
    "追加预算": "预算调整",
    "预算追加": "预算调整",
    "政府采购支出总额": "政府采购总额",
}
ROOTS = ("增减原因", "预决算差异原因", "科目用途", "单位概况", "绩效评价", "其他说明")
_SENTENCE = re.compile("[。；;]")
_MORE = ("增长", "增加", "上升")
_RATE = re.compile(
    rf"(?:^|[，,。；;])(?:同比|[比较与](?:上年|去年)(?:同期|相比)?[，,]?)"
    rf"(增长|增加|上升|下降|减少|降低)了?{NUMBER}%"
)
_START = r"(?:^|[，,。；;：:、（(\s中]|我所|我局|本单位|本部门|我单位|年|年度|的)"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A number as typed, the figure it should be, and the words that say so."""

    typed: Decimal
    figure: Figure
    words: str

    def differs(self) -> bool:
        """Whether the figure, rounded as the number was typed, is another number."""
        value = self.figure.value
        return value is not None and rounded(value, self._places()) != self.typed

    def told(self) -> str:
        """The words as typed and the figure in their place."""
        value, places = self.figure.value or Decimal(0), max(2, self._places())
        right = f"{self.figure.label}是{printed(value, places)}{self.figure.unit}"
        return f"写了“{self.words}”，{right}（允许{bound(self.typed, self._places()):f}）"

    def _places(self) -> int:
        return max(0, -int(self.typed.as_tuple().exponent))


@rule("TEXT-AMOUNT")
def amounts_in_texts_are_the_figures(account: Account) -> Claims:
    """文字里写出的金额、增减和占比，应与报告中同名的数一致。"""
    figures = Figures(account)
    for passage in holding(account, "万元", *ROOTS):
        wrong = [quoted for quoted in _quoted(passage, figures) if quoted.differs()]
        if wrong:
            told = "；".join(quoted.told() for quoted in wrong)
            places = [quoted.figure.place for quoted in wrong if quoted.figure.place]
            label = wrong[0].figure.label
            instead = f"，或改写成{{{label}}}由程序填入" if label in DEFINITIONS else ""
            message = f"{passage.name}{told}。请核对{instead}。"
            yield Remark(Level.NOTICE, message, (passage.place, *places))


@rule("REASON-PERCENT")
def percentages_in_reasons_are_the_figures(account: Account) -> Claims:
    """原因里写出的同比百分数，应与它所说明的增减率一致。"""
    figures, given = Figures(account), account.facts.change_reasons
    for passage in reasons(account):
        match = _RATE.search(passage.text) if passage.path.startswith("增减原因") else None
        if match:
            labels = given[int(passage.path.split(".")[1])].explains
            sign = 1 if match[1] in _MORE else -1
            rates = [rate for label in labels if (rate := figures.get(f"{label}增减率")) and rate.known]
            wrong = [Quoted(sign * _typed(match[2]), rate, match[0].lstrip("，,。；;")) for rate in rates]
            if wrong and all(quoted.differs() for quoted in wrong):
                yield Remark(Level.NOTICE, f"{passage.name}{wrong[0].told()}。请核对百分数。", (passage.place,))


def _quoted(passage: Prose, figures: Figures) -> Iterator[Quoted]:
    """Each number of a passage that stands beside the label of a figure of this year."""
    for sentence in _SENTENCE.split(passage.text):
        if not set(years(sentence)) - {figures.account.year} and "上年" not in sentence.split("万元")[0]:
            yield from _amounts(sentence, figures)
        yield from _changes(sentence, figures)


def _amounts(sentence: str, figures: Figures) -> Iterator[Quoted]:
    for match in _pattern("amount").finditer(sentence):
        if part := figures.get(_label(match[1])):
            yield Quoted(_typed(match[2]), part, _words(match, 1, 2, "万元"))
            if match[3] and (whole := figures.get(_whole(match[1], match[3]))):
                share = percentage("", f"{part.label}占{whole.label}", part, whole)
                yield Quoted(_typed(match[4]), share, _words(match, 3, 4, "%"))


def _changes(sentence: str, figures: Figures) -> Iterator[Quoted]:
    for match in _pattern("change").finditer(sentence):
        label, way = _label(match[1]), 1 if match[2] in ("增加", "增长") else -1
        if change := figures.get(f"{label}增减"):
            yield Quoted(way * _typed(match[3]), change, _words(match, 2, 3, "万元"))
            if match[4]:
                yield Quoted(way * _typed(match[4]), figures[f"{label}增减率"], _words(match, 4, 4, "%"))


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    known = [label for label, definition in DEFINITIONS.items() if definition.unit == "万元"]
    labels = "|".join(map(re.escape, sorted({*known, *ALIASES}, key=len, reverse=True)))
    said = r"(?:支出|支|决算数?|总额|合计|共计?|金额)?(?:为|是|共|:)?"
    if kind == "amount":
        return re.compile(rf"{_START}({labels}){said}{NUMBER}万元(?:[，,]?占({labels})的?(?:比例)?为?{NUMBER}%)?")
    before = r"[^，,。；;\d]{0,4}(?:比|较|与)(?:上年|去年|\d{4}年度?)(?:决算数?|相比)?[，,]?"
    rate = rf"(?:[，,](?:增加|减少|增长|下降)了?{NUMBER}%)?"
    return re.compile(rf"{_START}({labels}){before}(增加|减少|增长|下降)了?{NUMBER}万元{rate}")


def _label(name: str) -> str:
    return ALIASES.get(name, name)


def _whole(part: str, whole: str) -> str:
    """人员经费 and 公用经费 are shares of the basic expenditure that table 6 divides."""
    halves = part in ("人员经费", "公用经费") and whole == "基本支出"
    return "一般公共预算基本支出" if halves else _label(whole)


def _typed(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


def _words(match: re.Match[str], first: int, last: int, unit: str) -> str:
    return match.string[match.start(first) : match.end(last)] + unit
