"""The common indicators of 财预〔2013〕53号 as figures, of the seed's real numbers and facts."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from narrator.account import Account, Facts
from narrator.figures import Figure, Figures
from narrator.narrate.gaps import cause
from narrator.read import read

SEED = Path(__file__).parents[1] / "inputs" / "株洲市教育技术装备所-2020"


@cache
def seed() -> Account:
    return read(SEED)


def figures(**facts: Any) -> Figures:
    """The seed's figures with these facts besides its own; `上年数` is added to, all else replaced."""
    given = seed().facts.model_dump(by_alias=True, exclude_defaults=True)
    last_year = {**given["上年数"], **facts.pop("上年数", {})}
    changed = Facts.model_validate({**given, **facts, "上年数": last_year})
    return Figures(seed().model_copy(update={"facts": changed}))


def printed(figure: Figure) -> str | None:
    return None if figure.value is None else str(round(figure.value, 2))


@pytest.mark.parametrize(
    ("label", "value", "formula"),
    [
        ("在职人员控制率", "92.31", "人员.在职 ÷ 人员.编制"),
        ("预算完成率", "136.12", "本年支出合计 ÷ 部门年初预算"),
        ("全年预算完成率", "100.00", "本年支出合计 ÷ 全年支出预算"),
        ("预算调整率", "36.12", "预算调整数 ÷ 部门年初预算"),
        ("结转结余率", "0.00", "年末结转和结余 ÷ 全年支出预算"),
        ("三公经费控制率", "100.00", "三公经费支出 ÷ 三公经费支出预算"),
    ],
)
def test_the_seed_has_these_rates(label: str, value: str, formula: str) -> None:
    assert (printed(figures()[label]), figures()[label].formula) == (value, formula)


@pytest.mark.parametrize(
    ("label", "facts", "value"),
    [
        ("三公经费变动率", {"上年数": {"三公经费支出预算": "2.43"}}, "-4.94"),
        ("重点支出安排率", {"自评": {"重点项目": ["普通高中网上招生录取系统部署和技术维护服务项目"]}}, "13.16"),
        ("重点支出安排率", {"自评": {"重点项目": "无"}}, "0.00"),
        ("预算调整率", {"自评": {"预算调整数": "130"}}, "37.84"),
        ("支付进度率", {"自评": {"既定支付进度": "95%"}}, "105.26"),
        ("全年预算完成率", {"自评": {"全年支出预算": "500"}}, "93.53"),
        ("公用经费控制率", {"自评": {"公用经费预算": "34.62"}}, "100.00"),
        ("政府采购执行率", {"自评": {"采购预算": "25"}}, "99.04"),
        ("固定资产利用率", {"自评": {"固定资产": "200", "在用固定资产": "190"}}, "95.00"),
        ("实际完成率", {"自评": {"计划工作": "11项", "完成工作": 11}}, "100.00"),
        ("完成及时率", {"自评": {"计划工作": 11, "及时完成": 10}}, "90.91"),
        ("质量达标率", {"自评": {"计划工作": 11, "质量达标": 9}}, "81.82"),
        ("重点工作办结率", {"自评": {"重点工作": 3, "重点工作办结": 2}}, "66.67"),
    ],
)
def test_a_fact_completes_a_rate(label: str, facts: dict[str, Any], value: str) -> None:
    assert printed(figures(**facts)[label]) == value


@pytest.mark.parametrize(
    ("label", "wanted"),
    [
        ("三公经费变动率", "上年数.三公经费支出预算"),
        ("重点支出安排率", "自评.重点项目"),
        ("支付进度率", "自评.既定支付进度"),
        ("公用经费控制率", "自评.公用经费预算"),
        ("政府采购执行率", "自评.采购预算"),
        ("固定资产利用率", "自评.在用固定资产"),
        ("质量达标率", "自评.质量达标"),
        ("重点工作办结率", "自评.重点工作办结"),
    ],
)
def test_a_rate_without_its_fact_is_unknown_and_says_what_is_wanted(label: str, wanted: str) -> None:
    assert figures()[label].value is None and cause(figures()[label]).path == wanted


def test_a_rate_over_nothing_is_unknown() -> None:
    change = figures()["结转结余变动率"]
    assert change.value is None and [operand.value for operand in change.operands] == [0, 0]
    assert figures(自评={"计划工作": 0, "完成工作": 0})["实际完成率"].value is None


def test_a_budget_that_was_cut_is_adjusted_by_as_much() -> None:
    cut = figures(年初预算={"2050299": "500"})
    assert cut["预算调整"].value == Decimal("-32.37") and cut["预算调整数"].value == Decimal("32.37")


def test_a_percentage_is_refused_with_its_line_and_what_to_write(tmp_path: Path) -> None:
    (tmp_path / "公开表.xlsx").write_bytes((SEED / "公开表.xlsx").read_bytes())
    (tmp_path / "填报.yaml").write_text("年度: 2020\n自评:\n  既定支付进度: 九成\n  得分: {满意度: 101}\n", "utf-8")
    told = {str(finding.where[0]): finding.message for finding in read(tmp_path).findings if finding.where}
    assert "“九成”不是百分数，请写成 0 至 100 的数" in told["填报.yaml:3"]
    assert "得分.满意度”的值“101”超出范围，不能大于 100" in told["填报.yaml:4"]
