"""Amounts typed in 元 instead of 万元, and changes out of all proportion."""

from decimal import Decimal
from typing import Any

import pytest
from real_units import putuo, with_change, with_facts, zhuzhou

from narrator.account import Account
from narrator.check.magnitude import doubted
from narrator.figures import Figures
from narrator.finding import Finding, Level
from narrator.phrasebook.settings import Magnitudes

IN_YUAN = {"上年数": {"收支总计": "5183900"}}


def found(given: dict[str, Any], account: Account | None = None, *paths: str) -> list[Finding]:
    return list(doubted(Figures(with_facts(account or zhuzhou(), given, *paths)), Magnitudes()))


@pytest.mark.parametrize(
    ("given", "path", "says"),
    [
        (IN_YUAN, "上年数.收支总计", "上年数“收支总计” 5183900.00万元，收支总计 467.63万元（11085倍）"),
        ({"年初预算": {"2050299": "3435500"}}, "年初预算.2050299", "年初预算“2050299” 3435500.00万元"),
        ({"年初预算": {"2050299": "0.0343"}}, "年初预算.2050299", "0.0343万元"),
        ({"年初预算合计": "3435500"}, "年初预算合计", "年初预算合计 3435500.00万元，一般公共预算支出 467.63万元"),
        ({"上年数": {"公务用车费": "21400"}}, "上年数.公务用车费", "（10594倍）"),
        ({"会议": [{"内容": "某会", "金额": "6600"}]}, "会议.0.金额", "会议合计 6600.00万元"),
        ({"政府采购": {"总额": "247600", "服务": "247600"}}, "政府采购.总额", "政府采购总额 247600.00万元，收支总计"),
    ],
)
def test_an_amount_typed_in_yuan_is_an_error_with_its_place(given: dict[str, Any], path: str, says: str) -> None:
    (finding,) = found(given, None, path)
    assert (finding.code, finding.level) == ("AMOUNT-UNIT", Level.ERROR)
    assert says in finding.message and "元" in finding.message
    assert any(place.line == 1 for place in finding.where)
    assert finding.message.startswith("有2个填报的数" if path.startswith("政府采购") else "有1个填报的数")


def test_all_amounts_typed_in_yuan_are_one_finding() -> None:
    (finding,) = found({"上年数": {"收支总计": "5183900", "公务用车费": "21400"}, "年初预算": {"2050299": "3435500"}})
    assert finding.message.startswith("有3个填报的数")


def test_a_change_that_its_reason_states_is_no_slip_of_the_unit() -> None:
    said = [{"用于": ["收支总计"], "原因": "移交基建项目，减少5183432.37万元"}]
    (finding,) = found({**IN_YUAN, "增减原因": said})
    assert (finding.code, finding.level) == ("AMOUNT-FAR", Level.NOTICE)
    vague = [{"用于": ["收支总计"], "原因": "移交基建项目，减少很多"}]
    assert found({**IN_YUAN, "增减原因": vague})[0].level == Level.ERROR


def test_what_is_out_of_proportion_is_a_notice() -> None:
    (finding,) = found({"上年数": {"收支总计": "46.76", "公务用车费": "0.1"}})
    assert (finding.code, finding.level) == ("AMOUNT-FAR", Level.NOTICE)
    assert "收支总计" in finding.message and "公务用车费" not in finding.message  # 1.92万元 is a small difference


@pytest.mark.parametrize("account", [zhuzhou, putuo], ids=["zhuzhou", "putuo"])
def test_usual_changes_are_left_alone(account: Any) -> None:
    whole = Figures(account())["收支总计"].value
    assert whole
    assert found({"上年数": {"收支总计": str(whole * Decimal("0.4")), "公务接待费": "0"}}, account()) == []


def test_neither_real_unit_has_doubtful_amounts() -> None:
    from filled_workbook import UNITS
    from filled_workbook import account as read_unit

    assert [list(doubted(Figures(read_unit(unit)), Magnitudes())) for unit in UNITS] == [[], []]


