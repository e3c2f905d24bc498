"""The annex 部门整体支出绩效自评表 of the seed, in an edition of its own that turns it on."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openxml_audit import OpenXmlValidator
from test_indicators import SEED, seed

from narrator.account import Account, Facts
from narrator.build import build
from narrator.document import TableBlock
from narrator.draft import Draft, draft
from narrator.errors import PhrasebookError
from narrator.figures.trace import lines
from narrator.finding import Finding, Level
from narrator.phrasebook.library import Library
from narrator.write import WRITERS
from narrator.write.lint import lint

EDITION = "title: 附自评表\nregion: example\nyear: 2020\nextends: hunan/2020\n"
OUTLINE = 'sections:\n  附件部分:\n    self_evaluation: "{{ 本年度 | 个数 }}年度部门整体支出绩效自评表"\n'
JUDGED = {
    "绩效目标合理性": "2",
    "绩效指标明确性": "3",
    "管理制度健全性": "3分",
    "资金使用合规性": "3",
    "预决算信息公开性": "2",
    "基础信息完善性": "1",
    "资产管理制度健全性": "2",
    "资产管理安全性": "1.5",
    "经济效益": "4",
    "社会效益": "4",
    "生态效益": "2",
    "社会公众或服务对象满意度": "4.5",
}
GIVEN: dict[str, Any] = {
    "重点项目": ["株洲市教育城域网安全管理与运维项目", "株洲智慧教育云平台运维服务项目"],
    "既定支付进度": "100%",
    "公用经费预算": "34",
    "采购预算": "25",
    "固定资产": "200",
    "在用固定资产": "190",
    "计划工作": 11,
    "完成工作": 11,
    "及时完成": 10,
    "质量达标": 11,
    "重点工作": 0,
    "重点工作办结": 0,
    "得分": JUDGED,
}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the edition example/2020: hunan/2020 and the annex that it inherits."""
    own: Path = tmp_path_factory.mktemp("own")
    _write(own)
    return own


def _write(own: Path, indicators: str = "") -> None:
    folder = own / "example" / "2020"
    folder.mkdir(parents=True)
    for name, text in (("edition", EDITION), ("outline", OUTLINE), ("indicators", indicators)):
        (folder / f"{name}.yaml").write_text(text, "utf-8")


def evaluated(own: Path, last_year: str | None = "2.43", **given: Any) -> Draft:
    """The seed's report with the annex; 自评 has what is given."""
    facts = seed().facts.model_dump(by_alias=True, exclude_defaults=True)
    facts["上年数"] |= {} if last_year is None else {"三公经费支出预算": last_year}
    changed = {"facts": Facts.model_validate({**facts, "自评": given}), "edition": "example/2020"}
    account: Account = seed().model_copy(update=changed)
    return draft(account, Library(own))


def table(found: Draft) -> TableBlock:
    assert found.document
    return next(block for block in found.document.blocks() if isinstance(block, TableBlock) and block.id == "自评表")


def rows(found: Draft) -> Iterator[list[str]]:
    """Each row's texts from the third column on: indicator, weight, value, score."""
    for row in table(found).rows[:-1]:
        name, weight, _, value, score = (cell.text for cell in row[-5:])
        yield [name, weight, value, score]


def of(found: Draft, code: str) -> list[Finding]:
    return [finding for finding in found.findings if finding.code == code]


