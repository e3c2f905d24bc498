"""The annex of a published text audited: a wrong amount or number of heads is told, a part is not called wrong."""

from pathlib import Path

import pytest
from test_audit import errors, said

from narrator.finding import Level
from narrator.read import read
from narrator.review.audit.passages import passages
from narrator.review.audit.reading import reading
from narrator.review.audit.report import judged
from narrator.review.word import Paragraph, WordFile

HEADING = "第五部分 附件"
INPUT = Path(__file__).parents[1] / "inputs" / "株洲市教育技术装备所-2020"
PROJECTS = ("15.98", "17", "9.98", "14.75", "14.97", "10", "10", "21.07")


def told(*lines: str) -> list[tuple[str, str]]:
    return [(one.finding.level, one.finding.code) for one in said("湖南2020", HEADING, *lines)[1]]


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("人员经费支出中：工资福利支出265.88万元。", "人员经费支出中：工资福利支出256.88万元。", "AUDIT-AMOUNT"),
        ("2020年实际收到财政拨款467.63万元。", "2020年实际收到财政拨款467.36万元。", "AUDIT-AMOUNT"),
        (
            "总支出467.63万元，其中：基本支出353.88万元。",
            "总支出467.63万元，其中：基本支出385.38万元。",
            "AUDIT-AMOUNT",
        ),
        (
            "2020年预算收入467.63万元，其中年初预算343.55万元，调整追加124.08万元。",
            "2020年预算收入467.63万元，其中年初预算343.55万元，调整追加124.80万元。",
            "AUDIT-SUM",
        ),
        (
            "安排经费29.55万元，其中：设备17万元，督导系统9.98万元，电费2.57万元。",
            "安排经费29.55万元，其中：设备71万元，督导系统9.98万元，电费2.57万元。",
            "AUDIT-SUM",
        ),
        (
            "安排29.55万元，其中：设备17万元，督导9.98万元，维护2.57万元，共计支出29.55万元。",
            "安排29.55万元，其中：设备17万元，督导9.98万元，维护2.57万元，共计支出25.95万元。",
            "AUDIT-SUM",
        ),
        (
            "实有人数12人。年末共有在职职工12人，退休10人。",
            "实有人数11人。年末共有在职职工12人，退休10人。",
            "AUDIT-REPEAT",
        ),
        (
            "实有人数22人。年末共有在职职工12人，退休10人。",
            "实有人数21人。年末共有在职职工12人，退休10人。",
            "AUDIT-REPEAT",
        ),
    ],
)
def test_a_wrong_number_of_the_annex_is_told_once(right, wrong, code):
    assert told(right) == []
    assert told(wrong) == [(Level.ERROR, code)]


@pytest.mark.parametrize(
    "say",
    [
        "智慧教育项目预算20万元，其中：公用经费5万元。",
        "上年基本支出300万元。",
        "公用经费支出中：其他资本性支出9.65万元。",
        "云计算服务中心电费9万元。",
        "总支出467.63万元，其中：设备30万元，维护20万元，共计50万元。",
        "实有人数15人，其中编外3人。年末在职职工12人。",
    ],
)
def test_what_may_be_a_part_or_another_thing_is_not_called_wrong(say):
    assert Level.ERROR not in [level for level, _ in told(say)]


def test_an_amount_that_may_be_a_part_is_told_all_the_same():
    assert told("智慧教育项目有保障，公用经费5.00万元。") == [(Level.NOTICE, "AUDIT-AMOUNT")]


def test_the_projects_of_the_annex_add_up_to_the_table():
    lines = [f"项目支出{one}万元，用于建设。" for one in PROJECTS]
    assert told(*lines) == []
    slip = [line.replace("14.75", "14.57") for line in lines]
    (one,) = said("湖南2020", HEADING, *slip)[1]
    assert one.finding.level == Level.ERROR and "14.75万元时正好相等" in one.finding.message


def given(*lines: str) -> list[str]:
    word = WordFile("a.docx", tuple(Paragraph(n, line) for n, line in enumerate((HEADING, *lines))), (), b"")
    return errors(judged(read(INPUT), passages(word, frozenset(), reading()))[1])


def test_heads_and_offices_are_compared_with_the_input():
    assert given("编制13人，实有人数12人。内设4个科室。") == []
    assert given("编制11人，实有人数12人。内设4个科室。") == ["AUDIT-GIVEN"]
    assert given("编制13人，实有人数21人。内设5个科室。") == ["AUDIT-GIVEN", "AUDIT-GIVEN"]


def test_errors_about_one_number_are_told_as_one():
    heading = "五、一般公共预算财政拨款支出决算情况说明"
    item = "教育支出（类）普通教育（款）其他普通教育支出（项）。年初预算为467.63万元，支出决算为467.63元。"
    (one,) = said("湖南2020", heading, item)[1]
    assert one.finding.code == "AUDIT-UNIT"


def test_the_same_error_in_two_places_is_told_once_with_both():
    line = "2020年实际收到财政拨款467.36万元。"
    (one,) = said("湖南2020", HEADING, line, line)[1]
    assert [spot.passage.starts[0][1] for spot in one.spots] == [1, 2]
