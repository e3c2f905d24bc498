"""`narrator new`: a workbook from tables and last year's files, and what it takes before carried answers count."""

import json
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from filled_workbook import ZHUZHOU, account, changed, filled, resaved, row_of
from openpyxl import Workbook, load_workbook

import narrator
from narrator.account import Account
from narrator.cli import main
from narrator.errors import Refusal, UnusableInput
from narrator.finding import Level
from narrator.read import read

UNIT = "株洲市教育技术装备所"
STATE = "E"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["new", *map(str, arguments)])


@pytest.fixture
def next_year(tmp_path: Path) -> Path:
    """The workbook of the year after the real one, made from all files of the real one."""
    out = tmp_path / "填报.xlsx"
    narrator.new(UNIT, out, year=2021, edition="hunan/2020", last_year=ZHUZHOU)
    return out


def states(path: Path) -> dict[str, str]:
    """The state of every question that has one."""
    book = load_workbook(path, data_only=True)
    rows = [row for page in book.worksheets[1:] for row in page.iter_rows(values_only=True)]
    return {str(row[0]).removesuffix("*"): str(row[4]) for row in rows if row[0] not in (None, "键", "§") and row[4]}


def confirmed(book: Workbook) -> None:
    for page in book:
        for cell in page[STATE]:
            if cell.value == "请核对":
                cell.value = "已核对"


def test_a_list_has_room_for_as_many_lines_as_last_year_and_more(next_year: Path) -> None:
    page = load_workbook(next_year)["项目与绩效"]
    keys = [str(cell.value).removesuffix("*") for cell in page["A"]]
    facts = account(ZHUZHOU).facts
    assert keys.count("项目支出.明细") == len(facts.projects.items) + 3 == 16
    assert keys.count("项目支出.项目") == len(facts.projects.projects) + 3
    assert keys.count("绩效评价.绩效目标") == len(facts.performance.goals or ()) + 3


def test_rows_with_answers_grow_with_their_text(next_year: Path) -> None:
    with zipfile.ZipFile(next_year) as parts:
        rows = re.findall(r"<row [^>]*>", parts.read("xl/worksheets/sheet2.xml").decode())
    assert len(rows) > 20 and not any("customHeight" in row for row in rows)
    page = load_workbook(next_year)["基本情况"]
    one, two = (page.row_dimensions[row_of(page, key)].height for key in ("单位", "单位概况.职责"))
    assert one < two and two > 2 * 16


