"""What a draft says where a fact is missing, and what becomes of the prose that staff write."""

import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from real_units import zhuzhou

from narrator.account import Account, Facts
from narrator.compose.report import compose
from narrator.draft import draft
from narrator.figures import Figures
from narrator.finding import Finding, Level
from narrator.marked_yaml import parse
from narrator.narrate.narrator import Narrator
from narrator.phrasebook.library import library
from narrator.read import read

SEED = Path(__file__).parents[1] / "inputs" / "株洲市教育技术装备所-2020"
Paragraphs = dict[str, str]

# what the tables do not say, in the order in which the report needs it
ASKED_OF_TABLES_ALONE = re.findall(
    r"\S+",
    """
单位概况.职责 单位概况.内设机构 单位概况.决算单位
上年数.收支总计 上年数.财政拨款收支总计 上年数.一般公共预算支出 年初预算.2050299
三公经费.因公出国.团组 三公经费.因公出国.人次 三公经费.公务接待.批次 三公经费.公务接待.人次 三公经费.公务接待.事由
三公经费.公务用车.运行用途 三公经费.公务用车.保有量
单位性质 会议 培训 大型活动 政府采购 国有资产.车辆 国有资产.通用设备 国有资产.专用设备 绩效评价.评价结论
其他说明 绩效评价.依据文件 绩效评价.总体评价 单位概况.单位定位 人员.编制 人员.在职 绩效评价.基本支出用途
项目支出.主要用途 项目支出.资金来源 绩效评价.绩效目标 绩效评价.完成情况概述 绩效评价.完成情况
项目支出.项目 绩效评价.存在问题 绩效评价.改进措施
""",
)
OPTIONAL_OF_TABLES_ALONE = ["上年数.因公出国费", "上年数.公务接待费", "上年数.公务用车费", "人员.退休"]

# facts of the seed whose absence is not a gap, and why
NO_GAP = {
    "单位|年度|版式": "reading settles them",
    "自称": "本单位 otherwise",
    "三公经费.公务用车.购置数": "printed only where money was spent on buying",
    "政府采购.总额": "the sum of the kinds otherwise",
    "政府采购.服务": "a kind that is not given is zero, and the check compares the sum",
    r"项目支出.资金来源.\d.构成": "a source need not have parts",
    r"项目支出.明细.\d+.合并为": "an item is shown by its own name otherwise",
    r"项目支出.项目.\d.用途": "the items of the project are listed otherwise",
}
# a fact that is asked for under the name of another one
ASKED_AS = {
    "增减原因.0": [
        "增减原因（用于：收支总计）",
        "增减原因（用于：财政拨款收支总计）",
        "增减原因（用于：一般公共预算支出）",
    ],
    "增减原因.1": ["增减原因（用于：公务用车费）"],
    "预决算差异原因.0": ["预决算差异原因（用于：2050299）"],
}


@cache
def given() -> Any:
    return parse((SEED / "填报.yaml").read_text("utf-8"), "填报.yaml").data


def said(facts: Any) -> tuple[Paragraphs, list[Finding]]:
    edition = library().load("hunan/2020")
    account = Account(
        unit="株洲市教育技术装备所", year=2020, tables=zhuzhou().tables, facts=Facts.model_validate(facts)
    )
    narrator = Narrator(edition, Figures(account))
    paragraphs = {paragraph.id: paragraph.text for paragraph in compose(account, edition, narrator).paragraphs()}
    return paragraphs, list(narrator.findings())


def paths(findings: list[Finding], level: Level) -> list[str]:
    return [str(finding.where[0].figure) for finding in findings if finding.level == level]


