import re
from dataclasses import replace
from pathlib import Path

import pytest
from real_units import putuo, zhuzhou
from rule_examples import with_rows

from narrator.account import Account, Row
from narrator.account.cells import Model
from narrator.check import check
from narrator.check.classification import CodeList, Codes, codes
from narrator.check.lines import line
from narrator.data_file import load
from narrator.errors import PhrasebookError
from narrator.finding import Level


def test_every_expenditure_line_of_both_forms_belongs_to_one_class() -> None:
    for account in (zhuzhou(), putuo()):
        for table_id in ("T1", "T4"):
            table = account.tables[table_id]
            printed = [row for row in table.rows if row.side == "支出"][:26]
            found = [line(table, code) for code in codes().classes]
            assert [row for row in printed if found.count(row) != 1] == []


def test_a_class_is_found_by_the_name_of_another_year() -> None:
    table = zhuzhou().tables["T1"]
    rows = [
        replace(row, name="国土海洋气象等支出") if row.name == "自然资源海洋气象等支出" else row for row in table.rows
    ]
    renamed = line(type(table).model_validate({**table.model_dump(), "rows": rows}), "220")
    assert renamed and renamed.label == "十八、自然资源海洋气象等支出"


def test_an_unknown_class_has_no_line() -> None:
    assert line(zhuzhou().tables["T1"], "299") is None


LISTS = [*codes().functional, *codes().economic]


@pytest.mark.parametrize("one", LISTS, ids=lambda one: one.source)
def test_every_list_of_codes_tells_its_source(one: CodeList) -> None:
    assert one.source and one.names
    assert one.year or "财决05表" in one.source


def test_every_listed_code_stands_below_a_listed_one() -> None:
    for names in (codes().functional_names, codes().economic_names):
        assert {len(code) for code in names} <= {3, 5, 7}
        assert [code for code in names if len(code) > 3 and code[:-2] not in names] == []


def test_no_listed_name_carries_a_code_or_a_blank() -> None:
    names = [name for one in LISTS for name in one.names.values()]
    assert [name for name in names if re.search(r"[\d\s]", name)] == []


@pytest.mark.parametrize("account", [zhuzhou(), putuo()], ids=lambda account: account.unit)
def test_every_code_of_the_real_units_is_listed_with_its_name(account: Account) -> None:
    assert {finding.code for finding in check(account)} & {"CODE-UNLISTED", "CODE-STANDARD-NAME"} == set()


def test_all_unlisted_codes_are_one_finding_and_never_an_error() -> None:
    found = check(with_rows("T6", lambda rows: [_moved(row) if len(row.code) == 5 else row for row in rows]))
    (finding,) = (finding for finding in found if finding.code == "CODE-UNLISTED")
    assert finding.level == Level.NOTICE and len(finding.where) == 74
    assert finding.message.startswith("有74个科目不在本程序收录的科目表中：98101 基本工资、98102 津贴补贴、")
    assert "、98112 其他社会保障缴费等。" in finding.message


def _moved(row: Row) -> Row:
    return replace(row, code=f"98{row.code[2:]}")


def test_a_code_may_have_several_names_by_year() -> None:
    lists = [{"source": source, "year": year, "names": {"20106": name}} for source, year, name in TWO_NAMES]
    both = Codes.model_validate({"classes": {"201": ["一般公共服务支出"]}, "functional": lists, "economic": []})
    assert both.functional_names["20106"] == ("财政事务", "财政事务支出")
    assert both.functional_names["201"] == ("一般公共服务支出",)


TWO_NAMES = [("甲", 2020, "财政事务"), ("乙", 2024, "财政事务支出"), ("丙", 2025, "财政事务")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\nb: 2\n", r"x\.yaml:2：b：不认识的键"),
        ("{}", r"x\.yaml:1：a：缺少的键"),
        ("a: 一\n", r"x\.yaml:1：a：应写数字"),
        ("a: [\n", r"x\.yaml:\d+："),
        (None, "无法读取"),
    ],
)
def test_faults_of_a_data_file_are_told_with_their_line(tmp_path: Path, text: str | None, told: str) -> None:
    class One(Model):
        a: int

    file = tmp_path / "x.yaml"
    if text is not None:
        file.write_text(text, "utf-8")
    with pytest.raises(PhrasebookError, match=told):
        load(file, One)
