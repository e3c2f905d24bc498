import subprocess
import sys
from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from narrator.numerals import chinese_numeral


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"),
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (21, "二十一"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1010, "一千零一十"),
        (2050, "二千零五十"),
        (100_000, "十万"),
        (105_000, "十万五千"),
        (10_010_010, "一千零一万零一十"),
        (300_008_461, "三亿零八千四百六十一"),
        (1_000_000_000_001, "一万亿零一"),
        (-12, "负十二"),
    ],
)
def test_numbers_are_read_as_in_headings(number: int, words: str) -> None:
    assert chinese_numeral(number) == words


@given(st.integers(0, 10**16 - 1))
def test_numerals_agree_with_cn2an_where_cn2an_is_right(number: int) -> None:
    empty_wan_after_yi = number >= 10**8 and number // 10**4 % 10**4 == 0
    if not empty_wan_after_yi:
        assert chinese_numeral(number) == cn2an.an2cn(number, "low")


def test_the_converter_stands_in_the_registry_of_num2words() -> None:
    chinese_numeral(1000)
    assert num2words(11, lang="zh", to="ordinal") == "第十一"
    assert num2words(11, lang="zh", to="ordinal_num") == "第11"
    assert num2words(2020, lang="zh", to="year") == "二〇二〇"
    assert num2words("12", lang="zh") == "十二"
    with pytest.raises(TypeError):
        num2words(Decimal("1.5"), lang="zh")


def test_what_is_kept_of_the_first_numerals_is_what_num2words_says() -> None:
    chinese_numeral(1000)
    assert [chinese_numeral(number) for number in range(120)] == [num2words(number, lang="zh") for number in range(120)]


def test_numerals_that_are_kept_do_not_load_num2words() -> None:
    chinese_numeral(1)
    code = (
        "import sys; from narrator.numerals import chinese_numeral as said\n"
        "sys.exit(said(21) + str('num2words' in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert done.stderr == "二十一False\n"