def test_final_does_not_pass_an_amount_in_yuan(tmp_path: Any) -> None:
    import shutil

    from filled_workbook import ZHUZHOU

    from narrator.verbs import build

    for name in ("公开表.xlsx", "填报.yaml"):
        shutil.copy(ZHUZHOU / name, tmp_path / name)
    text = (tmp_path / "填报.yaml").read_text("utf-8")
    (tmp_path / "填报.yaml").write_text(text.replace("  收支总计: 518.39", "  收支总计: 5183900"), "utf-8")
    (result,) = build(tmp_path, tmp_path / "out", final=True)
    assert result.refused and not result.outputs
    assert "AMOUNT-UNIT" in {finding.code for finding in result.findings}


def test_a_wrong_sign_in_the_tables_makes_no_amount_one_in_yuan() -> None:
    account = with_change(zhuzhou(), "T1", "总计", "决算数", "收入", "-935.26")
    assert found({"政府采购": {"总额": "24.76", "服务": "24.76"}}, account) == []


def test_amounts_below_zero_are_told() -> None:
    given = {"上年数": {"公务用车费": "-2.14"}, "年初预算": {"2050299": "-343.55"}, "会议": [{"金额": "-0.66"}]}
    (finding,) = found(given, None, "上年数.公务用车费")
    assert (finding.code, finding.level) == ("AMOUNT-NEGATIVE", Level.NOTICE)
    assert "2050299的年初预算 -343.55万元" in finding.message and finding.message.startswith("有3个")


@pytest.mark.parametrize(("typed", "says"), [("0.098", "填的太小，像是按亿元填的"), ("5183900", "像是把元当成了万元")])
def test_an_amount_is_told_to_be_too_small_or_too_large(typed: str, says: str) -> None:
    (finding,) = found({"上年数": {"收支总计": typed}})
    assert finding.code == "AMOUNT-UNIT" and says in finding.message and typed in finding.message


def test_equal_amounts_are_each_told() -> None:
    told = found({"上年数": {"公务接待费": "-1", "因公出国费": "-1"}, "年初预算合计": "-1"})
    (below,) = (finding for finding in told if finding.code == "AMOUNT-NEGATIVE")
    assert below.message.startswith("有3个填报的数是负数")


def test_a_total_below_zero_is_an_error() -> None:
    (finding,) = found({"上年数": {"收支总计": "-518.39"}}, None, "上年数.收支总计")
    assert (finding.code, finding.level) == ("AMOUNT-NEGATIVE", Level.ERROR)
    assert "上年收支总计 -518.39万元" in finding.message and "总计不会小于0" in finding.message


@pytest.mark.parametrize(
    ("typed", "code"), [("收支总计: -518.39", "AMOUNT-NEGATIVE"), ("收支总计: 0.098", "AMOUNT-UNIT")]
)
def test_what_follows_from_a_doubted_amount_is_left_out(tmp_path: Any, typed: str, code: str) -> None:
    assert _told_of(tmp_path, "收支总计: 518.39", typed) == [code]


def test_what_follows_from_a_budget_in_yuan_is_left_out(tmp_path: Any) -> None:
    assert _told_of(tmp_path, "2050299: 343.55", "2050299: 3435500") == ["AMOUNT-UNIT"]


def _told_of(tmp_path: Any, old: str, new: str) -> list[str]:
    """The codes of the findings that the real unit has with this changed in its facts, and has not without."""
    import shutil

    from filled_workbook import ZHUZHOU

    from narrator.verbs import check

    for name in ("公开表.xlsx", "填报.yaml"):
        shutil.copy(ZHUZHOU / name, tmp_path / name)
    text = (tmp_path / "填报.yaml").read_text("utf-8")
    (tmp_path / "填报.yaml").write_text(text.replace(old, new, 1), "utf-8")
    usual = {finding.message for finding in check(ZHUZHOU).findings}
    return [
        one.code for one in check(tmp_path).findings if one.message not in usual and one.code != "READ-YEAR-IN-NAME"
    ]


def test_what_is_in_the_wrong_unit_is_told_once() -> None:
    from narrator.draft import draft
    from narrator.phrasebook.library import library

    account = with_facts(zhuzhou(), {"政府采购": {"总额": "247600", "服务": "247600"}}, "政府采购.总额")
    findings = draft(account.model_copy(update={"edition": "hunan/2020"}), library()).findings
    assert [f.code for f in findings if any(place.line == 1 for place in f.where)] == ["AMOUNT-UNIT"]
