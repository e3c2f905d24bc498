"""Texts as tokens, what is kept or replaced as a whole: a number with its unit, a placeholder, a word, a character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

_TOKEN = re.compile(
    r"【待填[^】]*】"
    r"|[+-]?\d[\d,]*(?:\.\d+)?(?:[ \u3000]*(?:[%％‰]|个百分点|(?:亿|万)?元|人次|批次|平方米|[个人辆台次份项家户套]))?"
    r"|[A-Za-z]+|.",
    re.DOTALL,
)
_UNITS = {"亿元": (10**8, "元"), "万元": (10**4, "元"), "％": (1, "%")}
_NUMBER = re.compile(r"[+-]?\d")
PLACEHOLDER = "【待填"


class Token(str):
    """A token, equal to any of the same text; `label` is the figure that it prints, "" where it prints none."""

    label: str = ""
    end: bool = False

    @property
    def is_number(self) -> bool:
        """Whether it is a number."""
        return bool(_NUMBER.match(self))

    @property
    def unit(self) -> str:
        """What follows a number's last digit."""
        return self[len(self.rstrip("％%‰个百分点亿万元人次批平方米辆台份项家户套")) :]

    @property
    def measure(self) -> tuple[Decimal, str] | str:
        """What a number says however it is written, 1.2万元 and 12,000元 alike; another token's text."""
        if not self.is_number:
            return self
        times, unit = _UNITS.get(self.unit, (1, self.unit))
        return Decimal(self.removesuffix(self.unit).replace(",", "")) * times, unit

    @property
    def is_placeholder(self) -> bool:
        """Whether it is a placeholder."""
        return self.startswith(PLACEHOLDER)


def separator() -> Token:
    """The end of a paragraph, as a token that no text has."""
    token = Token("\u2029")
    token.end = True
    return token


def tokens(text: str) -> list[Token]:
    """The tokens of a text."""
    return [Token(match[0]) for match in _TOKEN.finditer(text)]


def labelled(text: str, labels: Iterable[tuple[int, int, str]]) -> list[Token]:
    """The tokens of a text; `labels` are from, to and label of the figures printed in it."""
    found, at = tokens(text), 0
    spans = list(labels)
    for token in found:
        token.label = next((label for start, end, label in spans if start < at + len(token) and at < end), "")
        at += len(token)
    return found


def spans(runs: Iterable[tuple[str, str]]) -> Iterator[tuple[int, int, str]]:
    """From, to and label of the runs that have one, from their texts and labels."""
    at = 0
    for text, label in runs:
        if label:
            yield at, at + len(text), label
        at += len(text)


def unspaced(text: str) -> str:
    """The text without blanks, so that texts that differ in these only are equal."""
    return "".join(text.split())


def masked(text: str) -> str:
    """The text with every number as #, so that texts that differ in numbers only are equal."""
    return "".join("#" if token.is_number else token for token in tokens(text))
