"""The facts that were read, as a tree of the keys that 填报.yaml has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from narrator.review.imported.facts_read import FactsFound, Row, bare
from narrator.review.imported.projects import project_items
from narrator.review.imported.specimens import PROJECTS
from narrator.review.imported.templates import SPENT
from narrator.workbook.fields import NONE, fields

REASONS = ("增减原因", "预决算差异原因")
LAST_YEAR = "上年数"


def tree(found: FactsFound) -> dict[str, Any]:
    """Everything that was read, in the order of 填报.yaml."""
    flat: dict[str, Any] = {path: value for path, (value, _) in found.values.items()}
    flat |= {path: _listed(rows) for path in found.lists if (rows := found.rows(path))}
    if items := project_items(found):
        flat[f"{PROJECTS}.明细"] = items
    else:
        flat.pop(f"{PROJECTS}.明细", None)
    order = list(fields())
    grown: dict[str, Any] = {}
    for path in sorted(flat, key=lambda path: _rank(path, order)):
        if not path.startswith(REASONS):
            _put(grown, path, flat[path])
    return {**grown, **{kind: reasons for kind in REASONS if (reasons := list(_reasons(flat, kind)))}}


def _listed(rows: list[Row]) -> list[Any]:
    return [
        row[""] if "" in row else {key: _part(row[key]) for key in bare(row) if key != SPENT or "用途" not in row}
        for row in rows
    ]


def _part(value: Any) -> Any:
    return [bare(row) for row in value] if isinstance(value, list) else value


def _rank(path: str, order: list[str]) -> tuple[int, str]:
    """Where the model has a path; a whole group after its parts, so that 无 gives way to them."""
    return next((n for n, known in enumerate(order) if path == known or path.startswith(f"{known}.")), 0), path


def _put(grown: dict[str, Any], path: str, value: Any) -> None:
    *above, key = path.split(".")
    node = grown
    for name in above:
        below = node.setdefault(name, {})
        if not isinstance(below, dict):
            below = node[name] = {}
        node = below
    if value != NONE or key not in node:
        node[key] = value


def _reasons(flat: dict[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    """The reasons of a kind, one for all the figures that have the same."""
    by_reason: dict[str, list[str]] = {}
    for path, reason in flat.items():
        if path.startswith(f"{kind}."):
            by_reason.setdefault(reason, []).append(path[len(kind) + 1 :])
    return ({"用于": names, "原因": reason} for reason, names in by_reason.items())
