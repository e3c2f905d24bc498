"""Points by an edition's rules: at, below and above targets, at the edges of bands; and what a rule may not be."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from narrator.data_file import load
from narrator.errors import PhrasebookError
from narrator.narrate.points import explained, points
from narrator.paths import phrasebook_folder
from narrator.phrasebook.indicators import Indicators, ScoreRule

ANNEX = phrasebook_folder() / "national" / "2024" / "indicators.yaml"
AT_MOST = {"deduct": {"at_most": "100", "points": "0.5"}}
BY_FIVES = {"deduct": {"at_least": "100", "points": "2", "per": "5"}}
FALLING = {"bands": [{"at_least": "90", "points": "5"}, {"at_least": "80", "points": "4"}, {"points": "0"}]}
RISING = {"bands": [{"at_most": "0", "points": "3"}, {"at_most": "10", "points": "2"}, {"points": "0"}]}


@pytest.mark.parametrize(
    ("rule", "value", "expected"),
    [
        (AT_MOST, "92.31", "5"),
        (AT_MOST, "100", "5"),
        (AT_MOST, "100.99", "5"),
        (AT_MOST, "101", "4.5"),
        (AT_MOST, "102.5", "4"),
        (AT_MOST, "110", "0"),
        (AT_MOST, "250", "0"),
        (BY_FIVES, "136.12", "5"),
        (BY_FIVES, "100", "5"),
        (BY_FIVES, "95.01", "5"),
        (BY_FIVES, "95", "3"),
        (BY_FIVES, "90", "1"),
        (BY_FIVES, "85", "0"),
        (BY_FIVES, "0", "0"),
        (FALLING, "100", "5"),
        (FALLING, "90", "5"),
        (FALLING, "89.99", "4"),
        (FALLING, "80", "4"),
        (FALLING, "79.99", "0"),
        (RISING, "-5", "3"),
        (RISING, "0", "3"),
        (RISING, "0.01", "2"),
        (RISING, "10", "2"),
        (RISING, "10.01", "0"),
        ({"in_proportion_to": "100"}, "105.26", "5"),
        ({"in_proportion_to": "100"}, "100", "5"),
        ({"in_proportion_to": "100"}, "99.05", "4.95"),
        ({"in_proportion_to": "95"}, "90", "4.74"),
        ({"in_proportion_to": "100"}, "0", "0"),
        ({"in_proportion_to": "100"}, "-3", "0"),
    ],
)
def test_a_value_has_these_of_five_points(rule: dict[str, Any], value: str, expected: str) -> None:
    assert points(ScoreRule.model_validate(rule), Decimal(value), Decimal(5)) == Decimal(expected)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("在职人员控制率", "在职人员数÷编制数。≤100%得5分，每高1个百分点扣0.5分。"),
        ("预算完成率", "本年支出÷批复的部门年初预算数。≥100%得5分，每低5个百分点扣2分。"),
        ("预算调整率", "预算调整数÷批复的部门年初预算数。≤0%得3分；≤10%得2分；≤20%得1分；≤30%得0.5分；其余得0分。"),
        ("支付进度率", "年末实际支付进度÷既定支付进度。≥100%得3分，不足的按比例得分。"),
        ("生态效益", "履行职责对生态环境的影响。由评价人评分。"),
    ],
)
def test_a_rule_is_told_with_its_own_numbers(name: str, told: str) -> None:
    annex = load(ANNEX, Indicators)
    assert explained(annex.indicators[name], annex.words) == told


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ({}, "须恰有一个"),
        ({**AT_MOST, **FALLING}, "须恰有一个"),
        ({"deduct": {"points": "1"}}, "at_most、at_least 须恰有一个"),
        ({"deduct": {"at_most": "1", "at_least": "1", "points": "1"}}, "at_most、at_least 须恰有一个"),
        ({"deduct": {"at_most": "1", "points": "0"}}, "greater than 0"),
        ({"deduct": {"at_most": "1", "points": "1", "steps": "1"}}, "Extra inputs"),
        ({"bands": [{"at_most": "1", "points": "1"}]}, "只有最后一档不写"),
        ({"bands": [{"points": "1"}, {"points": "0"}]}, "只有最后一档不写"),
        (
            {"bands": [{"at_most": "1", "points": "1"}, {"at_least": "0", "points": "1"}, {"points": "0"}]},
            "都写 at_most",
        ),
        ({"bands": [{"at_most": "9", "points": "1"}, {"at_most": "1", "points": "1"}, {"points": "0"}]}, "由小到大"),
        ({"bands": [{"at_least": "1", "points": "1"}, {"at_least": "9", "points": "1"}, {"points": "0"}]}, "由大到小"),
    ],
)
def test_a_rule_that_decides_nothing_is_refused(rule: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        ScoreRule.model_validate(rule)


@pytest.mark.parametrize(
    ("before", "after", "at", "message"),
    [
        ("    weight: 2\n", "    weight: 20\n", "landscape:", "各指标的分值合计为118，应等于 full 的100"),
        ("    weight: 2\n", "    weigt: 2\n", "    weigt:", "indicators.绩效目标合理性.weigt：不认识的键"),
        ("90, points: 5}", "90, points: 6}", "  重点支出安排率:", "得分不能高于分值5"),
        ("没有项目支出, points: 5}", "没有项目支出, points: 9}", "  重点支出安排率:", "得分不能高于分值5"),
        ("    figure: 三公经费变动率\n", "", "  “三公”经费变动率:", "figure 与 score 须同时写或都不写"),
        ("widths: [16,", "widths: [26,", "landscape:", "widths 之和超过 257 毫米"),
        ("columns: [一级指标,", "columns: [序号, 一级指标,", "columns:", "columns：值不合要求"),
        ("full: 100", "full: 满分", "full:", "full：应写数字"),
    ],
)
def test_a_fault_in_the_annex_is_told_with_its_line(
    tmp_path: Path, before: str, after: str, at: str, message: str
) -> None:
    text = ANNEX.read_text("utf-8").replace(before, after, 1)
    line = next(n for n, line in enumerate(text.splitlines(), 1) if line.startswith(at))
    (tmp_path / "indicators.yaml").write_text(text, "utf-8")
    with pytest.raises(PhrasebookError, match=rf"indicators\.yaml:{line}：.*{message}"):
        load(tmp_path / "indicators.yaml", Indicators)
