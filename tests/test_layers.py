"""Layers of an edition: what replaces what, to which depth, and where each value is written."""

from typing import Any

import pytest

from narrator.marked_yaml import parse
from narrator.phrasebook.edition import FILES
from narrator.phrasebook.layers import Layered, laid

BASE = """\
上层:
  甲: {一: 1, 二: [2, 3]}
  乙: 旧
单独: 原样
"""


def over(*texts: str, depth: int = 3) -> Layered:
    return laid((parse(text, f"{number}.yaml") for number, text in enumerate(texts)), depth=depth)


@pytest.mark.parametrize(
    ("depth", "merged"),
    [
        (1, {"甲": {"一": "9"}}),
        (2, {"甲": {"一": "9"}, "乙": "旧"}),
        (3, {"甲": {"一": "9", "二": ["2", "3"]}, "乙": "旧"}),
    ],
)
def test_mappings_merge_down_to_the_depth_and_below_it_are_replaced(depth: int, merged: dict[str, Any]) -> None:
    assert over(BASE, "上层: {甲: {一: 9}}", depth=depth).data == {"上层": merged, "单独": "原样"}


def test_lists_are_replaced_whole() -> None:
    assert over(BASE, "上层: {甲: {二: [4]}}").data["上层"]["甲"] == {"一": "1", "二": ["4"]}


def test_a_mapping_replaces_a_value_but_a_value_over_a_mapping_is_a_fault() -> None:
    merged = over(BASE, "上层: {甲: 新, 乙: {三: 3}}")
    assert merged.data["上层"]["乙"] == {"三": "3"} and merged.data["上层"]["甲"] != "新"
    assert [finding.code for finding in merged.faults] == ["EDITION-SHAPE"]


def test_taking_away_what_is_not_there_is_a_fault_that_names_what_was_meant() -> None:
    (finding,) = over(BASE, "上层:\n  丙:\n").faults
    assert finding.code == "EDITION-REMOVES-NOTHING"


def test_a_key_without_a_value_takes_away_and_a_later_layer_may_write_it_again() -> None:
    gone = over(BASE, "上层:\n  甲:\n单独:\n")
    assert gone.data == {"上层": {"乙": "旧"}}
    assert gone.removed == ["上层.甲", "单独"]
    again = over(BASE, "上层:\n  甲:\n", "上层: {甲: {三: 3}}")
    assert again.data["上层"]["甲"] == {"三": "3"}


def test_taking_away_what_there_is_not_changes_nothing() -> None:
    assert over(BASE, "没有的:\n").data == over(BASE).data


def test_replace_all_takes_away_everything_below_it() -> None:
    alone = over(BASE, "replace_all: true\n上层: {丙: 新}\n")
    assert alone.data == {"上层": {"丙": "新"}}
    assert alone.origin("单独") == "" and alone.origin("上层.丙") == "1.yaml:2"


def test_an_empty_layer_changes_nothing() -> None:
    assert over(BASE, "", "# 只有注释\n").data == over(BASE).data


def test_the_base_itself_is_not_changed_by_what_lies_over_it() -> None:
    base = parse(BASE, "0.yaml")
    laid([base, parse("上层: {乙: 新}", "1.yaml")], depth=3)
    assert laid([base], depth=3).data["上层"]["乙"] == "旧"


def test_every_value_knows_its_file_and_line() -> None:
    merged = over(BASE, "上层:\n  甲:\n    一: 9\n")
    assert merged.origin("上层.甲.一") == "1.yaml:3"
    assert merged.origin("上层.甲.二") == "0.yaml:2"
    assert merged.origin("上层.乙") == "0.yaml:3"
    assert merged.origin("单独") == "0.yaml:4"


def test_a_part_without_a_line_of_its_own_stands_where_what_holds_it_stands() -> None:
    assert over(BASE).origin("单独.没有.这层") == "0.yaml:4"
    assert over(BASE).origin("没有的") == ""


def test_a_replaced_value_forgets_the_lines_of_its_old_parts() -> None:
    merged = over(BASE, "上层: {甲: {三: 3}}", depth=2)
    assert merged.origin("上层.甲.二") == "1.yaml:1"


def test_every_kind_of_file_merges_by_the_names_that_people_know() -> None:
    """Phrases by phrase; terms, policies by word; sections, tables and styles by each of their properties."""
    by_name = {"phrases": 1, "edition": 2, "glossary": 2, "outline": 3, "tables": 3, "page": 3}
    assert FILES.items() >= by_name.items()
