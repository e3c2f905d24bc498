"""Published texts audited: what is provably wrong is found, and nothing else is called so."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from own_edition import EXAMPLE, write
from published_word import HUNAN, SHANGHAI, published
from real_units import putuo, with_facts, zhuzhou

from narrator.account import Account, Cell, Row, Table
from narrator.check import check
from narrator.cli import main
from narrator.finding import Level
from narrator.read import read
from narrator.review.audit.page import Page
from narrator.review.audit.passages import passages, plain
from narrator.review.audit.reading import reading
from narrator.review.audit.report import Audit, judged
from narrator.review.audit.told import Told
from narrator.review.word import Paragraph, WordFile
from narrator.verbs import audit, build

DATA = Path(__file__).parent / "data" / "audit"
INPUTS = Path(__file__).parents[1] / "inputs"
FOLDERS = {"湖南2020": HUNAN, "上海2024": SHANGHAI}
CASES: list[dict[str, Any]] = yaml.safe_load((DATA / "cases.yaml").read_text("utf-8"))


def account(name: str) -> Account:
    if name == "湖南2020":
        return zhuzhou().model_copy(update={"unit": "株洲市教育技术装备所", "year": 2020})
    return putuo().model_copy(update={"unit": "上海市普陀区财政局", "year": 2024})


def said(unit: str | Account, *lines: str) -> tuple[Page, tuple[Told, ...]]:
    """What auditing these lines against a unit's tables comes to."""
    word = WordFile("a.docx", tuple(Paragraph(n, line) for n, line in enumerate(lines)), (), b"")
    known = account(unit) if isinstance(unit, str) else unit
    return judged(known, passages(word, frozenset(), reading()))


def errors(told: tuple[Told, ...]) -> list[str]:
    return [one.finding.code for one in told if one.finding.level == Level.ERROR]


@pytest.fixture(scope="module", params=sorted(FOLDERS))
def real(request, tmp_path_factory) -> tuple[Audit, list[dict[str, str]]]:
    """A text with the numbers and errors of a published one, audited, and what is wrong in it."""
    text = yaml.safe_load((DATA / f"{request.param}.yaml").read_text("utf-8"))
    path = tmp_path_factory.mktemp("audit") / "公开.docx"
    published(path, FOLDERS[request.param], text["before"].splitlines(), text["after"].splitlines())
    return audit(path), text["wrong"]


def test_every_error_of_a_published_text_is_found(real):
    found, wrong = real
    told = [
        (finding.code, plain(place.quote)[0]) for finding in found.findings for place in finding.where if place.quote
    ]
    for error in wrong:
        assert any(code == error["code"] and plain(error["quote"])[0] in quote for code, quote in told), error


def test_nothing_else_of_a_published_text_is_called_wrong(real):
    found, wrong = real
    wanted = sorted(error["code"] for error in wrong)
    assert sorted(finding.code for finding in found.findings if finding.level == Level.ERROR) == wanted


def test_most_numbers_of_a_published_text_are_understood_and_the_others_listed(real):
    coverage = real[0].coverage
    assert coverage.bound / coverage.numbers > 0.95
    assert coverage.numbers - coverage.bound == len(coverage.not_understood)
    assert 0 < coverage.judged <= coverage.bound


def test_unit_and_year_are_those_that_the_text_names(real):
    found, _ = real
    expected = {"株洲市教育技术装备所": 2020, "上海市普陀区财政局": 2024}
    assert found.account.year == expected[found.account.unit or ""]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['tables']}-{case['say'][:40]}" for case in CASES])
def test_a_sentence_is_judged(case):
    _, told = said(case["tables"], case["in"], case["say"])
    assert errors(told) == case.get("wrong", [])
    if says := case.get("says"):
        assert any(says in one.finding.message for one in told)


def with_two_fund_items() -> Account:
    """The Shanghai unit, which spent 30 and 20 from a fund as well, with nothing and 25 in the initial budget."""
    names = {"": "合计", "212": "城乡社区支出", "21208": "国有土地使用权出让收入安排的支出"}
    items = {"2120801": ("征地和拆迁补偿支出", 30), "2120803": ("城市建设支出", 20)}
    amounts = {**dict.fromkeys(names, 50), **{code: amount for code, (_, amount) in items.items()}}
    names |= {code: name for code, (name, _) in items.items()}
    rows = [
        Row(code=code, name=names[code], label=names[code], cells={"本年支出": Cell(value=Decimal(amount))})
        for code, amount in amounts.items()
    ]
    unit = with_facts(account("上海2024"), {"政府性基金年初预算": {"2120801": 0, "2120803": 25}})
    return unit.model_copy(update={"tables": {**unit.tables, "T8": Table(id="T8", title="T8", rows=tuple(rows))}})


