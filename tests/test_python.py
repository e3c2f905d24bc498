"""The Python that phrases become: it says what the text says, and can reach nothing else."""

from collections.abc import Mapping
from typing import Any

import pytest

from narrator.errors import PhrasebookError
from narrator.phrasebook.language import Language, Numbers
from narrator.phrasebook.parsed import parse
from narrator.phrasebook.phrase import CONDITION
from narrator.phrasebook.python import compiled
from narrator.phrasebook.templates import Templates

WORDS = Language(Numbers(2, amount_trim=False, amount_thousands=False, percent_trim=False))


class Values(dict[str, Any]):
    """A scope of values by name."""

    percent_places = 2

    def field(self, value: Any, name: str) -> Any:
        return value[name]


def templates(*texts: str, phrases: tuple[str, ...] = ()) -> Templates:
    trees = {text: parse(f"{{{{ {text[2:]} }}}}" if text.startswith(CONDITION) else text) for text in texts}
    return Templates(WORDS, {}, compiled(trees, phrases))


def said(text: str, local: Mapping[str, Any], **values: Any) -> Any:
    return templates(text).text(text)(Values(values), local)


def holds(text: str, local: Mapping[str, Any] = {}, **values: Any) -> Any:
    return templates(CONDITION + text).condition(text)(Values(values), local)


@pytest.mark.parametrize("text", ["“甲”'乙'\"丙\"", "一\n二\\n", "{ }", "f'{l}'", ""])
def test_a_literal_stays_as_it_is_written(text: str) -> None:
    assert said(text, {}) == ((text,) if text else ())


def test_a_local_value_goes_before_one_of_the_scope_and_so_does_what_stands_after_its_dot() -> None:
    assert said("{{ 甲 }}{{ 乙 }}", {"甲": 1}, 甲=2, 乙=3) == (1, 3)
    assert said("{{ 甲.子 }}", {"甲": {"子": 1}}) == (1,)
    assert said("{{ 甲.子 }}", {}, **{"甲.子": 2}) == (2,)


@pytest.mark.parametrize(
    ("condition", "true"),
    [
        ("甲 > 1 and 乙 == 2 or not 甲", True),
        ("甲 > 3 and (乙 == 2 or 甲)", False),
        ("(甲 > 3 and 乙) or 甲 >= 3", True),
    ],
)
def test_a_condition_binds_as_it_is_written(condition: str, true: bool) -> None:
    assert bool(holds(condition, 甲=3, 乙=2)) == true


def test_a_condition_of_many_parts_is_no_deeper_than_one_of_two() -> None:
    assert holds(" or ".join(f"甲 == {number}" for number in range(250)), 甲=249)


def test_nothing_of_python_can_be_reached() -> None:
    with pytest.raises(KeyError, match="__builtins__"):
        said("{{ __builtins__ }}", {})
    for text in ("{{ 甲[0] }}", "{{ 甲() + 1 }}", "{{ [1] }}", "{{ 甲.子() }}"):
        with pytest.raises(PhrasebookError, match="不能用这种写法"):
            templates(text)
