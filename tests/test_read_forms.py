"""The forms of the nine tables are data, and a slip in them is told with its line."""

import pytest

from narrator.errors import PhrasebookError
from narrator.paths import phrasebook_folder
from narrator.read.forms import load_forms, parse_forms

TEXT = (phrasebook_folder() / "forms.yaml").read_text("utf-8")


def test_every_table_has_its_own_titles():
    forms = load_forms()
    assert sorted(forms.forms) == [f"T{number}" for number in range(1, 10)]
    assert len(forms.titles) == sum(len(form.titles) for form in forms.forms.values())


def test_a_column_is_known_by_the_last_texts_of_its_header():
    form = load_forms().forms["T2"]
    assert form.column(("项目", "经营收入")) == "经营收入"
    assert form.column(("事业收入", "小计")) == "事业收入"
    assert form.column(("经营收入", "小计")) is None


def test_lines_are_named_without_numeral_and_by_one_of_their_names():
    form = load_forms().forms["T1"]
    assert form.name("三、国有资本经营财政拨款收入") == "国有资本经营预算财政拨款收入"
    assert form.name("使用非财政拨款结余（含专用结余）") == "使用非财政拨款结余"
    assert form.name("二十七、新设支出") == "新设支出"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("optional: [", "optionnal: [", r"forms.yaml:\d+：“forms.T9.optionnal”"),
        ("layout: two sides", "layout: three sides", r"forms.yaml:\d+：“forms.T1.layout”"),
        ("  T2:", "  T1:", r"forms.yaml:\d+：“T1”写了两次"),
    ],
)
def test_a_slip_in_the_forms_is_told_with_its_line(old, new, says):
    with pytest.raises(PhrasebookError, match=says):
        parse_forms(TEXT.replace(old, new, 1))