def test_every_row_of_a_unit_that_gave_everything(own: Path) -> None:
    found = evaluated(own, **GIVEN)
    assert list(rows(found)) == [
        ["绩效目标合理性", "2", "—", "2"],
        ["绩效指标明确性", "3", "—", "3"],
        ["在职人员控制率", "5", "92.31%", "5"],
        ["“三公”经费变动率", "5", "-4.94%", "5"],
        ["重点支出安排率", "5", "27.91%", "0"],
        ["预算完成率", "5", "136.12%", "5"],
        ["预算调整率", "3", "36.12%", "0"],
        ["支付进度率", "3", "100.00%", "3"],
        ["结转结余率", "3", "0.00%", "3"],
        ["结转结余变动率", "3", "年初年末都没有", "3"],
        ["公用经费控制率", "4", "101.82%", "3"],
        ["“三公”经费控制率", "6", "100.00%", "6"],
        ["政府采购执行率", "3", "99.04%", "2.97"],
        ["管理制度健全性", "3", "—", "3"],
        ["资金使用合规性", "3", "—", "3"],
        ["预决算信息公开性", "2", "—", "2"],
        ["基础信息完善性", "1", "—", "1"],
        ["资产管理制度健全性", "2", "—", "2"],
        ["资产管理安全性", "2", "—", "1.5"],
        ["固定资产利用率", "2", "95.00%", "1.9"],
        ["实际完成率", "5", "100.00%", "5"],
        ["完成及时率", "5", "90.91%", "4.55"],
        ["质量达标率", "5", "100.00%", "5"],
        ["重点工作办结率", "5", "没有交办的", "5"],
        ["经济效益", "4", "—", "4"],
        ["社会效益", "4", "—", "4"],
        ["生态效益", "2", "—", "2"],
        ["社会公众或服务对象满意度", "5", "—", "4.5"],
    ]
    assert [cell.text for cell in table(found).rows[-1]] == ["合计", "100", "", "", "89.42"]
    assert not found.has(Level.ERROR, Level.MISSING)


def test_groups_are_merged_and_the_header_names_the_columns(own: Path) -> None:
    block = table(evaluated(own, **GIVEN))
    assert [cell.text for row in block.header for cell in row] == [
        *("一级指标", "二级指标", "三级指标", "分值", "指标说明与评分标准", "实际值", "得分")
    ]
    merged = [(cell.text, cell.rows) for row in block.rows[:-1] for cell in row[:-5]]
    assert [pair for pair in merged if pair[0] in ("投入", "过程", "产出", "效果")] == [
        *(("投入", 5), ("过程", 15), ("产出", 4), ("效果", 4))
    ]
    assert [pair for pair in merged if pair[0] not in ("投入", "过程", "产出", "效果")] == [
        *(("目标设定", 2), ("预算配置", 3), ("预算执行", 8), ("预算管理", 4), ("资产管理", 3), ("职责履行", 4)),
        ("履职效益", 4),
    ]
    assert block.rows[2][-3].text == "在职人员数÷编制数。≤100%得5分，每高1个百分点扣0.5分。"


def test_a_score_is_traced_to_its_rule_and_to_what_was_reported(own: Path) -> None:
    block = table(evaluated(own, **GIVEN))
    scores = [row[-1].runs[0].figure for row in block.rows]
    assert all(scores)
    assert scores[2] and list(lines(scores[2])) == [
        "在职人员控制率的得分  5分  = 在职人员数÷编制数。≤100%得5分，每高1个百分点扣0.5分。",
        "  在职人员控制率  92.3076923077%  = 人员.在职 ÷ 人员.编制",
        "    人员.在职  12人  填报.yaml:22",
        "    人员.编制  13人  填报.yaml:21",
    ]
    assert scores[-1] and scores[-1].formula == "各指标得分之和" and len(scores[-1].operands) == 28


def test_without_its_facts_each_unknown_cell_is_a_placeholder_and_each_cause_a_finding(own: Path) -> None:
    found = evaluated(own, last_year=None)
    unknown = {name: (value, score) for name, _, value, score in rows(found) if score == "【待填：得分】"}
    assert len(unknown) == 12 + 10
    assert unknown["社会公众或服务对象满意度"] == ("—", "【待填：得分】")
    assert unknown["政府采购执行率"] == ("【待填：实际值】", "【待填：得分】")
    assert table(found).rows[-1][-1].text == "【待填：得分】"
    asked = [finding.where[0].figure for finding in of(found, "FACT-MISSING")]
    assert asked == [
        *("自评.得分.绩效目标合理性", "自评.得分.绩效指标明确性", "上年数.三公经费支出预算", "自评.重点项目"),
        *("自评.既定支付进度", "自评.公用经费预算", "自评.采购预算", "自评.得分.管理制度健全性"),
        *("自评.得分.资金使用合规性", "自评.得分.预决算信息公开性", "自评.得分.基础信息完善性"),
        *("自评.得分.资产管理制度健全性", "自评.得分.资产管理安全性", "自评.在用固定资产", "自评.完成工作"),
        *("自评.及时完成", "自评.质量达标", "自评.重点工作办结", "自评.得分.经济效益", "自评.得分.社会效益"),
        *("自评.得分.生态效益", "自评.得分.社会公众或服务对象满意度"),
    ]


