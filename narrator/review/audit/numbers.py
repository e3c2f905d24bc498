"""The numbers of a passage, each with its unit and what kind of number it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from narrator.amount import WAN
from narrator.review.audit.reading import Reading

Kind = Literal["amount", "percent", "count", "year", "date", "ordinal", "reference", "constant"]

_NUMBER = re.compile(r"(?<![\d.A-Za-z])-?\d+(?:,\d{3})*(?:\.\d+)?")
_UNIT = re.compile(
    r"万元|亿元|元|万(?!人|户|名|亩|平|余|多|吨|字|件|台|册|份|元)|%|％|个百分点"
    r"|人次|人|批次|批|次|辆|台（套）|台|套|名|家|户|项|分|件|期|场|条|个|团"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_REFERENCE = re.compile(r"[〔\[【（(]\s*$|[〕\]】]\s*第?$|第$")
_SCALES = {"万元": Decimal(1), "万": Decimal(1), "元": 1 / WAN, "亿元": WAN}


@dataclass(frozen=True, slots=True)
class Number:
    """A number where it stands in a passage's plain text, `end` after its unit; amounts are in 万元.

    `places` are the decimals printed, of an amount as 万元 at least two.
    """

    kind: Kind
    value: Decimal
    unit: str
    start: int
    end: int
    text: str
    places: int

    @property
    def bound(self) -> Decimal:
        """How far rounding may have moved it: half a unit of its last place, 0 for a zero."""
        rounded = self.kind in ("amount", "percent") and self.value != 0
        return Decimal(5).scaleb(-self.places - 1) if rounded else Decimal(0)


def numbers(text: str, reading: Reading) -> Iterator[Number]:
    """The numbers of a plain text in order."""
    for match in _NUMBER.finditer(text):
        after = text[match.end() :]
        unit = _UNIT.match(after)
        kind = _kind(text, match, after, unit[0] if unit else "", reading)
        yield _number(match, unit[0] if unit and kind in ("amount", "percent", "count", "constant") else "", kind)


def _number(match: re.Match[str], unit: str, kind: Kind) -> Number:
    value = Decimal(match[0].replace(",", ""))
    places = len(match[0].partition(".")[2])
    if kind == "amount":
        scale = _SCALES.get(unit, Decimal(1))
        value, places = value * scale, max(2, places) if scale == 1 else places - int(scale.log10())
    return Number(kind, value, unit, match.start(), match.end() + len(unit), match[0] + unit, places)


def _kind(text: str, match: re.Match[str], after: str, unit: str, reading: Reading) -> Kind:
    before = text[: match.start()]
    if _is_reference(before, after):
        return "reference"
    if _YEAR.fullmatch(match[0]) and re.match(r"年|[-—~至]\d{4}年|、\d{4}年", after):
        return "year"
    if re.match(r"[月日号时]|年(?!度)", after):
        return "date"
    if re.match(r"[、.．）](?!\d)", after) and (not before or before[-1] in "。；：（\n" or before[-2:-1] in "。；："):
        return "ordinal"
    if reading.constant.match(after):
        return "constant"
    if unit in _SCALES:
        return "amount"
    return "percent" if unit in ("%", "％", "个百分点") else "count"


def _is_reference(before: str, after: str) -> bool:
    """Whether a number belongs to a document's or a clause's number."""
    return bool(
        re.match(r"[〕\]】]", after)
        or (re.match(r"号|条|款", after) and _REFERENCE.search(before))
        or re.search(r"第$", before)
        or (re.match(r"号", after) and re.search(r"[〔\[【（(]\d{4}[〕\]】）)]第?$", before))
    )
