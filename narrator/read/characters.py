"""Characters that no report may carry: control characters, lone surrogates, non-characters, invisible ones."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how a workbook's XML writes what XML cannot hold


class Cleaned(NamedTuple):
    """A text without such characters, and the names of those taken out: refused ones, invisible ones."""

    text: str
    refused: tuple[str, ...]
    invisible: tuple[str, ...]


def cleaned(text: str) -> Cleaned:
    """The text fit to print, and what had to be taken out of it, as U+XXXX; nothing for a text that is fine."""
    if text.isprintable():
        return Cleaned(text, (), ())
    refused = {character for character in text if _refused(character)}
    invisible = {character for character in text if unicodedata.category(character) == "Cf"}
    fit = "".join(character for character in text if character not in refused | invisible)
    return Cleaned(fit, _names(refused), _names(invisible))


def unescaped(text: str) -> str:
    """A workbook's text with its `_x0007_` escapes turned into the characters they stand for, and plain line ends."""
    return plain_lines(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text)


def plain_lines(text: str) -> str:
    """The text with its line ends as \\n, whatever system wrote it."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _refused(character: str) -> bool:
    point = ord(character)
    if unicodedata.category(character) == "Cc":
        return character not in "\t\n"
    return 0xD800 <= point <= 0xDFFF or 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE


def _names(characters: set[str]) -> tuple[str, ...]:
    return tuple(f"U+{ord(character):04X}" for character in sorted(characters))