def test_the_command_writes_a_workbook_that_can_be_read(tmp_path: Path) -> None:
    out = tmp_path / "填报.xlsx"
    result = run(
        UNIT, "--year", "2020", "--edition", "hunan/2020", "-o", out, "--tables", ZHUZHOU / "公开表.xlsx", "--json"
    )
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert (told["unit"], told["year"], told["edition"], told["outputs"]) == (UNIT, 2020, "hunan/2020", [str(out)])
    assert told["findings"] == []
    found = read(out)
    assert (found.unit, found.year, found.edition) == (UNIT, 2020, "hunan/2020")


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    out = tmp_path / "填报.xlsx"
    out.write_bytes(filled(ZHUZHOU))
    result = run(UNIT, "--year", "2020", "--edition", "hunan/2020", "-o", out)
    assert result.exit_code == 2
    assert "没有覆盖" in result.stderr
    assert out.read_bytes() == filled(ZHUZHOU)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--edition", "hunan/2020", "-o", "填报.doc"], "不是 .xlsx"),
        (["--edition", "mars/2020", "-o", "填报.xlsx"], "没有名为“mars/2020”的版式"),
        (["--edition", "hunan/2020", "-o", "填报.xlsx", "--tables", "没有.xlsx"], "找不到"),
        (["--edition", "hunan/2020"], "--out"),
    ],
)
def test_a_call_that_cannot_be_served_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(UNIT, "--year", "2020", *arguments)
    assert result.exit_code == 2
    assert says in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_verb_refuses_as_the_command_does(tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        narrator.new(UNIT, tmp_path / "填报", year=2020, edition="hunan/2020")
    with pytest.raises(UnusableInput):
        narrator.new(UNIT, tmp_path / "填报.xlsx", year=2020, edition="hunan/2020", tables=tmp_path)


def test_last_years_amounts_are_those_of_its_tables(next_year: Path) -> None:
    amounts = {name: str(amount) for name, amount in read(next_year).facts.last_year.items()}
    assert amounts == {
        "收支总计": "467.63",
        "财政拨款收支总计": "467.63",
        "一般公共预算支出": "467.63",
        "因公出国费": "0",
        "公务接待费": "0.29",
        "公务用车费": "2.02",
    }


def test_what_seldom_changes_is_carried_over_and_the_years_own_is_not(next_year: Path) -> None:
    facts, last = read(next_year).facts, account(ZHUZHOU).facts
    assert (facts.profile, facts.own_name, facts.unit_kind) == (last.profile, "我所", "事业")
    assert facts.assets == last.assets
    assert (facts.initial_budget, facts.meetings, facts.procurement, facts.projects.items) == ({}, None, None, ())
    assert facts.three_public.hospitality.persons is None


def test_carried_answers_are_marked_and_counted_on_the_cover(next_year: Path) -> None:
    found = states(next_year)
    assert [found[key] for key in ("人员.编制", "上年数.收支总计", "增减原因.收支总计")] == ["请核对"] * 3
    assert [found[key] for key in ("单位", "会议")] == ["已填", "待填"]
    cover = load_workbook(next_year, data_only=True)["封面"]
    total = [cell.value for cell in cover["E"] if isinstance(cell.value, int)][-1]
    assert total == list(found.values()).count("请核对") > 25


def test_a_carried_reason_does_not_count_before_somebody_confirmed_it(next_year: Path) -> None:
    found = read(next_year)
    assert (found.facts.change_reasons, found.facts.budget_reasons) == ((), ())
    told = [finding for finding in found.findings if finding.code == "READ-CARRIED-REASON"]
    assert {finding.level for finding in told} == {Level.MISSING}
    assert [[place.cell for place in finding.where] for finding in told] == [["C6", "C7", "C8"], ["C9"], ["C19"]]
    assert {place.sheet for finding in told for place in finding.where} == {"增减原因"}


@pytest.mark.parametrize("state", [None, "已核实", "已填", "OK"])
def test_a_state_wiped_or_mistyped_confirms_nothing(next_year: Path, state: str | None) -> None:
    def wipe(book: Workbook) -> None:
        for page in book:
            for cell in page[STATE]:
                if cell.value == "请核对":
                    cell.value = state

    next_year.write_bytes(changed(next_year.read_bytes(), wipe))
    found = read(next_year)
    assert (found.facts.change_reasons, found.facts.budget_reasons) == ((), ())
    asked = [finding for finding in found.findings if finding.code == "READ-CARRIED"]
    assert sum(len(finding.where) for finding in asked) > 20
    assert any("“内设机构，一行一个”" in finding.message for finding in asked)


def test_the_cover_counts_states_that_were_wiped(next_year: Path) -> None:
    def wipe(book: Workbook) -> None:
        page = book["基本情况"]
        for i, cell in enumerate(cell for cell in page[STATE] if cell.value == "请核对"):
            cell.value = (None, "已核实", "已核对")[i % 3]

    before = states(next_year)
    next_year.write_bytes(changed(next_year.read_bytes(), wipe))
    cover = load_workbook(resaved(next_year), data_only=True)["封面"]
    row = next(row for row in cover.iter_rows(values_only=True) if row[1] == "基本情况")
    brought = len([key for key, state in before.items() if state == "请核对" and _is_on(next_year, "基本情况", key)])
    assert row[4] == brought - brought // 3


def _is_on(path: Path, sheet: str, key: str) -> bool:
    return any(str(cell.value).removesuffix("*") == key for cell in load_workbook(path)[sheet]["A"])


def test_final_does_not_pass_what_nobody_confirmed(next_year: Path) -> None:
    (next_year.parent / "公开表.xlsx").write_bytes((ZHUZHOU / "公开表.xlsx").read_bytes())

    def fill(book: Workbook) -> None:
        confirmed(book)
        page = book["基本情况"]
        page[f"{STATE}{row_of(page, '单位性质')}"].value = "请核对"

    next_year.write_bytes(changed(next_year.read_bytes(), fill))
    (result,) = narrator.build(next_year.parent, next_year.parent / "out", final=True)
    (finding,) = [finding for finding in result.findings if finding.code == "READ-CARRIED"]
    assert result.refused and finding.level == Level.MISSING
    assert "“单位性质”" in finding.message and str(finding.where[0]).startswith("基本情况!C")


def test_other_carried_answers_count_and_are_noticed_sheet_by_sheet(next_year: Path) -> None:
    noticed = [finding for finding in read(next_year).findings if finding.code == "READ-CARRIED"]
    assert {finding.level for finding in noticed} == {Level.MISSING}
    sheets = [{place.sheet for place in finding.where} for finding in noticed]
    assert sheets == [{"基本情况"}, {"上年数与年初预算"}, {"三公与会议"}, {"采购与资产"}, {"项目与绩效"}]


def test_what_somebody_confirmed_counts(next_year: Path) -> None:
    next_year.write_bytes(changed(next_year.read_bytes(), confirmed))
    found = read(next_year)
    last = account(ZHUZHOU).facts
    assert (found.facts.change_reasons, found.facts.budget_reasons) == (last.change_reasons, last.budget_reasons)
    assert [finding.code for finding in found.findings] == ["READ-NO-WORKBOOK"]


def test_a_reason_that_nobody_confirmed_is_told_once(next_year: Path) -> None:
    (next_year.parent / "公开表.xlsx").write_bytes((ZHUZHOU / "公开表.xlsx").read_bytes())
    told = narrator.check(next_year.parent, year=2021).findings
    about = [finding.code for finding in told if any(place.sheet == "增减原因" for place in finding.where)]
    assert about.count("READ-CARRIED-REASON") == 3
    assert "FACT-MISSING" not in about


@pytest.mark.parametrize("file", ["公开表.xlsx", "填报.yaml", "填报.xlsx"])
def test_last_year_may_be_any_of_its_files(tmp_path: Path, file: str) -> None:
    last = tmp_path / "2020"
    last.mkdir()
    (last / file).write_bytes(filled(ZHUZHOU) if file == "填报.xlsx" else (ZHUZHOU / file).read_bytes())
    narrator.new(UNIT, tmp_path / "填报.xlsx", year=2021, edition="hunan/2020", last_year=last / file)
    facts = read(tmp_path / "填报.xlsx").facts
    assert bool(facts.last_year) == (file == "公开表.xlsx")
    assert bool(facts.profile.duties) == (file != "公开表.xlsx")


def test_files_of_another_unit_are_noticed(tmp_path: Path) -> None:
    made = narrator.new("某所", tmp_path / "填报.xlsx", year=2021, edition="hunan/2020", last_year=ZHUZHOU)
    (finding,) = [finding for finding in made.findings if finding.code == "NEW-OTHER-UNIT"]
    assert "“株洲市教育技术装备所”" in finding.message and "“某所”" in finding.message
    unit = load_workbook(BytesIO((tmp_path / "填报.xlsx").read_bytes()))["基本情况"]["C6"].value
    assert unit == "某所"


def test_the_workbook_beside_the_yaml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "填报.xlsx").write_bytes(filled(ZHUZHOU))
    (tmp_path / "填报.yaml").write_bytes((ZHUZHOU / "填报.yaml").read_bytes())
    with pytest.raises(UnusableInput) as caught:
        read(tmp_path)
    assert caught.value.findings[0].code == "READ-AMBIGUOUS"


def test_a_workbook_of_other_content_called_so_is_refused(tmp_path: Path) -> None:
    (tmp_path / "填报.xlsx").write_bytes((ZHUZHOU / "公开表.xlsx").read_bytes())
    with pytest.raises(UnusableInput) as caught:
        read(tmp_path)
    assert caught.value.findings[0].code == "READ-NO-FORM"


def test_the_account_of_a_workbook_can_be_saved_and_read(tmp_path: Path, next_year: Path) -> None:
    out = tmp_path / "account.json"
    result = CliRunner().invoke(main, ["read", str(next_year), "-o", str(out)])
    assert result.exit_code == 0, result.output
    saved: Account = read(out)
    assert saved == read(next_year)


def test_this_years_tables_given_again_as_last_years_are_refused(tmp_path: Path) -> None:
    last = tmp_path / "上年.xlsx"
    last.write_bytes((ZHUZHOU / "公开表.xlsx").read_bytes())
    with pytest.raises(Refusal, match="全部相同"):
        narrator.new(
            UNIT,
            tmp_path / "填报.xlsx",
            year=2020,
            edition="hunan/2020",
            tables=ZHUZHOU / "公开表.xlsx",
            last_year=last,
        )
    assert not (tmp_path / "填报.xlsx").exists()
