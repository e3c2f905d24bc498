"""What staff filled in and the report does not use is told; what it does use is not."""

from pathlib import Path

import own_edition
import pytest
from real_units import with_facts, zhuzhou

from narrator.account import Facts
from narrator.draft import Draft, draft
from narrator.finding import Finding, Level
from narrator.phrasebook.library import Library, library
from narrator.read import read

INPUTS = Path(__file__).parents[1] / "inputs"
BEFORE = {"收支总计": "518.39", "公务接待费": "0.29"}


def unused(**facts: object) -> list[Finding]:
    given = {"单位": "株洲市教育技术装备所", "年度": 2020, "版式": "hunan/2020", **facts}
    account = with_facts(zhuzhou(), given).model_copy(update={"edition": "hunan/2020", "year": 2020})
    return [finding for finding in draft(account, library(None)).findings if finding.code == "FACT-UNUSED"]


@pytest.mark.parametrize("unit", sorted(INPUTS.iterdir()), ids=lambda unit: unit.name)
def test_both_real_units_use_everything(unit: Path) -> None:
    found = draft(read(unit), library(None)).findings
    assert "FACT-UNUSED" not in {finding.code for finding in found}


def test_a_reason_for_what_did_not_change_is_told_and_one_that_is_printed_is_not() -> None:
    given = [{"用于": ["收支总计"], "原因": "退休2人，人员经费减少"}, {"用于": ["公务接待费"], "原因": "严格控制接待"}]
    (finding,) = unused(上年数=BEFORE, 增减原因=given)
    assert finding.level == Level.NOTICE
    assert "有1项填了而报告没有用上：公务接待费的增减原因" in finding.message


def test_an_amount_of_last_year_that_no_sentence_asks_for_is_told() -> None:
    (finding,) = unused(上年数={**BEFORE, "事业收入": "10"})
    assert "上年事业收入" in finding.message and "上年收支总计" not in finding.message


def budgeted(basis: str, folder: Path) -> Draft:
    """The draft of a unit with a code that has only a 全年预算, in an edition with this 预算口径."""
    text = f"title: 试\nregion: example\nyear: 2020\nextends: national/2024\npolicies: {{预算口径: {basis}}}\n"
    editions = Library(own_edition.write(folder, "example/2020", {"edition": text}))
    given = {"年初预算": {"2050299": 400, "2050202": 0}, "全年预算": {"2050299": 480, "2050202": 12}}
    account = with_facts(zhuzhou(), {**given, "科目名称": {"2050202": "小学教育"}})
    return draft(account.model_copy(update={"edition": "example/2020"}), editions)


def test_a_code_with_only_a_budget_of_the_whole_year_gets_its_paragraph(tmp_path: Path) -> None:
    found = budgeted("全年", tmp_path)
    assert found.document
    text = "".join(paragraph.text for paragraph in found.document.paragraphs())
    assert "小学教育（项）。年初预算为0.00万元，全年预算为12.00万元，支出决算为0.00万元，完成全年预算的0.00%。" in text
    assert "全年预算为492.00万元" in text
    assert "FACT-UNUSED" not in {finding.code for finding in found.findings}


def test_a_budget_of_the_whole_year_that_the_edition_does_not_print_is_told(tmp_path: Path) -> None:
    (finding,) = [finding for finding in budgeted("年初", tmp_path).findings if finding.code == "FACT-UNUSED"]
    assert "2项填了而报告没有用上：2050299的全年预算、2050202的全年预算" in finding.message


def test_texts_and_lists_that_the_edition_does_not_say_are_told_once_each() -> None:
    account = read(INPUTS / "株洲市教育技术装备所-2020")
    given = account.facts.model_dump(by_alias=True, exclude_unset=True)
    given["预算绩效管理"] = {"制度": ["甲办法", "乙办法"], "工作机制": "三项机制"}
    facts = Facts.model_validate(given)
    found = draft(account.model_copy(update={"facts": facts}), library(None)).findings
    (finding,) = [finding for finding in found if finding.code == "FACT-UNUSED"]
    assert finding.level == Level.NOTICE
    assert "有2项填了而报告没有用上：制度、工作机制。" in finding.message


def test_a_text_that_waits_for_a_missing_answer_is_not_told() -> None:
    assert unused(国有资产={"车辆用途": [{"种类": "其他用车", "用途": "业务性用车", "数量": 1}]}) == []
