"""The command line as a user meets it: files, messages, exit codes, JSON."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook
from real_units import with_change, with_facts
from reviewer import Reviewer

from narrator.cli import main
from narrator.figures import Figures
from narrator.read import read
from narrator.review.refresh.reading import text_of
from narrator.verbs import check, saved

UNIT = Path(__file__).parents[1] / "inputs" / "株洲市教育技术装备所-2020"
NAME = "株洲市教育技术装备所-2020"
KEYS = {"version", "unit", "year", "edition", "findings"}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def edited(folder: Path, old: str, new: str) -> Path:
    """A copy of the unit's folder with one text of its 填报.yaml replaced."""
    copy = shutil.copytree(UNIT, folder / "unit")
    facts = copy / "填报.yaml"
    text = facts.read_text("utf-8")
    assert old in text
    facts.write_text(text.replace(old, new), "utf-8")
    return copy


def test_build_writes_each_format_and_the_findings(tmp_path: Path) -> None:
    result = run("build", UNIT, "-o", tmp_path, "--format", "docx,html,text,json")
    assert result.exit_code == 0, result.output
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {f"{NAME}.{end}" for end in ("docx", "html", "text", "json", "base.json", "findings.json")}
    findings = json.loads((tmp_path / f"{NAME}.findings.json").read_text("utf-8"))
    assert findings.keys() == KEYS | {"outputs"}
    assert {finding["level"] for finding in findings["findings"]} <= {"提示", "建议"}


def test_refresh_tells_what_it_wrote_and_ends_with_1_at_a_conflict(tmp_path: Path) -> None:
    run("build", UNIT, "-o", tmp_path)
    reviewer = Reviewer((tmp_path / f"{NAME}.docx").read_bytes())
    paragraph = next(each for each in reviewer.paragraphs if "收、支总计467.63万元" in text_of(each))
    start = text_of(paragraph).index("467.63")
    reviewer.retype(paragraph, start, start + 6, "468")
    (tmp_path / "审阅.docx").write_bytes(reviewer.saved())
    result = run("refresh", tmp_path / "审阅.docx", UNIT, "-o", tmp_path / "新.docx", "--json")
    data = json.loads(result.stdout)
    assert (result.exit_code, data["changes"], len(data["outputs"])) == (0, 0, 2)
    assert data["findings"][0]["code"] == "REFRESH-NUMBER" and data.keys() == KEYS | {"outputs", "changes"}
    account = with_change(read(UNIT), "T1", "总计", "决算数", "收入", "10")
    (tmp_path / "新数.json").write_bytes(saved(account))
    result = run("refresh", tmp_path / "审阅.docx", tmp_path / "新数.json", "-o", tmp_path / "新.docx")
    assert result.exit_code == 1 and "REFRESH-CONFLICT" in result.stderr and "477.63" in result.stderr


def test_the_complete_seed_is_accepted_as_final(tmp_path: Path) -> None:
    assert run("build", UNIT, "-o", tmp_path, "--final").exit_code == 0
    assert (tmp_path / f"{NAME}.docx").exists()


def test_fast_writes_a_larger_file_and_says_the_same(tmp_path: Path) -> None:
    small, fast = run("build", UNIT, "-o", tmp_path / "small"), run("build", UNIT, "-o", tmp_path / "fast", "--fast")
    assert fast.exit_code == small.exit_code == 0
    (small_file,), (fast_file,) = ((tmp_path / name).glob("*.docx") for name in ("small", "fast"))
    assert fast_file.stat().st_size > small_file.stat().st_size


def test_final_refuses_while_a_fact_is_missing_and_writes_nothing(tmp_path: Path) -> None:
    unit = edited(tmp_path, "  2050299: 343.55\n", "")
    result = run("build", unit, "-o", tmp_path / "out", "--final")
    assert result.exit_code == 1
    assert not (tmp_path / "out").exists()
    assert "没有定稿" in result.stderr


def test_a_draft_with_missing_facts_is_written_and_exits_0(tmp_path: Path) -> None:
    unit = edited(tmp_path, "  2050299: 343.55\n", "")
    result = run("build", unit, "-o", tmp_path / "out", "--format", "text")
    assert result.exit_code == 0
    assert "【待填：" in (tmp_path / "out" / f"{NAME}.text").read_text("utf-8")


def test_json_is_one_object_on_stdout_and_the_rest_on_stderr(tmp_path: Path) -> None:
    result = run("build", UNIT, "-o", tmp_path, "--json")
    data = json.loads(result.stdout)
    assert data.keys() == KEYS | {"outputs"}
    assert (data["unit"], data["year"], data["edition"]) == ("株洲市教育技术装备所", 2020, "hunan/2020")
    assert all(Path(file).exists() for file in data["outputs"])


