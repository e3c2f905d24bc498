"""The items of 项目支出 as read: each with the source of its paragraph and the project that it fits best."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from difflib import SequenceMatcher

from narrator.review.imported.facts_read import AT, FactsFound, Row, bare
from narrator.review.imported.specimens import PROJECTS
from narrator.review.imported.templates import SPENT

_HALF = Decimal("0.005")


def project_items(found: FactsFound) -> list[Row]:
    """The items with source and project; those whose paragraph names no source are left out."""
    sources = {row[AT]: row["名称"] for row in found.rows(f"{PROJECTS}.资金来源") if "名称" in row}
    items = [row for row in found.rows(f"{PROJECTS}.明细") if row[AT] in sources]
    projects = [row for row in found.rows(f"{PROJECTS}.项目") if "名称" in row]
    chosen = _chosen(items, projects)
    return [
        {**bare(item), "来源": sources[item[AT]], "项目": chosen.get(number, item["名称"])}
        for number, item in enumerate(items)
    ]


def _chosen(items: Sequence[Row], projects: Sequence[Row]) -> dict[int, str]:
    """The project of each item by its number: the likest first, as long as what was spent on it allows."""
    left = {number: Decimal(row[SPENT]) for number, row in enumerate(projects) if SPENT in row}
    pairs = [
        (_likeness(item, row, left.get(other)), number, other)
        for number, item in enumerate(items)
        for other, row in enumerate(projects)
    ]
    chosen: dict[int, str] = {}
    for _, number, other in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        cost = Decimal(items[number]["金额"])
        if number not in chosen and left.get(other, cost) + _HALF >= cost:
            chosen[number] = projects[other]["名称"]
            left[other] = left.get(other, cost) - cost
    return chosen


def _likeness(item: Row, project: Row, spent: Decimal | None) -> float:
    """How much of an item's name its project says, and whether it cost as much."""
    said = project["名称"] + project.get("用途", "")
    matcher = SequenceMatcher(None, item["名称"], said, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks() if block.size > 1)
    return same / len(item["名称"]) + (spent is not None and spent == Decimal(item["金额"]))
