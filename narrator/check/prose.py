"""What staff wrote as text: every passage with its path and place, and the amounts, counts and years in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from narrator.account import Account, names
from narrator.account.cells import Model
from narrator.amount import WAN
from narrator.check.called import fact_place
from narrator.figures.facts import keys
from narrator.finding import Place
from narrator.last import kept_for_last
from narrator.numerals import ChineseConverter

REASONS = ("增减原因", "预决算差异原因")
OPINIONS = (*REASONS, "科目用途", "绩效评价", "其他说明")  # texts that staff compose, and carry over from elsewhere
COUNT = r"(\d{1,5}|[一二两三四五六七八九十]{1,3})"
_IN_WAN = {"亿元": WAN, "万元": Decimal(1), "元": 1 / WAN}
NUMBER = r"((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"  # a comma that does not part thousands is in no number
_AMOUNT = re.compile(rf"(?<![\d.])(?<!\d,){NUMBER}\s*(亿元|万元|元)")
_COMPARED = re.compile(r"(从|由|到|至|上年|去年|预算)数?[的为是]?$")
YEAR = re.compile(r"(20\d\d)(?=年)(?<!\d{5})")
_MOST_COUNTED = 99


class Prose(NamedTuple):
    """A passage: its path ("增减原因.0.原因"), its text in one width of characters, where it stands, and as written.

    `explains` is what a reason is for.
    """

    path: str
    text: str
    place: Place
    written: str = ""
    explains: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What a message calls it: a reason by what it is for, anything else by its path."""
        if not self.explains:
            return names.spoken(self.path)
        several = f"等{len(self.explains)}项" if len(self.explains) > 1 else ""
        return f"{self.explains[0]}{several}的{self.path.partition('.')[0]}"


class Amount(NamedTuple):
    """An amount in a passage, in 万元, and where its digits begin and end."""

    value: Decimal
    start: int
    end: int


def prose(account: Account, *roots: str) -> list[Prose]:
    """Every text among the facts, below these roots if any are named."""
    passages = _passages(account)
    return list(chain.from_iterable([passages[root] for root in passages if not roots or root in roots]))


def holding(account: Account, mark: str, *roots: str) -> list[Prose]:
    """The texts (below these roots) in which a mark stands; where it does in no text at all, none is looked at."""
    return [passage for passage in prose(account, *roots) if mark in passage.text] if mark in _whole(account) else []


def reasons(account: Account) -> list[Prose]:
    """Every reason for a change or for a difference from the budget."""
    return [passage for passage in prose(account, *REASONS) if passage.explains]


def amounts(text: str) -> list[Amount]:
    """The amounts that a text states of its own, not those that it only compares with (上年, 预算, 从…到…)."""
    found = (Amount(_wan(match[1], match[2]), *match.span()) for match in _AMOUNT.finditer(text))
    return [amount for amount in found if not _COMPARED.search(text[: amount.start])]


def years(text: str) -> list[int]:
    """The years that a text names."""
    return [int(year) for year in YEAR.findall(text)]


def counted(text: str) -> int | None:
    """The number that digits or Chinese numerals say, `None` for neither."""
    return int(text) if text.isdecimal() else _numerals().get(text.replace("两", "二"))


@cache
def _numerals() -> dict[str, int]:
    return {ChineseConverter().to_cardinal(number): number for number in range(1, _MOST_COUNTED + 1)}


def _wan(digits: str, unit: str) -> Decimal:
    return Decimal(digits.replace(",", "")) * _IN_WAN[unit]


@kept_for_last
def _passages(account: Account) -> dict[str, list[Prose]]:
    """Every text by its root."""
    texts: dict[str, str] = {}
    _gather(_parts(account.facts), "", texts)
    found: dict[str, list[Prose]] = {}
    for (path, text), narrow in zip(texts.items(), _narrow("\n".join(texts.values())).split("\n"), strict=True):
        root = path.partition(".")[0]
        passage = Prose(path, narrow, fact_place(account, path), text, _explained(account, path, root))
        found.setdefault(root, []).append(passage)
    return found


@kept_for_last
def _whole(account: Account) -> str:
    """All texts as one."""
    return "\n".join([passage.text for passage in prose(account)])


def _narrow(text: str) -> str:
    """Texts, one a line, in one width of characters; usual marks first, as NFKC takes long where it has work to do."""
    for wide, narrow in ("，,", "；;", "：:", "（(", "）)"):
        text = text.replace(wide, narrow)
    return unicodedata.normalize("NFKC", text)


def _explained(account: Account, path: str, root: str) -> tuple[str, ...]:
    """What the reason at a path is for, nothing for another text."""
    if root not in REASONS or not path.endswith(".原因"):
        return ()
    given = account.facts.change_reasons if root == REASONS[0] else account.facts.budget_reasons
    return given[int(path.split(".")[1])].explains


def _gather(parts: Iterable[tuple[Any, Any]], path: str, found: dict[str, str]) -> None:
    """Every text among these parts of the facts, by path."""
    for key, part in parts:
        if isinstance(part, str):
            found[f"{path}{key}"] = part
        elif part and not isinstance(part, (int, Decimal)):
            _gather(_parts(part), f"{path}{key}.", found)


def _parts(value: Model | Mapping[str, Any] | tuple[Any, ...]) -> Iterable[tuple[Any, Any]]:
    """What a part of the facts holds, by its Chinese key, its name or its number."""
    if isinstance(value, dict):
        return value.items()
    if isinstance(value, tuple):
        return enumerate(value)
    named = keys(type(value))
    return zip(named, map(vars(value).get, named.values()), strict=True)
