"""A sheet whose rows open high enough for their text and grow with what is typed into them."""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet


class GrowingSheet(Worksheet):  # type: ignore[misc]
    """A worksheet whose heights of rows are not fixed: Excel, WPS and LibreOffice fit a row again when it is edited."""

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        super()._xml_start_tag_unencoded(tag, _unfixed(tag, attributes))

    def _xml_empty_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        super()._xml_empty_tag_unencoded(tag, _unfixed(tag, attributes))


def width(text: str) -> int:
    """How many columns of a narrow letter a text takes: a Chinese character takes two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


def lines(text: str, room: float) -> int:
    """How many lines a text takes in a column that holds so many narrow letters."""
    return sum(max(1, -(-width(line) // max(1, round(room)))) for line in text.split("\n"))


def _unfixed(tag: str, attributes: Any) -> Any:
    return [pair for pair in attributes if tag != "row" or pair[0] != "customHeight"]
