"""Answers as they were pasted: with the words and numbers that the report prints itself, or several in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from narrator.account import Account
from narrator.account.names import spoken
from narrator.check.because import repeats
from narrator.check.prose import Prose, prose, reasons
from narrator.check.rule import Claims, Remark, rule
from narrator.finding import Level

_OF_REASONS = re.compile(r"其?(?:主要)?原因(?:是|为|在于|[:：])+(?:因为|由于)?|主要(?:是|为)(?:因为|由于)?")
_OF_USES = re.compile(r"主要(?:用于|是|为)|用于")
_USES = re.compile(
    r"科目用途\.|项目支出\.(?:主要用途|项目\.\d+\.用途)|三公经费\..*(?:用途|事由)$|绩效评价\.基本支出用途"
)
_FIGURE = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
NUMERAL = re.compile(rf"\s*(?:[（(]{_FIGURE}[）)]|{_FIGURE}[、.．)）](?!\d)|[①-⑳])")
NUMBERED = re.compile(r"单位概况\.(?:职责|内设机构|决算单位)\.|绩效评价\.绩效目标\.|绩效评价\..*\.标题")
_NAMES = re.compile(r"单位概况\.内设机构\.|单位概况\.决算单位\..*名称")
_BRACKETS = re.compile(r"[（(《“].*?[）)》”]")
_BETWEEN = re.compile(r"[、,，;；/]|\s{2,}")
_BODY = re.compile(r".+(?:室|科|处|股|部|组|站|队|所|局|院|馆|校|园|办|中心|本级|委员会)")
_HAN = r"[^\W\d_A-Za-z]"  # a range of all Chinese characters would take two milliseconds to compile
_HALF_WIDTH = re.compile(rf'{_HAN}[,;:?!"(]|[,;:?!")]{_HAN}|[\[［【](?:19|20)\d\d[\]］】]')
_HALF_MARK = re.compile(r'[,;:?!"()\[［【]')  # one of which is in all of these
_MOST_TOLD = 4


@rule("TEXT-LEAD-IN")
def texts_leave_out_the_words_before_them(account: Account) -> Claims:
    """原因和用途不应再写报告里已有的“主要原因是”“主要用于”。"""
    for passage, match in _begun(account):
        yield Remark(Level.MISSING, repeats(passage, match), (passage.place,))


@rule("LIST-NUMBERED")
def items_leave_out_their_numbers(account: Account) -> Claims:
    """清单各项前不应自带序号，序号由报告编排。"""
    numbered = [(passage, match) for passage in prose(account, "单位概况", "绩效评价") if (match := _number(passage))]
    for path in dict.fromkeys(_list(passage) for passage, _ in numbered):
        here = [(passage, match) for passage, match in numbered if _list(passage) == path]
        told = "、".join(f"“{match[0].strip()}”" for _, match in here)
        message = (
            f"{spoken(path)}有{len(here)}项自带序号{told}，报告会另编序号，印出来就重复，定稿前须删去。请只留文字。"
        )
        yield Remark(Level.MISSING, message, tuple(passage.place for passage, _ in here))


@rule("LIST-JOINED")
def lists_have_one_name_a_line(account: Account) -> Claims:
    """内设机构和决算单位应一行一个。"""
    for passage in prose(account, "单位概况"):
        parts = [part.strip() for part in _BETWEEN.split(_BRACKETS.sub("", passage.written)) if part.strip()]
        if _NAMES.match(passage.path) and len(parts) > 1:
            is_sure = all(_BODY.fullmatch(part) for part in parts)
            advice = "定稿前须分开，请一行一个。" if is_sure else "请一行一个；确是一个名称的可以保留。"
            message = (
                f"{passage.name}“{passage.written[:40]}”像是{len(parts)}个名称写在一格里，报告会当作1个来数。{advice}"
            )
            yield Remark(Level.MISSING if is_sure else Level.NOTICE, message, (passage.place,))


@rule("TEXT-PUNCTUATION")
def texts_have_chinese_punctuation(account: Account) -> Claims:
    """文字应使用全角标点，文号的年份用六角括号〔〕。"""
    marked = (passage for passage in prose(account) if _HALF_MARK.search(passage.written))
    found = [(passage, match) for passage in marked if (match := _HALF_WIDTH.search(passage.written))]
    if found:
        told = "；".join(f"{passage.name}“{_round(passage.written, match)}”" for passage, match in found[:_MOST_TOLD])
        more = f"等{len(found)}处" if len(found) > _MOST_TOLD else ""
        message = (
            f"有{len(found)}处文字用了半角标点：{told}{more}，会照样印进报告。"
            "请改成全角的，文号的年份写成〔2021〕；确需如此的可以保留。"
        )
        yield Remark(Level.NOTICE, message, tuple(passage.place for passage, _ in found))


def _round(text: str, match: re.Match[str]) -> str:
    """The mark with a few characters on each side."""
    return text[max(match.start() - 4, 0) : match.end() + 4]


def _begun(account: Account) -> Iterator[tuple[Prose, re.Match[str]]]:
    """Texts that begin with words that the report prints before them."""
    for passage in reasons(account):
        if match := _OF_REASONS.match(passage.text):
            yield passage, match
    for passage in prose(account, "科目用途", "项目支出", "三公经费", "绩效评价"):
        if _USES.match(passage.path) and (match := _OF_USES.match(passage.text)):
            yield passage, match


def _number(passage: Prose) -> re.Match[str] | None:
    return NUMERAL.match(passage.written) if NUMBERED.match(passage.path) else None


def _list(passage: Prose) -> str:
    """The path of the list that a passage is in."""
    return re.split(r"\.\d+", passage.path)[0]
