"""A cell's content as an exact amount, or the reason why it is none."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, Literal

from narrator import amount
from narrator.account.cells import Cell
from narrator.finding import Finding, Level
from narrator.read.grid import SHOWN, ErrorValue, Grid, Percent, Spot, Uncomputed, address

LIMIT = Decimal(10) ** 13  # no account reaches it; longer digits are a slip of the keyboard
_FINEST = 10  # decimals; anything finer in a float is residue of binary arithmetic
_NUMBER = re.compile(r"[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
Unit = Literal["元", "万元"]
_DASHES = frozenset("-–—―－")


class Trouble(Enum):
    """Why a cell is no plain number: code, level, and what the finding says."""

    AS_TEXT = ("READ-NUMBER-AS-TEXT", Level.NOTICE, "按文本存放的数字，已读作数字，请核对")
    DASH = ("READ-DASH", Level.NOTICE, "只有一条横线，已当作空白，请核对")
    NOT_A_NUMBER = ("READ-NOT-A-NUMBER", Level.ERROR, "不是数字，没有读入，请改成数字")
    PERCENT = (
        "READ-PERCENT",
        Level.ERROR,
        "设成了百分比格式，分不清是百分数还是别的数，没有读入，请把单元格改成数值格式，重新填写",
    )
    MERGED = (
        "READ-MERGED",
        Level.ERROR,
        "与上面的格子合并成一格，没有自己的数，没有读入，请取消合并，逐格填上数",
    )
    DATE = (
        "READ-DATE-FORMAT",
        Level.ERROR,
        "是日期格式，数显示成了日期，没有读入。请右键“设置单元格格式”改为“常规”重填，或在数前加英文单引号（如 '33）",
    )
    ERROR_VALUE = ("READ-ERROR-VALUE", Level.ERROR, "是公式的错误值，没有读入，请改正公式或填入数字")
    UNCOMPUTED = (
        "READ-FORMULA-NOT-COMPUTED",
        Level.ERROR,
        "是没有计算过的公式，没有值可读，请用 Excel 或 WPS 打开并保存一次",
    )


def read_amount(content: Any) -> tuple[Decimal | None, Trouble | None]:
    """The number in a cell, `None` for a blank or where there is none; and what is the matter with it, if anything."""
    if content is None:
        return None, None
    if isinstance(content, ErrorValue):
        return None, Trouble.ERROR_VALUE
    if isinstance(content, Uncomputed):
        return None, Trouble.UNCOMPUTED
    if isinstance(content, str):
        return _from_text(content)
    if isinstance(content, Percent):
        return None, Trouble.PERCENT
    if isinstance(content, (date, time)):
        return None, Trouble.DATE
    if isinstance(content, bool) or not isinstance(content, (int, float)) or not abs(content) < float(LIMIT):
        return None, Trouble.NOT_A_NUMBER
    return _from_number(content), None


def _from_number(number: int | float) -> Decimal:
    """An Excel number at the 15 significant digits that Excel keeps."""
    value = Decimal(format(number, ".15g"))
    return amount.rounded(value, _FINEST) if _decimals(value) > _FINEST else value


def percentage(number: Percent) -> str:
    """A percentage as its cell shows it, with all its decimals: 73.5%."""
    return f"{_from_number(number * 100):f}%"


def _from_text(text: str) -> tuple[Decimal | None, Trouble | None]:
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("\N{MINUS SIGN}", "-")
    if not plain:
        return None, None
    if set(plain) <= _DASHES:
        return None, Trouble.DASH
    if not _NUMBER.fullmatch(plain):
        return None, Trouble.NOT_A_NUMBER
    value = Decimal(plain.replace(",", ""))
    if abs(value) >= LIMIT or _decimals(value) > _FINEST:
        return None, Trouble.NOT_A_NUMBER
    return value, Trouble.AS_TEXT


def _decimals(value: Decimal) -> int:
    return -int(value.as_tuple().exponent)


@lru_cache(maxsize=4096, typed=True)  # most cells hold zeros, or what other tables hold too
def _in_wan(content: Any, unit: Unit) -> tuple[Decimal | None, Decimal, Trouble | None]:
    """The number in a cell of this unit and its bound, in 万元; and what is the matter with it."""
    value, trouble = read_amount(content)
    if value is None:
        return None, Decimal(0), trouble
    shift = -4 if unit == "元" else 0
    bound = amount.bound(value, max(2, _decimals(value)))
    return value.scaleb(shift), bound.scaleb(shift) if value else bound, trouble


@dataclass
class AmountReader:
    """Reads the amounts of one table, remembers which cells it read and what was the matter with them."""

    grid: Grid
    unit: Unit
    read: set[Spot] = field(default_factory=set)
    troubles: dict[Trouble, list[Spot]] = field(default_factory=dict)

    def cell(self, row: int, column: int) -> Cell:
        """The amount in 万元 at a row and column, with its bound; a value of `None` where there is none."""
        spot = row, column
        value, bound, trouble = _in_wan(self.grid.cells.get(spot), self.unit)
        self.read.add(spot)
        if value is None and trouble is None and self._is_below_number(spot):
            trouble = Trouble.MERGED
        if trouble:
            self.troubles.setdefault(trouble, []).append(spot)
        if value is None:
            return Cell(at=address(row, column), read=trouble in (None, Trouble.DASH))
        return Cell(value, bound, address(row, column))

    def _is_below_number(self, spot: Spot) -> bool:
        """Whether a merge joins this cell to a number in a row above it."""
        above = self.grid.covered.get(spot, spot)
        return above[0] < spot[0] and read_amount(self.grid.cells.get(above))[0] is not None

    def findings(self, title: str) -> list[Finding]:
        """One finding for each kind of trouble, naming its cells."""
        return [self._finding(trouble, spots, title) for trouble, spots in self.troubles.items()]

    def _finding(self, trouble: Trouble, spots: list[Spot], title: str) -> Finding:
        code, level, says = trouble.value
        listed = spots if level == Level.ERROR else spots[:SHOWN]
        cells = "、".join(f"{address(*spot)}（{shown(self.grid.cells.get(spot))}）" for spot in listed)
        cells += f"等{len(spots)}格" if len(spots) > len(listed) else ""
        where = tuple(self.grid.place(*spot) for spot in spots)
        return Finding(code=code, level=level, message=f"《{title}》的单元格 {cells} {says}", where=where)


def shown(content: Any) -> str:
    """A cell's content as a message shows it, shortened."""
    if content is None:
        return "空白"
    if isinstance(content, ErrorValue):
        return content.text
    text = content.formula if isinstance(content, Uncomputed) else str(content)
    text = percentage(content) if isinstance(content, Percent) else text
    text = text.removesuffix(" 00:00:00") if isinstance(content, date) else text
    return text if len(text) <= 20 else f"{text[:20]}…"
