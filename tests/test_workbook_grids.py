"""Answers read from a form are those that its workbook would give."""

from pathlib import Path

import pytest
from filled_workbook import UNITS, account, form_of

from narrator.read.workbook import read_workbook
from narrator.workbook.answers import Answers, answers_of
from narrator.workbook.fields import NONE
from narrator.workbook.grids import facts_of
from narrator.workbook.read import read_form
from narrator.workbook.write import written

ODD = {
    "人员.编制": "十三",
    "年初预算.2050299": "3,435,500元",
    "政府采购": NONE,
    "政府采购.货物": "2",
    "单位概况.内设机构": ("办公\u200b室", "一\x07室"),
    "增减原因": ((("收支总计",), "退休2人"), (("公务用车费",), "同上")),
}


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
@pytest.mark.parametrize("odd", [False, True])
def test_a_form_reads_as_its_workbook_does(unit: Path, odd: bool, tmp_path: Path) -> None:
    given = answers_of(account(unit).facts)
    form = form_of(account(unit), Answers({**given, **ODD} if odd else given, frozenset({"人员.在职", "增减原因"})))
    file = tmp_path / "填报.xlsx"
    file.write_bytes(written(form))
    by_file = read_form(*read_workbook(file, file.name))
    read = facts_of(form, file.name)
    assert read.facts == by_file.facts
    assert read.findings == by_file.findings
    assert dict(read.places) == dict(by_file.places)
    assert dict(read.blanks) == dict(by_file.blanks)
    assert bool(read.findings) or not odd
