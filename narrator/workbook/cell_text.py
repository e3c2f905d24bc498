"""A cell of a filled-in workbook as the text that 填报.yaml would have."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from narrator.read.amounts import Trouble, percentage, read_amount
from narrator.read.grid import ErrorValue, Percent, Uncomputed
from narrator.workbook.fields import Kind


def cell_text(content: Any, kind: Kind) -> tuple[str, Trouble | None]:
    """A cell's content as 填报.yaml would have it, "" for a blank; and what is the matter with it."""
    if isinstance(content, date) and kind in ("文字", "选择"):
        return f"{content.year}年{content.month}月{content.day}日", None
    if isinstance(content, str) and (kind in ("文字", "选择") or read_amount(content)[1] != Trouble.DASH):
        return content.strip(), None
    if isinstance(content, Percent) and kind in ("百分数", "文字"):
        return percentage(content), None
    if isinstance(content, bool) or (isinstance(content, time) and kind in ("文字", "选择")):
        return str(content), None
    value, trouble = read_amount(content)
    if isinstance(content, (ErrorValue, Uncomputed)) or value is None:
        return "", trouble
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text), None
