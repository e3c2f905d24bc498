"""Years in what staff wrote: those of other reports left in the text, and the date of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator

from narrator.account import Account
from narrator.check.called import fact_place
from narrator.check.prose import REASONS, YEAR, Prose, amounts, holding
from narrator.check.rule import Claims, Remark, rule
from narrator.finding import Level

_COMPARED = re.compile(r"(?:比|较|与|同|和|跟|对比|相对于?|自|从|由|(?<!截)至|到|[-—~])$")
_DATED = re.compile(r"^年度?(?:初|同期|相比|末?结转|结余|以来|起|[-—~至到])")
_AHEAD = re.compile(r"^年度?[^，。；]{0,6}?(?:将|拟|再|计划|预计|开始|启动|继续|完成|实施)")
_COMPOSED = (*REASONS, "科目用途", "项目支出", "绩效评价", "其他说明")
_NOT_OF_THE_YEAR = ("依据文件",)
_OF_NEXT_YEAR = ("改进措施",)


@rule("TEXT-OTHER-YEAR")
def texts_speak_of_this_year(account: Account) -> Claims:
    """原因、评价和写有金额的文字应写本年度；往年的文字应更新，提到上年、下年的应是比较或安排。"""
    this, told = account.year, dict[tuple[int, ...], list[Prose]]()
    for passage in holding(account, "20", *_COMPOSED) if this else ():
        others = tuple(sorted({year for year in _years(passage, this or 0) if year != this}))
        if others and _is_judged(passage):
            told.setdefault(others, []).append(passage)
    for others, passages in sorted(told.items()):
        listed, years = "、".join(passage.name for passage in passages), "、".join(map(str, others))
        message = (
            f"有{len(passages)}处文字写了{years}年，本年度是{this}年：{listed}。"
            "请核对是不是往年的文字没有更新，或年度填错；确有其事的可以保留。"
        )
        yield Remark(Level.NOTICE, message, tuple(passage.place for passage in passages))


@rule("PUBLISHED-YEAR")
def reports_are_published_in_the_next_year(account: Account) -> Claims:
    """公开时间一般在决算年度的下一年。"""
    match = YEAR.search(account.facts.published or "")
    if match and account.year and int(match[1]) != account.year + 1:
        message = (
            f"公开时间写的是“{account.facts.published}”，本年度是{account.year}年，"
            f"一般在{account.year + 1}年公开。请核对公开时间和年度；确实如此的可以保留。"
        )
        yield Remark(Level.NOTICE, message, (fact_place(account, "公开时间"), fact_place(account, "年度")))


def _years(passage: Prose, this: int) -> Iterator[int]:
    """The years that a passage names as if they were the report's own."""
    for match in YEAR.finditer(passage.text):
        year, before, after = int(match[1]), passage.text[: match.start()], passage.text[match.end() :]
        last_compared = year == this - 1 and (_COMPARED.search(before) or _DATED.search(after))
        next_planned = year == this + 1 and (_AHEAD.search(after) or any(key in passage.path for key in _OF_NEXT_YEAR))
        if not (last_compared or next_planned):
            yield year


def _is_judged(passage: Prose) -> bool:
    """Whether a text is a reason or an opinion, or another one that states amounts."""
    if passage.path.startswith(REASONS):
        return bool(passage.explains)
    is_opinion = passage.path.startswith("绩效评价") and not passage.path.endswith(_NOT_OF_THE_YEAR)
    return is_opinion or bool(amounts(passage.text))
