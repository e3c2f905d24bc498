"""Reasons that an edition's threshold asks for where its phrases do not."""

from decimal import Decimal

from real_units import with_facts, zhuzhou

from narrator.check.wanted import reasons_wanted
from narrator.figures import Figures
from narrator.finding import Finding, Level, Place

BEFORE = {"上年数": {"收支总计": "518.39", "公务接待费": "0", "公务用车费": "2.14"}}
SPOKEN_OF = ("收支总计", "公务接待费", "公务用车费")
ASKED = Finding(
    code="FACT-MISSING", level=Level.MISSING, message="缺", where=(Place(figure="增减原因（用于：公务接待费）"),)
)


def wanted(threshold: str | None, *told: Finding, **facts: object) -> list[Finding]:
    account = with_facts(zhuzhou(), {**BEFORE, **facts}, "上年数")
    figures = Figures(account)
    for label in SPOKEN_OF:
        assert figures[f"{label}增减"]
    return list(reasons_wanted(figures, Decimal(threshold) if threshold else None, told))


def test_a_change_from_zero_needs_a_reason_whatever_the_threshold() -> None:
    (finding,) = wanted(None)
    assert finding.level == Level.NOTICE
    assert "公务接待费上年0.00万元，本年0.29万元" in finding.message and "收支总计" not in finding.message


def test_a_change_beyond_the_threshold_needs_a_reason() -> None:
    (finding,) = wanted("9")
    assert "超过9%" in finding.message and "收支总计上年518.39万元，本年467.63万元" in finding.message
    assert "公务用车费" not in finding.message
    assert any(place.cell for place in finding.where)


def test_a_threshold_of_nothing_is_not_spoken_of() -> None:
    (finding,) = wanted("0")
    assert finding.message.startswith("比上年有增减的，应说明原因") and "0%" not in finding.message


def test_what_the_report_asked_for_already_is_not_asked_for_again() -> None:
    assert wanted(None, ASKED) == []


def test_a_given_reason_is_enough() -> None:
    given = [{"用于": ["收支总计", "公务接待费", "公务用车费"], "原因": "人员减少"}]
    assert wanted("1", 增减原因=given) == []


def test_a_change_that_the_report_does_not_speak_of_needs_none() -> None:
    (finding,) = wanted(None, 上年数={"公务接待费": "0", "三公经费支出": "0"})
    assert "公务接待费" in finding.message and "三公经费支出" not in finding.message
