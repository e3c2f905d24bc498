"""What was meant by a misspelt name, and what Jinja says, are told in Chinese wherever a name is written."""

from pathlib import Path

import jinja2
import own_edition
import pytest
from click.testing import CliRunner
from real_units import with_facts, zhuzhou

import narrator
from narrator.alike import meant
from narrator.cli import main
from narrator.figures import Figures, UnknownFigure
from narrator.figures.names import labels, unknown_names
from narrator.narrate.narrator import Narrator
from narrator.phrasebook.library import Library, library
from narrator.phrasebook.lint import lint
from narrator.phrasebook.syntax import told

SEED = Path(__file__).parents[1] / "inputs" / "株洲市教育技术装备所-2020"
MISSPELT = ("收支总计增减律", "收支总计增减率")


def test_the_name_that_is_meant_is_the_nearest_of_the_same_length() -> None:
    assert meant(MISSPELT[0], labels()) == f"是不是“{MISSPELT[1]}”？"
    assert meant("魑魅魍魉", labels()) == ""


def test_trace_tells_the_figure_that_was_meant() -> None:
    with pytest.raises(UnknownFigure, match=f"没有名为“{MISSPELT[0]}”的数.*是不是“{MISSPELT[1]}”"):
        narrator.trace(SEED, MISSPELT[0])


def test_prose_and_facts_that_name_no_figure_are_told_which_was_meant() -> None:
    reason = {"用于": ["收支总计", "收支总记"], "原因": "见{收支总计增减律}"}
    account = with_facts(zhuzhou(), {"上年数": {"收支总计": 1}, "增减原因": [reason]})
    (finding,) = unknown_names(Figures(account))
    assert "“收支总记”不是任何数的名称" in finding.message and "是不是“收支总计”？" in finding.message
    teller = Narrator(library().load("hunan/2020"), Figures(account))
    teller.say("收支总体", "x")
    assert [finding.code for finding in teller.findings() if MISSPELT[1] in finding.message] == ["TEXT-FIGURE"]


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("phrases/a", "收支总体:\n  say: 甲{{ 收支总记 | 万元 }}万元\n", "是不是“收支总计”？"),
        ("phrases/a", "收支总体:\n  say: 甲{{ 收支总计.增减律 | 百分比 }}%\n", "是不是“增减率”？"),
        ("phrases/a", "收支总体:\n  say: 甲{{ 收支总计 | 万元 万元 }}万元\n", "“万元”的前面少了竖线"),
        ("outline", "sections:\n  情况说明部分:\n    sections: [收支总体情兄]\n", "是不是“收支总体情况”？"),
        ("outline", "sections:\n  收支总体情况:\n    say: [收支总休]\n", "是不是“收支总体”？"),
    ],
)
def test_lint_tells_the_name_that_was_meant(kind: str, text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "example" / "2025" / "phrases").mkdir(parents=True)
    own = own_edition.write(tmp_path, "example/2025", {"edition": own_edition.EXAMPLE["edition"], kind: text})
    assert message in "".join(finding.message for finding in lint(Library(own), "example/2025"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["try", "hunan/2020", "收支总休"], "是不是“收支总体”？"),
        (["try", "hunan/2020", "收支总体", "--set", "收支总记=1"], "是不是“收支总计”？"),
        (["show", "hunan/2020", "收支总休"], "是不是“收支总体”？"),
    ],
)
def test_the_tools_tell_the_name_that_was_meant(arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(main, ["phrasebook", *arguments])
    assert result.exit_code == 2 and message in result.output


JINJA = """{{ 甲 乙 }}
{{ 甲 ｜ 万元 }}
{{ 甲 | }}
{{ }}
{{ 甲
{{ (甲 }}
{{ 甲) }}
{{ 甲.. }}
{# 甲
{{ '甲 }}
{{ 甲 == }}
{{ 甲 is }}
{{ 1 2 }}
{{ 甲[ }}
{{ 甲 = 乙 }}
{{ f(a=1,2) }}
{{ {1} }}"""


@pytest.mark.parametrize("text", JINJA.splitlines())
def test_what_jinja_says_is_told_in_chinese(text: str) -> None:
    with pytest.raises(jinja2.TemplateSyntaxError) as error:
        jinja2.Environment().parse(text)
    words = told(error.value.message or "")
    assert words and not any(word in words for word in ("expected", "token", "end of"))