FUND = "城乡社区支出（类）国有土地使用权出让收入安排的支出（款）"


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (("1、征地和拆迁补偿支出（项）。年初预算为0.00万元，支出决算为30.00万元。",), []),
        (("1、征地和拆迁补偿支出（项）。", "支出决算为30.00万元。"), []),
        (("2、城市建设支出（项）。年初预算为25.00万元，支出决算为20.00万元，完成年初预算的80.00%。",), []),
        (("2、城市建设支出（项）。年初预算为25.00万元，支出决算为50.00万元。",), ["AUDIT-AMOUNT"]),
        (("2、城市建设支出（项）。年初预算为52.00万元，支出决算为20.00万元。",), ["AUDIT-AMOUNT"]),
    ],
)
def test_each_item_of_a_fund_is_judged_by_its_own_row_and_budget(lines, wrong):
    heading = "八、政府性基金预算财政拨款收入支出决算情况说明"
    _, told = said(with_two_fund_items(), heading, *(line.replace("、", f"、{FUND}", 1) for line in lines))
    assert errors(told) == wrong


def test_the_budgets_of_a_fund_are_no_part_of_the_general_public_budget():
    general = "一般公共预算财政拨款支出年初预算为10.00万元。其中："
    item = "1、住房保障支出（类）住房改革支出（款）住房公积金（项）。年初预算为10.00万元。"
    fund = f"1、{FUND}城市建设支出（项）。年初预算为25.00万元，支出决算为20.00万元。"
    headings = "五、一般公共预算财政拨款支出决算情况说明", "八、政府性基金预算财政拨款收入支出决算情况说明"
    _, told = said(with_two_fund_items(), headings[0], general, item, headings[1], fund)
    assert errors(told) == []


def test_a_finding_quotes_the_text_and_names_the_cell():
    _, told = said("湖南2020", "一、收入支出决算总体情况说明", "2020年度收、支总计 476.63 万元。")
    (finding,) = (one.finding for one in told)
    assert finding.where[0].quote == "2020年度收、支总计 476.63 万元"
    assert finding.where[0].paragraph == "一、收入支出决算总体情况说明"
    assert (finding.where[1].sheet, finding.where[1].cell) == (zhuzhou().tables["T1"].sheet, "C37")


@pytest.mark.parametrize(
    ("say", "role"),
    [
        ("本年收入合计467.63万元", "final"),
        ("三公经费支出预算为2.31万元", "budget"),
        ("与上年相比，减少50.76万元", "change"),
        ("比上年下降9.8%", "rate"),
        ("完成年初预算的136.1%", "completion"),
        ("占本年支出合计的75.7%", "share"),
        ("公务用车保有量为1辆", "fact"),
        ("单位价值50万元以上通用设备", "constant"),
        ("2020年度", "year"),
        ("某项工作花了3.00万元", "open"),
    ],
)
def test_a_number_means_what_the_words_before_it_say(say, role):
    page, _ = said("湖南2020", "十五、其他", f"{say}。")
    assert page.mentions[0].role == role


def test_numbers_of_documents_and_of_clauses_are_not_counted():
    page, _ = said("湖南2020", "十四、预算绩效情况说明", "1、根据株财函〔2021〕6号第3条，完成3个项目。")
    assert [mention.number.text for mention in page.mentions if mention.counted] == ["3个"]


def test_a_line_broken_within_a_sentence_is_read_as_one():
    lines = ("一、收入支出决算总体情况说明", "2020年度收、支总计467.63万元，与上年相比，减少50.76", "万元，减少10.9%。")
    assert errors(said("湖南2020", *lines)[1]) == ["AUDIT-RATE"]


def test_the_same_fact_said_twice_must_be_the_same():
    lines = (
        "十、机关运行经费支出说明",
        "机关运行经费支出10.00万元。",
        "十五、其他",
        "本单位机关运行经费支出11.00万元。",
    )
    assert errors(said("湖南2020", *lines)[1]) == ["AUDIT-REPEAT"]


