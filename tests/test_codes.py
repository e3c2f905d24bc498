from pathlib import Path

import pytest
from real_units import putuo, zhuzhou

from narrator.account.cells import Model
from narrator.check.lines import codes, line
from narrator.data_file import load
from narrator.errors import PhrasebookError


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
        row.model_copy(update={"name": "国土海洋气象等支出"}) if row.name == "自然资源海洋气象等支出" else row
        for row in table.rows
    ]
    renamed = line(type(table).model_validate({**table.model_dump(), "rows": rows}), "220")
    assert renamed and renamed.label == "十八、自然资源海洋气象等支出"


def test_an_unknown_class_has_no_line() -> None:
    assert line(zhuzhou().tables["T1"], "299") is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\nb: 2\n", r"x\.yaml:2：b：不认识的键"),
        ("{}", r"x\.yaml:1：a：缺少的键"),
        ("a: 一\n", r"x\.yaml:1：a：值不合要求"),
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