def test_check_json_gives_each_finding_with_its_places() -> None:
    data = json.loads(run("check", UNIT, "--json").stdout)
    assert data.keys() == KEYS
    rounding = [finding for finding in data["findings"] if finding["code"] == "BASIC-EXPENDITURE"]
    assert {"file": "公开表.xlsx", "sheet": "5 一般公共预算财政拨款支出决算表", "cell": "D7"} in rounding[0]["where"]


def test_check_exits_1_on_an_error(tmp_path: Path) -> None:
    unit = edited(tmp_path, "总额: 24.76", "总额: 34.76")
    result = run("check", unit)
    assert result.exit_code == 1
    assert "[错误]" in result.stderr and "24.76" in result.stderr and "34.76" in result.stderr


def test_two_inputs_with_one_output_name_are_both_refused(tmp_path: Path) -> None:
    shutil.copytree(UNIT, tmp_path / "copy")
    result = run("build", UNIT, tmp_path / "copy", "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert not (tmp_path / "out").exists()
    assert result.stderr.count("OUTPUT-TWICE") == 2


def test_an_unusable_input_does_not_stop_the_other(tmp_path: Path) -> None:
    result = run("build", tmp_path / "无此文件", UNIT, "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert (tmp_path / "out" / f"{NAME}.docx").exists()
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("build", UNIT, "-o", "out", "--format", "pdf"), "没有“pdf”这种格式"),
        (("check", UNIT, "--edition", "湖南省"), "应写成“地区/年度”"),
        (("trace", UNIT, "没有的数"), "没有名为“没有的数”的数"),
        (("check", "不存在的输入"), "找不到"),
    ],
)
def test_a_call_that_cannot_be_served_exits_2_and_says_why(arguments: tuple[str | Path, ...], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_the_form_of_the_tables_tells_the_region(tmp_path: Path) -> None:
    unit = edited(tmp_path, "版式: hunan/2020\n", "")
    data = json.loads(run("check", unit, "--json").stdout)
    assert data["edition"] == "hunan/2020"
    assert "EDITION-RECOGNISED" in {finding["code"] for finding in data["findings"]}


def test_the_year_is_taken_from_the_call_before_the_input(tmp_path: Path) -> None:
    assert run("build", UNIT, "-o", tmp_path, "--year", "2021").exit_code == 0
    assert (tmp_path / "株洲市教育技术装备所-2021.docx").exists()


def test_trace_reaches_cells_and_lines() -> None:
    said = run("trace", UNIT, "收支总计增减率").stdout
    assert "公开表.xlsx" in said and "!C37" in said and "填报.yaml:" in said and "518.39" in said


def test_trace_takes_an_id_and_gives_json() -> None:
    data = json.loads(run("trace", UNIT, "personnel_share", "--json").stdout)
    assert data["figure"]["label"] == "人员经费占基本支出"
    assert {operand["value"] for operand in data["figure"]["operands"]} == {"319.27", "353.88"}


def test_figures_lists_the_lists_that_phrases_go_through() -> None:
    lists = json.loads(run("figures", "--json").stdout)["lists"]
    assert {"name": "收入项目", "description": "表2合计行中不为零的收入"} in lists
    assert "收入项目\t清单\t表2合计行中不为零的收入\n" in run("figures").stdout


def test_figures_lists_every_label_with_unit_formula_and_reference() -> None:
    rows = json.loads(run("figures", "--json").stdout)["figures"]
    assert all(row["label"] and row["unit"] and row["formula"] and row["reference"] and row["id"] for row in rows)
    assert "收支总计" in {row["label"] for row in rows}


def test_a_saved_account_gives_the_same_report(tmp_path: Path) -> None:
    assert run("read", UNIT, "-o", tmp_path / "account.json").exit_code == 0
    run("build", UNIT, "-o", tmp_path / "a")
    run("build", tmp_path / "account.json", "-o", tmp_path / "b")
    assert (tmp_path / "a" / f"{NAME}.docx").read_bytes() == (tmp_path / "b" / f"{NAME}.docx").read_bytes()


def test_the_schema_is_that_of_the_saved_account(tmp_path: Path) -> None:
    schema = json.loads(run("schema").stdout)
    run("read", UNIT, "-o", tmp_path / "account.json")
    saved = json.loads((tmp_path / "account.json").read_text("utf-8"))
    assert set(saved) <= set(schema["properties"])


def test_the_version_loads_no_heavy_library() -> None:
    call = "main(['--version'], standalone_mode=False)"
    code = f"import sys; from narrator.cli import main; {call}; print(sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "narrator 0." in loaded
    assert not [name for name in ("pydantic", "jinja2", "docx", "openpyxl") if f"'{name}'" in loaded]


def test_help_is_in_chinese() -> None:
    for command in ("build", "check", "trace", "figures", "read", "schema"):
        help = run(command, "--help").stdout
        assert run(command, "--help").exit_code == 0
        assert any("\u4e00" <= character <= "\u9fff" for character in help.splitlines()[2])


def test_an_output_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("build", UNIT, "-o", tmp_path / "file" / "below", "--json")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["findings"][0]["message"].startswith("无法写入")
    assert "Traceback" not in result.output


def test_final_tells_in_the_findings_why_it_refuses(tmp_path: Path) -> None:
    unit = edited(tmp_path, "版式: hunan/2020\n", "")
    data = json.loads(run("build", unit, "-o", tmp_path / "out", "--final", "--json").stdout)
    told = {each["code"]: each for each in data["findings"]}
    assert "还有待填1处" in told["FINAL-REFUSED"]["message"]
    assert (told["EDITION-RECOGNISED"]["level"], "版式" in told["EDITION-RECOGNISED"]["message"]) == ("待填", True)
    assert "先改正错误、补齐待填" in run("check", unit).stderr


def test_findings_of_several_inputs_say_whose_they_are(tmp_path: Path) -> None:
    other = edited(tmp_path, "单位: 株洲市教育技术装备所\n", "单位: 另一所\n")
    data = json.loads(run("build", UNIT, other, "-o", tmp_path / "out", "--json").stdout)
    rounding = [each["where"][0]["file"] for each in data["findings"] if each["code"] == "BASIC-EXPENDITURE"]
    assert rounding == [f"{UNIT}/公开表.xlsx", f"{other}/公开表.xlsx"]


def test_the_findings_file_is_the_same_wherever_it_is_written(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        run("build", UNIT, "-o", tmp_path / folder)
    assert (tmp_path / "a" / f"{NAME}.findings.json").read_bytes() == (
        tmp_path / "b" / f"{NAME}.findings.json"
    ).read_bytes()


@pytest.mark.parametrize("call", [("build", "--json"), ("frob", "--json"), ("check", "x", "y", "--json")])
def test_a_wrong_call_with_json_still_prints_one_object(call: tuple[str, ...]) -> None:
    result = run(*call)
    assert result.exit_code == 2
    assert json.loads(result.stdout)["findings"][0]["code"] == "CALL"


def test_the_package_gives_the_verbs_again_and_again(tmp_path: Path) -> None:
    unit = repr(str(UNIT))
    calls = f"narrator.check({unit}); narrator.check({unit}); narrator.read({unit})"
    code = f"import narrator; {calls}; print(len(narrator.build({unit}, {str(tmp_path)!r})))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "1\n"


@pytest.mark.parametrize(
    "id", ["total.change_rate", "general_public_budget.share", "T5.2050299", "T6.301", "project.3"]
)
def test_a_figure_is_traced_by_its_id(id: str) -> None:
    data = json.loads(run("trace", UNIT, id, "--json").stdout)
    assert data["figure"]["id"] == id and data["figure"]["value"] is not None


def test_every_figure_of_the_report_can_be_traced_by_label_and_id(tmp_path: Path) -> None:
    run("build", UNIT, "-o", tmp_path, "--format", "json")
    figures = Figures(read(UNIT))
    named = json.loads((tmp_path / f"{NAME}.json").read_text("utf-8"))["figures"]
    assert len(named) > 90
    for label, figure in named.items():
        assert figures[label].label == label
        assert figures[figure["id"]].label == label, figure


def test_a_cell_that_cannot_be_read_is_asked_for_and_never_a_zero(tmp_path: Path) -> None:
    unit = shutil.copytree(UNIT, tmp_path / "unit")
    book = load_workbook(unit / "公开表.xlsx")
    book.worksheets[0]["C37"] = "=C33+C35"
    book.save(unit / "公开表.xlsx")
    draft = check(unit)
    errors = [finding.code for finding in draft.findings if finding.level == "错误"]
    assert errors == ["READ-FORMULA-NOT-COMPUTED"]
    texts = [paragraph.text for paragraph in draft.document.paragraphs()] if draft.document else []
    assert any(text.startswith("2020年度收、支总计【待填：收支总计】万元") for text in texts)
    assert not any("总计0万元" in text for text in texts)


def test_a_unit_with_other_income_is_asked_for_its_whole_initial_budget(tmp_path: Path) -> None:
    account = with_change(read(UNIT), "T4", "一般公共预算财政拨款", "决算数", "收入", "-60")
    assert not Figures(account)["预算调整"].known
    given = with_facts(account, {"部门年初预算合计": "460"})
    assert Figures(given)["预算调整"] == Decimal("7.63")


def test_a_port_that_is_none_is_told_in_chinese() -> None:
    result = CliRunner().invoke(main, ["serve", "--port", "70000"])
    assert result.exit_code == 2
    assert "“70000”不是0到65535之间的端口" in result.output