def keys(data: Any, above: str = "") -> Iterator[str]:
    """The paths of all keys of mappings, and of the parts of 增减原因 and 预决算差异原因."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in pairs:
        path = f"{above}.{key}" if above else str(key)
        if isinstance(data, dict) or above.endswith("原因"):
            yield path
        yield from keys(value, path)


def without(data: Any, path: str) -> Any:
    """The data without what stands at a path."""
    first, _, rest = path.partition(".")
    if isinstance(data, list):
        return [
            without(part, rest) if i == int(first) else part for i, part in enumerate(data) if rest or i != int(first)
        ]
    return {key: without(part, rest) if key == first else part for key, part in data.items() if rest or key != first}


def test_from_tables_alone_the_whole_report_asks_once_for_every_fact() -> None:
    whole, _ = said(given())
    draft, findings = said({})
    assert paths(findings, Level.MISSING) == ASKED_OF_TABLES_ALONE
    assert paths(findings, Level.ADVICE) == OPTIONAL_OF_TABLES_ALONE
    assert len(findings) == len(ASKED_OF_TABLES_ALONE + OPTIONAL_OF_TABLES_ALONE)
    headings = {id for id in whole if id.replace(".", "").isdigit()}
    assert headings <= set(draft)
    assert draft["3.1.收支总体"] == "2020年度收、支总计467.63万元，上年为【待填：上年收支总计】万元。"


def test_a_missing_fact_is_told_with_its_path_its_question_and_its_paragraphs() -> None:
    _, findings = said(without(given(), "人员.在职"))
    (missing,) = (finding for finding in findings if finding.level == Level.MISSING)
    assert missing.message == "缺少“年末在职人数”，报告里留有【待填：年末在职人数】；请在填报填写 人员.在职"
    assert [place.paragraph for place in missing.where[1:]] == ["5.1.2.1.报告机构", "5.1.2.2.报告人员"]


def test_a_path_into_a_list_is_told_as_a_reader_counts() -> None:
    _, findings = said(without(given(), "会议.0.人数"))
    assert "请在填报填写 会议（第1项）.人数" in next(f.message for f in findings if f.level == Level.MISSING)


def removable() -> list[str]:
    """The paths that can be missing: of others, the model refuses the part that is left, and reading tells so."""
    return [path for path in keys(given()) if _is_valid(without(given(), path))]


def _is_valid(facts: Any) -> bool:
    try:
        return bool(Facts.model_validate(facts))
    except ValidationError:
        return False


@pytest.mark.parametrize("path", removable())
def test_a_fact_taken_away_leaves_its_own_gap_and_changes_nothing_else(path: str) -> None:
    whole, before = said(given())
    draft, after = said(without(given(), path))
    found = [finding for finding in after if finding not in before]
    if any(re.fullmatch(known, path) for known in NO_GAP):
        assert found == []
        return
    assert found
    named = {place.paragraph for finding in found for place in finding.where if place.paragraph}
    assert {id for id, text in draft.items() if whole.get(id) != text} <= named
    wanted = ASKED_AS.get(path)
    told = [str(finding.where[0].figure) for finding in found]
    assert told == wanted if wanted else all(gap.startswith(path) for gap in told)
    asking = [place.paragraph for f in found if f.level == Level.MISSING for place in f.where if place.paragraph]
    assert all("【待填：" in draft[paragraph] for paragraph in asking)


@pytest.mark.parametrize(
    ("reason", "printed", "codes"),
    [
        ("人员减少。", "人员减少", []),
        ("人员减少；。 ", "人员减少", []),
        ("人员经费为{人员经费}。", "人员经费为319.27万元", []),
        ("占基本支出的｛ 人员经费占基本支出 ｝", "占基本支出的90.2%", []),
        ("编制{人员.编制}", "编制13人", []),
        ("决算{2050299}", "决算467.63万元", []),
        ("见{没有这个数}", "见【待填：没有这个数】", ["TEXT-FIGURE"]),
        ("见{2020}年", "见【待填：2020】年", ["TEXT-FIGURE"]),
        ("{{ 7*7 }}", "【待填：7*7】", ["TEXT-FIGURE"]),
        ("{{ 人员经费 }}", "319.27万元", []),
        ("{{ 自称.__class__ }}", "【待填：自称.__class__】", ["TEXT-FIGURE"]),
        ("{% raw %}甲{% endraw %}", "【待填：% raw %】甲【待填：% endraw %】", ["TEXT-FIGURE", "TEXT-FIGURE"]),
        ("见{上年公务接待费}", "见【待填：上年公务接待费】", ["FACT-MISSING"]),
        ("集合{ 与 } 之间没有名称：{}", "集合【待填：与】 之间没有名称：{}", ["TEXT-FIGURE"]),
        ("只有半边{的括号", "只有半边{的括号", []),
        ("占{中小企业占比}和{三公经费支出占比}", "占100.0%和100.0%", []),
    ],
)
def test_prose_is_printed_with_its_figures_and_never_evaluated(reason: str, printed: str, codes: list[str]) -> None:
    facts = {**given(), "增减原因": [{"用于": ["收支总计"], "原因": reason}]}
    draft, findings = said(facts)
    assert draft["3.1.收支总体"].endswith(f"减少9.8%，主要是因为{printed}。")
    places = [(finding.code, place.paragraph) for finding in findings for place in finding.where]
    assert [code for code, paragraph in places if paragraph == "3.1.收支总体"] == codes


def test_a_figure_that_cannot_be_computed_is_an_error_that_says_why() -> None:
    facts = {**given(), "政府采购": "无", "增减原因": [{"用于": ["收支总计"], "原因": "占{中小企业占比}"}]}
    draft, findings = said(facts)
    (undefined,) = (finding for finding in findings if finding.level == Level.ERROR)
    assert undefined.code == "FIGURE-UNDEFINED"
    assert "“中小企业占比”算不出来" in undefined.message
    assert "占【待填：中小企业占比】" in draft["3.1.收支总体"]


def test_a_name_that_no_figure_has_is_told_with_its_place() -> None:
    facts = {
        **given(),
        "上年数": {**given()["上年数"], "收支总额": 500},
        "预决算差异原因": [{"用于": ["2050299", "2050298", "三公费"], "原因": "追加"}],
    }
    _, findings = said(facts)
    told = [(str(finding.level), finding.where[0].figure) for finding in findings if finding.code == "FACT-NAME"]
    assert told == [("提示", "上年数.收支总额")] + [("提示", "预决算差异原因.0.用于")] * 2
    assert "“预决算差异原因”里的“2050298”不是任何数的名称" in findings[-2].message


def test_an_item_of_a_fund_may_be_named_by_its_code() -> None:
    budget = {"政府性基金年初预算": {"2120801": 5}, "预决算差异原因": [{"用于": ["2120801"], "原因": "追加"}]}
    draft, findings = said({**given(), **budget})
    assert "FACT-NAME" not in {finding.code for finding in findings}
    assert draft["3.8.科目.1"] == "1、【待填：科目2120801的名称】。"
    assert "科目名称.2120801" in paths(findings, Level.MISSING)


def test_an_empty_account_gives_a_whole_draft_that_asks_once_for_unit_year_and_every_table() -> None:
    edition = library().load("hunan/2020")
    narrator = Narrator(edition, Figures(Account()))
    document = compose(Account(), edition, narrator)
    assert len(list(document.paragraphs())) > 100
    asked = paths(list(narrator.findings()), Level.MISSING)
    assert len(set(asked)) == len(asked)
    assert {"年度", "单位", *(f"公开0{number}表" for number in range(1, 9))} <= set(asked)
    assert {finding.level for finding in narrator.findings()} == {Level.MISSING, Level.ADVICE}


def test_without_any_published_table_that_is_said_once_and_not_again_for_each_of_them(tmp_path: Path) -> None:
    shutil.copy(SEED / "填报.yaml", tmp_path)
    found = draft(read(tmp_path), library())
    assert found.document is not None
    assert "【待填：收支总计】" in "".join(paragraph.text for paragraph in found.document.paragraphs())
    missing = [finding.code for finding in found.findings if "表" in finding.message and finding.level == Level.MISSING]
    assert missing == ["READ-NO-WORKBOOK"]