def test_a_rate_over_nothing_is_scored_by_people(own: Path) -> None:
    found = evaluated(own, last_year="0", **{**GIVEN, "得分": {**JUDGED, "“三公”经费变动率": "1"}})
    assert ["“三公”经费变动率", "5", "无法计算", "1"] in list(rows(found))
    asked = evaluated(own, last_year="0", **GIVEN)
    assert [finding.where[0].figure for finding in of(asked, "FACT-MISSING")] == ["自评.得分.“三公”经费变动率"]


def test_given_scores_that_do_not_fit_are_told(own: Path) -> None:
    scores = {**JUDGED, "生态效益": "2.5", "预算完成率": "4", "创新": "1"}
    found = evaluated(own, **{**GIVEN, "得分": scores})
    assert ["预算完成率", "5", "136.12%", "5"] in list(rows(found))
    told = [
        (finding.level, finding.message)
        for code in ("SCORE-ABOVE-WEIGHT", "SCORE-BY-RULE", "SCORE-NAME")
        for finding in of(found, code)
    ]
    assert told == [
        (Level.ERROR, "“生态效益”填报的得分2.5高于分值2；请改正"),
        (Level.NOTICE, "“预算完成率”填报的得分4没有用上，按评分标准得5分；请核对实际值"),
        (Level.NOTICE, "“自评.得分”里的“创新”不是自评表的指标，没有用上；请核对指标名称"),
    ]


def test_the_annex_stands_on_its_own_pages_after_the_report_and_in_the_contents(own: Path) -> None:
    document = evaluated(own, **GIVEN).document
    assert document
    assert [section.landscape for section in document.sections] == [False, False, False, True, False, True]
    title = next(block for block in document.paragraphs() if block.id == "自评表-标题")
    assert title.text == "2020年度部门整体支出绩效自评表" and title.listed and not title.new_page


@pytest.mark.parametrize("given", [GIVEN, {}])
def test_the_word_file_is_sound_and_repeats_the_header(own: Path, tmp_path: Path, given: dict[str, Any]) -> None:
    found = evaluated(own, **given)
    assert found.document and found.edition
    data = WRITERS["docx"](found.document, found.edition.page)
    assert lint(data) == ()
    (tmp_path / "x.docx").write_bytes(data)
    assert list(OpenXmlValidator().validate(str(tmp_path / "x.docx")).errors) == []
    body = ZipFile(BytesIO(data)).read("word/document.xml").decode()
    annex = body[body.rindex("<w:tbl>") :]
    assert annex.count("<w:tblHeader/>") == 1 and annex.count('w:val="restart"') == 4 + 7


def test_the_form_of_hunan_prints_no_annex_and_the_seed_is_final(tmp_path: Path) -> None:
    (result,) = build([SEED], tmp_path, final=True)
    assert (result.exit_code, result.refused) == (0, False)
    assert result.draft and result.draft.document
    assert "自评表" not in [block.id for block in result.draft.document.blocks() if isinstance(block, TableBlock)]


def test_an_edition_changes_one_indicator_and_takes_one_away(tmp_path: Path) -> None:
    _write(tmp_path, "indicators:\n  在职人员控制率: {weight: 9}\n  经济效益:\n")
    annex = Library(tmp_path).load("example/2020").indicators
    assert annex and len(annex.indicators) == 27 and "经济效益" not in annex.indicators
    changed = annex.indicators["在职人员控制率"]
    assert (changed.weight, changed.figure) == (Decimal(9), "在职人员控制率")


@pytest.mark.parametrize(
    ("indicators", "told"),
    [
        ("indicators:\n  预算完成率:\n    figure: 预算成率\n", r"indicators\.yaml:3：.*没有名为“预算成率”的数"),
        ("indicators:\n  经济效益:\n", r"各指标的分值合计为96，应等于 full 的100"),
        ("replace_all: true\n", r"outline\.yaml:3：.*没有 indicators\.yaml"),
    ],
)
def test_an_annex_that_cannot_be_made_is_told_with_its_line(tmp_path: Path, indicators: str, told: str) -> None:
    _write(tmp_path, indicators)
    with pytest.raises(PhrasebookError, match=told):
        Library(tmp_path).load("example/2020")