def test_budgets_of_items_may_not_add_up_to_more_than_the_total():
    heading = "五、一般公共预算财政拨款支出决算情况说明"
    total = "一般公共预算财政拨款支出年初预算为200.00万元，支出决算为467.63万元。"
    item = "1、教育支出（类）普通教育（款）其他普通教育支出（项）。年初预算为343.55万元，支出决算为467.63万元。"
    assert errors(said("湖南2020", heading, total, item)[1]) == ["AUDIT-SUM"]


def test_what_rests_on_a_doubtful_cell_is_not_called_wrong():
    word = WordFile(
        "a.docx", tuple(map(Paragraph, (0, 1), ("三、支出决算情况说明", "本年支出合计400.00万元。"))), (), b""
    )
    place = zhuzhou().tables["T1"].place(zhuzhou().tables["T1"].row("本年支出合计", "支出").cells["决算数"])
    texts = passages(word, frozenset(), reading())
    assert errors(judged(account("湖南2020"), texts)[1]) == ["AUDIT-AMOUNT"]
    assert errors(judged(account("湖南2020"), texts, frozenset([place]))[1]) == []


def test_last_year_of_the_input_proves_a_change_wrong():
    lines = ("一、收入支出决算总体情况说明", "2020年度收、支总计467.63万元，与上年相比，减少40.00万元，减少7.9%。")
    word = WordFile("a.docx", tuple(Paragraph(n, line) for n, line in enumerate(lines)), (), b"")
    given = read(INPUTS / "株洲市教育技术装备所-2020")
    assert errors(judged(given, passages(word, frozenset(), reading()))[1]) == ["AUDIT-CHANGE"]


@pytest.mark.parametrize("unit", sorted(path.name for path in INPUTS.iterdir()))
def test_our_own_report_has_no_finding_that_checking_does_not_have(unit, tmp_path):
    (result,) = build(INPUTS / unit, tmp_path)
    found = audit(Path(result.outputs[0]))
    assert [finding for finding in found.findings if finding.level == Level.ERROR] == []
    known = {finding.code for finding in check(read(INPUTS / unit))}
    assert {finding.code for finding in found.findings} <= known | {"AUDIT-ROUNDING"}
    assert found.coverage.bound / found.coverage.numbers > 0.95


def run(*args: str) -> Any:
    return CliRunner().invoke(main, ["audit", *args])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    after = ("一、收入支出决算总体情况说明", "2020年度收、支总计476.63万元。", "某项工作花了3.00万元。")
    return published(tmp_path / "公开.docx", HUNAN, ("2020年度株洲市教育技术装备所部门决算",), after)


def test_the_command_tells_findings_and_coverage_as_json(file):
    result = run(str(file), "--json")
    data = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (data["version"], data["unit"], data["year"], data["edition"]) == (
        1,
        "株洲市教育技术装备所",
        2020,
        "hunan/2020",
    )
    assert "AUDIT-AMOUNT" in [finding["code"] for finding in data["findings"]]
    listed = [{"quote": "某项工作花了3.00万元", "paragraph": "一、收入支出决算总体情况说明"}]
    assert data["coverage"] == {"numbers": 2, "bound": 1, "judged": 1, "not_understood": listed}


def test_the_command_refuses_what_is_no_word_file(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"%PDF")
    result = run(str(tmp_path / "a.docx"), "--json")
    assert result.exit_code == 2 and json.loads(result.stdout)["findings"][0]["code"] == "READ-WRONG-KIND"


@pytest.mark.parametrize(
    ("heading", "say", "policies"),
    [
        ("七、三公经费", "因公出国（境）费支出预算为0万元，支出决算为0万元，完成预算的0%。", {"零预算完成率": "写0%"}),
        ("十、机关运行", "机关运行经费支出9.00万元，比上年增加9.00万元，增长100%。", {"零基数增长率": "写100%"}),
    ],
)
def test_what_the_edition_chose_to_print_is_not_called_wrong(heading, say, policies):
    word = WordFile("a.docx", tuple(map(Paragraph, (0, 1), (heading, say))), (), b"")
    texts = passages(word, frozenset(), reading())
    assert len(errors(judged(account("湖南2020"), texts)[1])) == 1
    assert errors(judged(account("湖南2020"), texts, policies=policies)[1]) == []


