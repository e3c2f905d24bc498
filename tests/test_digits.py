"""A slip of the keyboard that a gap gives away is told before the sum that it breaks, its cell first."""

import pytest
from real_units import with_change, zhuzhou

from narrator.check import check
from narrator.finding import Finding, Level


def error(table: str, row: str, column: str, change: str) -> Finding:
    found = check(with_change(zhuzhou(), table, row, column, "", change))  # type: ignore[arg-type]
    (finding,) = [one for one in found if one.level == Level.ERROR]
    return finding


@pytest.mark.parametrize(
    ("row", "change", "cell", "told"),
    [
        ("30101", "722.79", "C7", "C7 803.10像是多写了一位或小数点错了一位（应是80.31）"),
        ("30108", "2072.07", "C12", "C12 2093.00像是小数点错了两位（应是20.93）"),
        ("30101", "-72.28", "C7", "C7 8.03像是少写了一位或小数点错了一位（应是80.30）"),
        ("30103", "1.80", "C9", "C9 63.14像是两个数字写颠倒了（应是61.34）"),
    ],
)
def test_the_amount_that_a_gap_gives_away_is_told_first(row: str, change: str, cell: str, told: str) -> None:
    finding = error("T6", row, "决算数", change)
    assert finding.code == "CLASS-PARTS" and told in finding.message
    assert cell in {place.cell for place in finding.where[:3]}


def test_a_gap_that_no_slip_explains_accuses_nobody() -> None:
    assert "像是" not in error("T6", "30101", "决算数", "1.23").message


def test_amounts_that_vanish_when_scaled_prove_no_other_unit() -> None:
    account = zhuzhou()
    for column in ("本年支出", "基本支出", "本年收入"):
        account = with_change(account, "T8", "合计", column, "", "10")
    codes = {one.code for one in check(account) if one.level == Level.ERROR}
    assert codes == {"APPROPRIATION-TOTALS"}


def test_a_blank_total_is_what_its_own_table_adds_up_to() -> None:
    account = with_change(zhuzhou(), "T6", "人员经费合计", "决算数", "", "-100")
    (finding,) = [one for one in check(account) if one.level == Level.ERROR]
    assert finding.code == "ONE-CELL" and "（应是319.27）" in finding.message
