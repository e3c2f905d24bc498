"""Every message of reading and checking says what, where, with which values, and what to do."""

import re
from pathlib import Path

import pytest
from read_examples import EXAMPLES as READ_EXAMPLES
from real_units import with_change, with_facts, zhuzhou
from rule_examples import EXAMPLES as RULE_EXAMPLES
from rule_examples import Example
from test_check import BROKEN_CELLS, BROKEN_FACTS

from narrator.check import RULES, check
from narrator.finding import Finding

SOURCE = Path(__file__).parents[1] / "narrator"
REMEDY = re.compile(r"请|应(?!等于)|是不是|可以保留|知悉|建议")
OF_WHAT_IS_NOT_THERE = {"READ-NO-FACTS", "READ-NO-WORKBOOK", "READ-NO-YEAR", "READ-NO-UNIT-NAME", "READ-YEAR-FROM-NAME"}


def codes_in(folder: str) -> set[str]:
    texts = [path.read_text("utf-8") for path in (SOURCE / folder).glob("*.py")]
    return {code for text in texts for code in re.findall(r'"(READ-[A-Z0-9-]+)"', text)}


def of(code: str, findings: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in findings if finding.code == code]


def assert_says_where_and_what_to_do(finding: Finding) -> None:
    assert REMEDY.search(finding.message), finding.message
    assert re.search(r"\d|“.+”|《.+》", finding.message), finding.message
    assert not re.search(r"None|\{[a-z_]|Decimal|[A-Za-z]{3,}Error", finding.message), finding.message
    if finding.code in OF_WHAT_IS_NOT_THERE:
        assert re.search(r"填报|“.*xlsx”", finding.message)
    else:
        assert finding.where and all(map(str, finding.where)), finding.message


@pytest.mark.parametrize("code", sorted(READ_EXAMPLES))
def test_a_message_of_reading_says_where_and_what_to_do(code: str, tmp_path: Path) -> None:
    found = of(code, READ_EXAMPLES[code](tmp_path))
    assert len(found) == 1, "findings of one cause are one finding"
    assert_says_where_and_what_to_do(found[0])


def test_every_code_of_reading_has_an_example() -> None:
    assert codes_in("read") | codes_in("workbook") == set(READ_EXAMPLES)


@pytest.mark.parametrize("example", RULE_EXAMPLES, ids=lambda example: example.code)
def test_a_message_of_a_rule_says_where_and_what_to_do(example: Example) -> None:
    (finding,) = of(example.code, check(example.account()))
    assert_says_where_and_what_to_do(finding)


@pytest.mark.parametrize("case", BROKEN_FACTS, ids=lambda case: case[0])
def test_a_message_about_facts_says_where_and_what_to_do(case: tuple) -> None:
    code, _, path, given = case
    (finding,) = of(code, check(with_facts(zhuzhou(), given, path)))
    assert_says_where_and_what_to_do(finding)


@pytest.mark.parametrize("case", BROKEN_CELLS, ids=lambda case: "-".join(case[:4]))
def test_a_message_of_an_identity_says_both_values_and_how_much_is_tolerable(case: tuple) -> None:
    code, *change = case
    for finding in of(code, check(with_change(zhuzhou(), *change))):
        assert_says_where_and_what_to_do(finding)
        assert re.search(r"(相差|多出)[\d.]+（允许[\d.]+）", finding.message), finding.message
        assert len(re.findall(r"\d+\.\d\d", finding.message)) >= 3, finding.message
        assert finding.message.startswith(RULES[code].sentence)
