"""Blank cells: a zero where their table has amounts beside them, unknown where a total was forgotten."""

from decimal import Decimal
from pathlib import Path

import own_edition
import pytest

from narrator.account import Account, Cell, Row, Table
from narrator.figures import Figures
from narrator.narrate.narrator import Narrator
from narrator.phrasebook.library import Library
from narrator.read import read

SHANGHAI = Path(__file__).parent.parent / "inputs" / "上海市普陀区财政局-2024"


def _table(total: dict[str, str | None], line: dict[str, str | None]) -> Figures:
    rows = (_row("合计", "", total), _row("教育支出", "205", line))
    return Figures(Account(tables={"T2": Table(id="T2", title="收入决算表", rows=rows)}))


def _row(name: str, code: str, amounts: dict[str, str | None]) -> Row:
    cells = {column: Cell(value=None if text is None else Decimal(text)) for column, text in amounts.items()}
    return Row(code=code, name=name, label=name, cells=cells)


def test_a_blank_in_the_total_of_a_column_without_amounts_is_zero() -> None:
    figures = _table({"财政拨款收入": "10", "经营收入": None}, {"财政拨款收入": "10", "经营收入": None})
    figure = figures["经营收入"]
    assert (figure.value, figure.formula) == (0, "取自表格，空白按0")
    assert (figures["财政拨款收入"].value, figures["财政拨款收入"].formula) == (10, "取自表格")


def test_a_blank_in_the_total_of_a_column_with_amounts_is_unknown() -> None:
    figure = _table({"财政拨款收入": None}, {"财政拨款收入": "10"})["财政拨款收入"]
    assert (figure.value, figure.formula) == (None, "取自表格")


@pytest.mark.parametrize("phrase", ["收入明细", "支出明细"])
def test_zeros_are_listed_where_the_form_prints_blanks(phrase: str, tmp_path: Path) -> None:
    text = "title: 试\nregion: x\nyear: 2099\nextends: shanghai/2024\npolicies: {零项: 列出}\n"
    edition = Library(own_edition.write(tmp_path, "x/2099", {"edition": text})).load("x/2099")
    narrator = Narrator(edition, Figures(read(SHANGHAI)))
    said = "".join(run.text for run in narrator.say(phrase, phrase))
    assert "待填" not in said and "经营" in said and "0.00万元" in said