def test_an_edition_of_ones_own_makes_its_own_words_understood(tmp_path):
    edition = {**EXAMPLE, "tables": "tables: {}\n"}
    folder = write(tmp_path / "own", "example/2025", edition)
    words = ("一、收入支出决算总体情况说明", "收入总计和支出总计都是467.63万元，与上年持平。")
    path = published(tmp_path / "a.docx", HUNAN, (), words)
    assert audit(path).coverage.bound == 0
    assert audit(path, edition="example/2025", phrasebook=folder).coverage.bound == 1


def test_text_without_end_is_read_in_bounded_time_and_said(tmp_path):
    path = published(tmp_path / "a.docx", HUNAN, (), ("一、收入支出决算总体情况说明", "1.00万元，" * 20_000))
    found = audit(path)
    assert "AUDIT-TOO-LONG" in [finding.code for finding in found.findings]
    assert found.coverage.numbers < 1_000


GIVEN = {
    "七、一般公共预算财政拨款“三公”经费支出决算情况说明": [
        ("全年安排因公出国（境）团组{}个，累计{}人次。", "0", "0"),
        ("全年共接待来访团组{}个、来宾{}人次。", "3", "33"),
        ("公务用车购置费0万元，购置公务用车{}辆，公务用车保有量为{}辆。", "0", "1"),
    ],
    "十一、一般性支出情况说明": [("2020年开支会议费{}万元，用于召开工作会议，人数{}人。", "0.66", "35")],
    "十二、政府采购支出说明": [
        ("2020年度政府采购支出总额{}万元。授予中小企业合同金额{}万元。", "24.76", "24.76"),
    ],
    "十三、国有资产占用情况说明": [
        ("共有车辆1辆。单位价值50万元以上通用设备{}台；单位价值100万元以上专用设备{}台。", "0", "0"),
    ],
}
STATED = [(heading, *line) for heading, lines in GIVEN.items() for line in lines]


@pytest.mark.parametrize(("heading", "line", "first", "second"), STATED)
def test_what_staff_gave_is_compared_with_the_input(heading, line, first, second):
    unit = read(INPUTS / "株洲市教育技术装备所-2020")
    assert errors(said(unit, heading, line.format(first, second))[1]) == []
    for wrong in (line.format(f"4{first}", second), line.format(first, f"4{second}")):
        assert "AUDIT-GIVEN" in errors(said(unit, heading, wrong)[1]), wrong


def test_what_staff_did_not_give_is_not_compared():
    heading = "七、一般公共预算财政拨款“三公”经费支出决算情况说明"
    unit = with_facts(account("湖南2020"), {"三公经费": {"公务接待": {"批次": 3, "人次": 33}}})
    guests = "公务接待3批次、33人次，其中：接待外宾1批次、4人次。截至2020年12月31日，公务用车保有量为9辆。"
    assert errors(said(unit, heading, guests)[1]) == []


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("一、收入支出决算总体情况说明", "本单位2024年度收入支出总计3,062.02万元。与{}年度相比，收入支出总计持平。"),
        ("六、一般公共预算财政拨款基本支出决算情况说明", "{}年度一般公共预算财政拨款基本支出2939.74万元。"),
        ("七、财政拨款三公经费支出决算情况说明", "{}年，本单位开支财政拨款的公务用车保有量为0辆。"),
        (
            "七、财政拨款三公经费支出决算情况说明",
            "完成预算的90%。{}年度“三公”经费支出决算数小于预算数的主要原因是节约。",
        ),
        ("七、财政拨款三公经费支出决算情况说明", "{}年度“三公”经费财政拨款支出决算为0万元。"),
        ("八、政府性基金预算收入支出决算情况说明", "{}年度本单位没有政府性基金收入。"),
        ("十、预算绩效管理情况", "本单位{}年度预算绩效管理工作开展情况如下：建立了制度。"),
        ("十、预算绩效管理情况", "本单位组织对{}年度部门整体支出开展了绩效自评。"),
        ("十一、一般性支出情况说明", "{}年开支会议费9.90万元。"),
        ("十一、一般性支出情况说明", "{}年无会议费、培训费和大型活动开支。"),
    ],
)
def test_a_year_that_is_neither_the_report_s_nor_the_one_before_is_wrong(heading, line):
    right = "2023" if "相比" in line else "2024"
    assert "AUDIT-YEAR" not in errors(said("上海2024", heading, line.format(right))[1])
    assert "AUDIT-YEAR" in errors(said("上海2024", heading, line.format("2026"))[1])


