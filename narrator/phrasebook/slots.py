"""Slots: whether what a text prints suits the filter behind it, and whether its unit stands after it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from jinja2 import nodes

from narrator.figures import FactGroup, Figure, FreeText, Item
from narrator.phrasebook.example import UNSEEN
from narrator.phrasebook.language import Quoted
from narrator.phrasebook.refusal import REASONS, Fault, path_of

ABSOLUTE = "绝对值"
UNITS = {"万元": "万元", "百分比": "%", "得分": "分"}  # what stands after a number printed so
NUMBERS = {"万元": "金额", "%": "百分数", "分": "得分"}  # what a figure of this unit is; any other is a count
SUITED = {
    "金额": "万元",
    "百分数": "百分比",
    "得分": "得分",
    "个数": "个数",
    "序号": "个数",
    "文字": "原文",
    "清单": "顿号",
}
OTHERWISE = {"一组内容": "请用点号写出其中的一项，或用 each 逐行说"}
ALSO = {("序号", "中文数字"), ("序号", "圈码")}


def slots(tree: nodes.Template) -> Iterator[tuple[nodes.Node, str]]:
    """What a text prints, each with the literal text after it."""
    for output in tree.find_all(nodes.Output):
        for node, after in zip(output.nodes, [*output.nodes[1:], None], strict=True):
            if not isinstance(node, nodes.TemplateData):
                yield node, "".join(after.data.split()) if isinstance(after, nodes.TemplateData) else ""


def filtered(node: nodes.Node) -> tuple[nodes.Node, tuple[str, ...]]:
    """What stands before the filters of a slot, and their names, the first applied first."""
    if isinstance(node, nodes.Filter) and node.node:
        inner, names = filtered(node.node)
        return inner, (*names, node.name)
    return node, ()


def kind(value: Any) -> str:
    """What a value is, in the words of a form-writer; "" for what is missing or has no kind."""
    if value is UNSEEN:
        return ""
    if isinstance(value, Item):
        return kind(value.figure) if value.figure else "一组内容"
    if isinstance(value, Figure):
        return NUMBERS.get(value.unit, "个数")
    kinds = {int: "序号", Decimal: "界限", FreeText: "文字", str: "文字", tuple: "清单", FactGroup: "一组内容"}
    return "句子" if isinstance(value, Quoted) else kinds.get(type(value), "")


def misfit(node: nodes.Node, after: str, value: Any) -> Fault | None:
    """What is wrong with a filter for this value, or with the text after it; `None` if nothing is."""
    inner, names = filtered(node)
    path = path_of(inner) or ("这里",)
    name, found = ".".join(path), "文字" if path[-1] in REASONS else kind(value)
    last = names[-1]
    if last == ABSOLUTE or names[:-1] not in ((), (ABSOLUTE,)) or (names[:-1] and last not in (*UNITS, "个数")):
        message = f"“{name}”后面的竖线只能写一种写法，“{ABSOLUTE}”后面再写 万元、百分比 或 个数"
        return Fault("PHRASE-FILTER-USE", message, node.lineno)
    if found and SUITED.get(found) != last and (found, last) not in ALSO:
        right = f"请改用 | {SUITED[found]}" if found in SUITED else OTHERWISE.get(found, "请去掉竖线")
        return Fault("PHRASE-FILTER-USE", f"“{name}”是{found}，不能用 | {last}；{right}", node.lineno)
    if last == "顿号" and value and not _is_nameable(value[0]):
        message = f"“{name}”的每一行有几项内容，不能用 | 顿号；请用 each 逐行说"
        return Fault("PHRASE-FILTER-USE", message, node.lineno)
    return _without_unit(name, last, after, node.lineno) if found else None


def _is_nameable(row: Any) -> bool:
    return isinstance(row, (FreeText, str)) or (isinstance(row, Item) and "名称" in row.fields)


def _without_unit(name: str, last: str, after: str, line: int) -> Fault | None:
    unit = UNITS.get(last)
    if unit and not after.startswith(unit):
        stands = f"写的是“{after[:3]}”" if after else "什么也没写"
        return Fault("PHRASE-UNIT", f"“{name} | {last}”后面应写“{unit}”，{stands}；请紧接着写单位", line)
    wrong = next((unit for unit in UNITS.values() if after.startswith(unit)), None) if last == "个数" else None
    if wrong and wrong != "分":
        return Fault("PHRASE-UNIT", f"“{name}”是个数，后面不应写“{wrong}”；请改写单位", line)
    return None
