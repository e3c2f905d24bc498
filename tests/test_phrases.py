"""Every case beside the phrases gives its text, and every case of every phrase is chosen by one of them."""

from dataclasses import replace
from pathlib import Path

import pytest

from narrator.errors import PhrasebookError
from narrator.narrate.cases import Ran, failing, never_said, run_cases
from narrator.phrasebook.library import library

LIBRARY = library()
RAN = {name: run_cases(LIBRARY.load(name)) for name in LIBRARY.names()}


def _id(ran: Ran) -> str:
    return f"{ran.phrase}：{ran.case.name}"


@pytest.mark.parametrize("ran", [ran for all_ran in RAN.values() for ran in all_ran], ids=_id)
def test_a_phrase_says_what_its_case_expects(ran: Ran) -> None:
    assert ran.said == ran.case.expect, ran.place
    assert ran.asked == ran.case.asks, ran.place


@pytest.mark.parametrize("name", LIBRARY.names())
def test_every_case_of_every_phrase_is_said(name: str) -> None:
    assert never_said(LIBRARY.load(name), RAN[name]) == ()


def test_a_phrase_that_no_case_says_is_told_with_its_condition() -> None:
    edition = LIBRARY.load("hunan/2020")
    others = tuple(ran for ran in RAN["hunan/2020"] if ("退休人员", 0) not in ran.chosen)
    others = tuple(ran for ran in others if ("三公比上年", 2) not in ran.chosen)
    assert {"退休人员", "三公比上年：本项.增减 == 0 and (本项.预算差额 > 0 or 本项.预算差额 < 0)"} <= set(
        never_said(edition, others)
    )


@pytest.mark.parametrize(
    ("cases", "told"),
    [
        ("收支总计:\n- {name: 甲, expect: 乙}\n", r"x\.yaml:1：句子“收支总计”不存在"),
        ("收支总体:\n- {name: 甲, expects: 乙}\n", r"x\.yaml:2：收支总体\.0\.expects：不认识的键"),
        ("收支总体:\n- name: 甲\n  given: {上年: 1}\n  expect: 乙\n", r"x\.yaml:2：甲：given 里这些值不合要求：上年"),
    ],
)
def test_a_faulty_case_is_told_with_its_line(tmp_path: Path, cases: str, told: str) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "x.yaml").write_text(cases, "utf-8")
    with pytest.raises(PhrasebookError, match=told):
        run_cases(replace(LIBRARY.load("hunan/2020"), folder=tmp_path))


@pytest.mark.parametrize(
    ("phrase", "lines", "told"),
    [
        ("职责", "  expect: 甲\n", "不知道“本项”是什么；例子用 of 写一个数，或用 each 写一个清单"),
        ("单位名称", "  of: 收支总计\n  expect: 甲\n", "没有名为“收支总计名称”的数"),
    ],
)
def test_a_case_that_cannot_be_said_is_a_finding_at_its_line(
    tmp_path: Path, phrase: str, lines: str, told: str
) -> None:
    (tmp_path / "cases").mkdir()
    text = f"{phrase}:\n- name: 甲\n{lines}单位序号:\n- {{name: 不用清单也有序号, expect: '1'}}\n"
    (tmp_path / "cases" / "x.yaml").write_text(text, "utf-8")
    (finding,) = failing(replace(LIBRARY.load("hunan/2020"), folder=tmp_path))
    assert finding.code == "CASE-FAILS" and finding.where[0].line == 2 and told in finding.message


def test_a_wrong_text_does_not_pass() -> None:
    ran = RAN["hunan/2020"][0]
    assert ran.passed
    assert not Ran(ran.phrase, ran.case, ran.place, ran.said + "。", ran.asked, ran.chosen).passed


@pytest.mark.parametrize(
    ("cases", "line", "told"),
    [
        ("收支总休:\n- {name: 甲, expect: 乙}\n", 1, "句子“收支总休”不存在；是不是“收支总体”？请改名或删去"),
        ("收支总体:\n- name: 甲\n expect: 乙\n", 3, "不是合法的 YAML"),
        ("收支总体:\n- {name: 甲, except: 乙}\n", 2, "expect：缺少的键"),
        (
            "收支总体:\n- {name: 甲, figures: {收支总记: 1}, expect: 乙}\n",
            2,
            "没有名为“收支总记”的数；是不是“收支总计”？",
        ),
        (
            "收支总体:\n- {name: 甲, policies: {零向: 列出}, expect: 乙}\n",
            2,
            "policies 里没有“零向”这项；可用：零预算完成率",
        ),
        ("收支总体:\n- {name: 甲, policies: {零项: 列}, expect: 乙}\n", 2, "policies 里的“零项”只能是：不列、列出"),
        ("收支总体:\n- {name: 甲, policies: {原因起点: 十}, expect: 乙}\n", 2, "“原因起点”应写数字，写的是“十”"),
    ],
)
def test_what_is_wrong_with_a_file_of_cases_is_a_finding_at_its_line(
    tmp_path: Path, cases: str, line: int, told: str
) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "x.yaml").write_text(cases, "utf-8")
    finding, *_ = failing(replace(LIBRARY.load("hunan/2020"), folder=tmp_path))
    assert (finding.where[0].line, told in finding.message) == (line, True), finding.message