def three_public(*lines: str, tables: str = "湖南2020") -> list[str]:
    """What is doubted of the counts in a section on the three public expenses."""
    told = said(tables, "七、一般公共预算财政拨款三公经费支出决算情况说明", *lines)[1]
    return [one.finding.message for one in told if one.finding.code == "AUDIT-THREE-PUBLIC"]


def test_a_count_goes_with_the_money_that_it_cost():
    travel = "因公出国（境）费支出决算为0万元，全年安排因公出国（境）团组{}个，累计{}人次。"
    guests = "公务接待费支出决算为0.29万元，全年共接待来访团组{}个、来宾{}人次。"
    cars = "公务用车运行维护费2.02万元，公务用车保有量为{}辆。"
    right = (travel.format(0, 0), guests.format(3, 33), cars.format(1))
    assert three_public(*right) == []
    (message,) = three_public(travel.format(2, 8), *right[1:])
    assert "印的是2个，而因公出国费是0万元" in message
    (message,) = three_public(right[0], guests.format(0, 0), right[2])
    assert "印的是0个，而公务接待费是0.29万元" in message
    (message,) = three_public(*right[:2], cars.format(0))
    assert "印的是0辆，而公务用车运行费是2.02万元" in message


def test_there_are_no_more_groups_than_persons():
    assert three_public("公务接待费支出决算为0.29万元，全年共接待来访团组3个、来宾3人次。") == []
    (message,) = three_public("公务接待费支出决算为0.29万元，全年共接待来访团组33个、来宾3人次。")
    assert "33个多于3人次" in message


def test_a_class_that_is_left_out_of_the_structure_is_told():
    parts = ["一般公共服务支出2106.66万元，占71.65%", "社会保障和就业支出326.72万元，占11.11%"]
    others = ["卫生健康支出60.99万元，占2.07%", "住房保障支出445.69万元，占15.16%"]

    def left_out(*some: str, joint: str = "；") -> list[str]:
        say = f"一般公共预算财政拨款支出2940.05万元，主要用于以下方面：{joint.join(some)}。"
        told = said("上海2024", "（二）一般公共预算财政拨款支出决算结构情况", *say.split("\n"))[1]
        return [one.finding.message for one in told if one.finding.code == "AUDIT-ITEM-MISSING"]

    assert left_out(*parts, *others) == left_out(*parts, *others, joint="；\n") == []
    (message,) = left_out(*parts, others[1])
    assert "没有表中有支出的1类：210 卫生健康支出" in message


@pytest.mark.parametrize(
    ("heading", "say", "told_of"),
    [
        (
            "一、收入支出决算总体情况说明",
            "收、支总计467.63万元，与上年相比，减少50.76万元，减少9.8%，主要是因为{}。",
            "减少",
        ),
        (
            "五、一般公共预算财政拨款支出决算情况说明",
            "教育支出（类）普通教育（款）其他普通教育支出（项）。年初预算为343.55万元，支出决算为467.63万元，"
            "决算数大于年初预算数的主要原因是：{}。",
            "增加",
        ),
    ],
)
def test_a_reason_that_says_only_the_opposite_is_told(heading, say, told_of):
    def doubted(reason: str) -> list[str]:
        told = said("湖南2020", heading, say.format(reason))[1]
        return [one.finding.message for one in told if one.finding.code == "AUDIT-REASON"]

    opposite, right = ("新增人员3人", "在职人员减少") if told_of == "减少" else ("部分项目调减", "追加专项经费")
    (message,) = doubted(opposite)
    assert f"要说明的是{told_of}，原因只说了" in message
    assert doubted(right) == doubted(f"{opposite}，同时{right}") == doubted(f"上年{opposite}") == []


def test_a_heading_that_runs_into_its_paragraph_begins_a_section():
    assets = "十三、国有资产占用情况说明。截至2020年12月31日，共有车辆{}辆，其中：其他用车1辆。"
    bought = "十二、政府采购支出说明。2020年度政府采购支出总额24.76万元，其中：政府采购服务支出{}万元。"
    above = "十、机关运行经费支出说明。本单位不属于机关运行经费计算范围。"
    page, told = said("湖南2020", above, bought.format("24.76"), assets.format(1))
    assert [one.text for one in page.passages if one.heading][1:] == [
        "十二、政府采购支出说明",
        "十三、国有资产占用情况说明",
    ]
    assert errors(told) == [] and all(mention.bound for mention in page.mentions)
    assert errors(said("湖南2020", above, bought.format("24.67"), assets.format(2))[1]) == ["AUDIT-SUM", "AUDIT-COUNT"]
