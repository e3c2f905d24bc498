"""A number that cannot be read is told by what is wrong with it; blanks and 万 are no mistakes."""

from decimal import Decimal
from pathlib import Path

import pytest

from narrator.read import read


def told(tmp_path: Path, text: str) -> list[str]:
    (tmp_path / "填报.yaml").write_text(text, "utf-8")
    return [finding.message for finding in read(tmp_path / "填报.yaml").findings if finding.code == "READ-BAD-FACT"]


@pytest.mark.parametrize(
    "written",
    ["467.63 万元", "467.63万", "467.63 万", "4,676,300 元", "４６７．６３", " 467.63　万 元"],
)
def test_blanks_and_units_are_read(tmp_path: Path, written: str) -> None:
    (tmp_path / "填报.yaml").write_text(f'机关运行经费: "{written}"\n人员:\n  在职: "13 人"\n', "utf-8")
    facts = read(tmp_path / "填报.yaml").facts
    assert (facts.agency_operating_funds, facts.staff.on_post) == (Decimal("467.63"), 13)


def test_a_minus_sign_is_one(tmp_path: Path) -> None:
    (tmp_path / "填报.yaml").write_text('机关运行经费: "−3.5"\n', "utf-8")
    assert read(tmp_path / "填报.yaml").facts.agency_operating_funds == Decimal("-3.5")


@pytest.mark.parametrize(
    ("fact", "says"),
    [
        ('机关运行经费: "￥518.39"', "“机关运行经费”的值“￥518.39”写了“￥”，单位是元还是万元不清楚"),
        ('机关运行经费: "518。39"', "小数点写成了句号“。”，请写成 518.39"),
        ("机关运行经费: 999999999999999999999", "太大（整数部分有21位）"),
        ("机关运行经费: 1.12345678901", "小数位太多（11位）"),
        ("机关运行经费: 约五百万", "不是金额"),
        ('机关运行经费: "467 63"', "不是金额"),
        ('人员: {在职: "1 3"}', "不是个数"),
        ("人员: {在职: -3}", "是负数，这里不能小于 0"),
        ('人员: {在职: "−3人"}', "是负数，这里不能小于 0"),
        ("人员: {在职: 13.5}", "不是整数，请写成整数"),
        ("人员: {在职: 999999999999999999999}", "太大（整数部分有21位）"),
        ('人员: {在职: "13。5"}', "小数点写成了句号"),
        ("人员: {在职: 十三人}", "不是个数，请写成整数"),
    ],
)
def test_what_is_wrong_with_a_number_is_told(tmp_path: Path, fact: str, says: str) -> None:
    (message,) = told(tmp_path, f"{fact}\n")
    assert says in message and message.endswith("没有读入，请改正")
