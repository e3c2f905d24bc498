"""How words before a number say what it is: patterns made of the words that `reading.yaml` lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from narrator.review.audit.reading import Words, reading

_OTHER_YEAR = r"20\d\d年度?"
SHARE = re.compile(
    r"(?:占(?P<whole>[^，。；：占]{0,30}?)(?:的)?(?:比例|比重|比率|比)?(?:约|为|达|是)?|(?:占比|比重)(?:约|为|达)?)$"
)
COMPLETION = re.compile(
    r"(?:完成(?:了)?(?P<base>[^，。；：完]{0,8}?预算)(?:数)?(?:的)?(?:比例|比率)?(?:约|为|达)?"
    r"|(?P<rate>[^，。；：]{0,8}预算|)(?:完成|执行)率(?:约|为|达到?)?)$"
)
BUDGET = re.compile(r"(年初|全年|调整后?|追加后|年度)?(?:支出|收入)?预算")
BARE = re.compile(r"(?:决算|预算)(?:数)?为?$")
SPENT_OR_BUDGETED = re.compile("决算|预算")
CLAUSE = re.compile(r"[，；。：]")
SENTENCE = re.compile(r"。")


class Grammar:
    """The patterns of one list of words; each but `reason` and `flat` ends where the number begins."""

    def __init__(self, words: Words) -> None:
        up, down, last = _any(words.up), _any(words.down), f"(?:{_any(words.last_year)}|{_OTHER_YEAR})"
        compared = rf"[与比较同](?P<base>[^，。；与比较]{{0,30}}?(?:{last}(?![^，。；]{{0,6}}预算)|预算))"
        self.up = frozenset(words.up)
        self.direction = re.compile(
            f"(?P<first>{up}|{down})(?:（(?:{up}|{down})）)?(?:了|额|约|为|达|数|率|幅度|共|共计)*+$"
        )
        self.filler = re.compile(f"(?:{_any(words.filler)})*+")
        self.last = re.compile(
            rf"(?:{_any(words.last_year)}|[较比与]{_OTHER_YEAR})(?:决算|支出|收入|实际)*+数?(?:的|为|是)?$"
        )
        self.compares = re.compile(compared)
        self.compared = re.compile(rf"{compared}(?:决算)?数?(?:相比)?，?$")
        self.more, self.less = frozenset(words.more), frozenset(words.less)
        self.unequal = self.more | self.less
        self.comparison = re.compile(
            rf"(?P<who>[^。；，]{{0,40}}?)决算数?(?:（[^）]*）)?(?P<word>{_any(self.unequal)}|等于|与|同|和)"
            r"(?P<base>年初|全年|调整后?)?(?:支出)?预算数?(?P<flat>基本持平|持平|一致|相等|相同|相符)?"
        )
        self.reason = re.compile(_any(words.reason))
        self.flat = re.compile(rf"，?[与同和较比]?(?:{last})?(?:决算)?数?(?:相比)?，?持平")

    def sign(self, word: str) -> int:
        """1 for a word of growth, −1 for one of decline."""
        return 1 if word in self.up else -1


@cache
def grammar() -> Grammar:
    """The patterns of the words that the phrasebook lists."""
    return Grammar(reading().words)


def budget_kind(words: str) -> str:
    """年初预算, 全年预算 (adjusted) or just 预算."""
    if "年初" in words:
        return "年初预算"
    return "全年预算" if re.search("全年|调整|追加", words) else "预算"


def _any(words: Iterable[str]) -> str:
    """Any of the words, longer ones first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
