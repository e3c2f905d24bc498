"""Findings as an accountant reads them: under a heading for each sheet or file, the cell first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from narrator.account.names import spoken
from narrator.finding import SHOWN, Finding, Level, Place

NOWHERE = Place()
FACTS = "填报内容"
_ALL_MISSING = "READ-NO-FACTS"
_GAPS = ("FACT-MISSING", "FACT-OPTIONAL")


def lines(findings: Sequence[Finding]) -> Iterator[str]:
    """Headings and findings, a line each; groups in the order of their first finding, a sheet's in that of its rows.

    Where there are no facts at all, those that are missing are one line for each level.
    """
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(heading(_first(finding)), []).append(finding)
    blank = any(finding.code == _ALL_MISSING for finding in findings)
    for name, group in groups.items():
        yield f"{name}（{len(group)}条）"
        gaps = [each for each in group if each.code in _GAPS] if blank and name == FACTS else []
        yield from (f"  {told}" for told in _together(gaps))
        yield from (f"  {line(finding)}" for finding in sorted(group, key=_row) if finding not in gaps)


def _together(gaps: list[Finding]) -> Iterator[str]:
    """What is missing, a line for each level."""
    for level in Level:
        names = [position(_first(finding)) for finding in gaps if finding.level == level]
        if names:
            code = next(finding.code for finding in gaps if finding.level == level)
            yield f"[{level}] 没有填报，缺{len(names)}项：{'、'.join(names)}；逐项的说明用 --report 写成清单 {code}"


def total(findings: Iterable[Finding], source: Path) -> str:
    """How many findings of each level there are about an input, and what to do next."""
    final = f"用 narrator build {source} -o outputs --final 写出定稿。"
    counts = Counter(finding.level for finding in findings)
    if not counts:
        return f"没有发现问题。下一步：{final}"
    told = "、".join(f"{level}{counts[level]}条" for level in Level if counts[level])
    if counts[Level.ERROR] or counts[Level.MISSING]:
        return f"共{counts.total()}条：{told}。下一步：先改正错误、补齐待填，保存后再检查一次。"
    return f"共{counts.total()}条：{told}，没有错误和待填。下一步：看过这些提示，属实的可以保留；{final}"


def _row(finding: Finding) -> tuple[int, int, str]:
    """Row and column of a finding's first cell, or its line; 0 where it has none."""
    place = _first(finding)
    match = re.fullmatch(r"([A-Z]+)(\d+)", place.cell or "")
    return (int(match[2]), len(match[1]), match[1]) if match else (place.line or 0, 0, "")


def line(finding: Finding) -> str:
    """Cells or lines under its heading, level, message, code, and where else it shows."""
    here = heading(_first(finding))
    inside = [position(place) for place in finding.where if heading(place) == here]
    elsewhere = [str(place) for place in finding.where if heading(place) != here]
    also = f"（另见{_some(elsewhere)}）" if elsewhere else ""
    return f"{_some(inside)} [{finding.level}] {finding.message}{also} {finding.code}".lstrip()


def heading(place: Place) -> str:
    """The sheet of a workbook, the file, the facts or the report that a place belongs to."""
    if place.sheet and (place.file or "").endswith(".docx"):
        return f"{place.file} 表《{place.sheet}》"
    if place.sheet:
        return f"{place.file or '公开表'} 工作表“{place.sheet}”"
    if place.file:
        return place.file
    if place.figure:
        return FACTS
    return "报告正文" if place.paragraph or place.quote else "整个输入"


def position(place: Place) -> str:
    """The place within its heading: cell, line, name of the fact, or paragraph."""
    if place.cell or place.sheet:
        return place.cell or ""
    figure = spoken(place.figure) if place.figure else ""
    return f"第{place.line}行" if place.line else figure or place.heading or place.paragraph or place.quote or ""


def _first(finding: Finding) -> Place:
    return finding.where[0] if finding.where else NOWHERE


def _some(texts: Iterable[str]) -> str:
    different = list(dict.fromkeys(filter(None, texts)))
    return "、".join(different[:SHOWN]) + (f"等{len(different)}处" if len(different) > SHOWN else "")
