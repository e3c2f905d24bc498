"""Which texts say nothing: the word for nothing, marks, letters typed at random, and what is still to be written."""

from __future__ import annotations

import re

from narrator.account import Account
from narrator.account.names import folded
from narrator.check.terms import cell

NOTHING = re.compile(
    r"(?:(?:暂|本年|本单位|目前)?(?:没有|[无没零])|不涉及|不适用|0+(?:\.0+)?|[/\-—–]+|none|n/?a)[。.！]?", re.IGNORECASE
)
_FILLER = re.compile(
    r"(?:暂|从|省)?略|[详参]?见(?:附[件表录]|[上下]表|表格?|[上下前后]文?|报告)|附后|[同如](?:[上前下]|上年|去年|附件)|"
    r"(?:一切|均|都|完全)?正常|按要求填写?|不详|不清楚|不知道|忽略"
)
_PLACEHOLDER = re.compile(
    r"(?=[待此TtXxＸｘ×….*＊_增上减下大小])"  # with what they begin, so that all else is passed over fast
    r"(?:待补充?|待填写?|待定|此处填写?|(?i:TODO|TBD)|[XxＸｘ×]{2,}|……|\.{3,}|[*＊]{2,}|_{2,}|"
    r"(?:增加|增长|上升|减少|下降|大于|小于)\((?:增加|增长|上升|减少|下降|大于|小于)\))"
)
_LONGEST = 8  # letters and digits of a text that says nothing in words
_MARKS = re.compile(r"[\W_]+")
_SPENT_ON = {  # texts that are printed only where there is money
    "三公经费.因公出国.内容": "因公出国（境）费",
    "三公经费.公务接待.事由": "公务接待费",
    "三公经费.公务用车.购置用途": "公务用车购置费",
    "三公经费.公务用车.运行用途": "公务用车运行维护费",
}


def placeholders(text: str) -> list[str]:
    """Words and marks in a text that stand for what is still to be written, each once."""
    found = _PLACEHOLDER.findall(text)
    return list(dict.fromkeys(found)) if found else found


def says_nothing(text: str, *, name: bool = False) -> bool:
    """Whether a text is only marks, one character, letters and digits, 略 or the like; a `name` may be letters (5G)."""
    plain = text if text.isalnum() else _MARKS.sub("", text)
    if len(plain) > _LONGEST and not plain.isascii() and len(set(plain[:_LONGEST])) > 1:
        return False
    is_typed = plain.isascii() and not (name and plain.upper() == plain and not plain.isdecimal())
    is_bare = len(set(plain)) < 2 and (len(plain) > 1 or not name)
    return not plain or is_bare or is_typed or bool(_FILLER.fullmatch(plain) or NOTHING.fullmatch(folded(text)))


def is_spent_on(account: Account, path: str) -> bool:
    """Whether a text is not about money of table 7 that was not spent: then it is not printed."""
    spent = cell(account, "T7", "决算数", _SPENT_ON[path]) if path in _SPENT_ON else None
    return spent is None or bool(spent.amount)
