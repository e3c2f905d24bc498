"""Chinese numerals for headings, spoken by num2words through a converter of ours in its own registry."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from functools import cache as once
from pathlib import Path

from narrator import cache

KEPT = 100
"""How many numerals are kept, from 零 on: more than headings need."""

_DIGITS = "零一二三四五六七八九"
_YEAR_DIGITS = "〇一二三四五六七八九"
_SCALES = ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十"))


class ChineseConverter:
    """The converter that num2words lacks: whole numbers as they are read (10 gives 十, 2050 gives 二千零五十)."""

    def str_to_number(self, value: str) -> Decimal:
        """The number in a text."""
        return Decimal(value)

    def to_cardinal(self, value: int | Decimal) -> str:
        """The number in words, 负 before a negative one; raises TypeError unless it is whole."""
        number = int(value)
        if number != value:
            raise TypeError(f"{value} is not a whole number")
        words = _read(abs(number))
        return ("负" if number < 0 else "") + (words[1:] if words.startswith("一十") else words)

    def to_ordinal(self, value: int | Decimal) -> str:
        """第 and the number in words."""
        return "第" + self.to_cardinal(value)

    def to_ordinal_num(self, value: int | Decimal) -> str:
        """第 and the number in digits."""
        return f"第{value}"

    def to_year(self, value: int | Decimal) -> str:
        """A year digit by digit: 2020 gives 二〇二〇."""
        return "".join(_YEAR_DIGITS[int(digit)] for digit in str(int(value)))


def _read(number: int) -> str:
    """A number of at least 0 in words, 十 always with its 一; 零 stands where a scale's next place is empty."""
    for size, scale in _SCALES:
        if number >= size:
            head, rest = divmod(number, size)
            tail = ("零" if rest < size // 10 else "") + _read(rest) if rest else ""
            return _read(head) + scale + tail
    return _DIGITS[number]


def chinese_numeral(n: int) -> str:
    """The number as headings count: 一, 十, 十一, 二十一."""
    return _kept()[n] if 0 <= n < KEPT else _spoken(n)


@once
def _kept() -> list[str]:
    """The first numerals as an earlier process had them spoken."""
    key = f"{hashlib.sha256(Path(__file__).read_bytes()).hexdigest()}.numerals"
    kept = cache.load(key)
    if kept is None:
        kept = "\n".join(map(_spoken, range(KEPT))).encode()
        cache.keep(key, kept)
    return kept.decode().split("\n")


@once
def _spoken(n: int) -> str:
    import num2words  # loads some fifty languages: not needed where the numeral is kept

    num2words.CONVERTER_CLASSES["zh"] = ChineseConverter()
    return str(num2words.num2words(n, lang="zh"))
