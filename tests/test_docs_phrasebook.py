"""The manual for people who write editions: its files make an edition, its commands print what it shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from narrator.cli import main
from narrator.draft import draft
from narrator.narrate.cases import run_cases
from narrator.phrasebook.library import Library
from narrator.read import read
from narrator.write.docx_chart import charts

ROOT = Path(__file__).parents[1]
MANUAL = (ROOT / "docs" / "phrasebook.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", MANUAL, re.MULTILINE | re.DOTALL)
FILES = {found[1]: text for kind, text in BLOCKS if kind == "yaml" and (found := re.match(r"# (example/\S+)\n", text))}
SHOWN = [
    (line, BLOCKS[i + 1][1] if BLOCKS[i + 1][0] == "text" else None)
    for i, (kind, text) in enumerate(BLOCKS)
    if kind == "sh"
    for line in text.splitlines()
]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with the edition that the manual writes."""
    for name, text in FILES.items():
        file = tmp_path / "own" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return tmp_path / "own"


@pytest.mark.parametrize(("line", "printed"), SHOWN, ids=[line for line, _ in SHOWN])
def test_a_command_of_the_manual_prints_what_it_shows(own: Path, line: str, printed: str | None) -> None:
    out = str(own.parent / "out")
    words = {
        "我的版式": str(own),
        "outputs": out,
        "inputs/株洲市教育技术装备所-2020": str(ROOT / "inputs" / "株洲市教育技术装备所-2020"),
    }
    result = CliRunner().invoke(main, [words.get(word, word) for word in shlex.split(line)[1:]])
    assert result.exit_code == 0, result.output
    assert printed is None or result.stdout == printed


def test_the_cases_of_the_manual_hold(own: Path) -> None:
    ran = run_cases(Library(own).load("example/2025"))
    assert ran and all(one.passed for one in ran)


def test_the_edition_of_the_manual_changes_just_what_it_says(own: Path) -> None:
    mine, theirs = (Library(own).load(name) for name in ("example/2025", "hunan/2020"))
    assert mine.tables.tables["T1"].title == "收入支出决算表"
    assert mine.tables.tables["T2"] == theirs.tables.tables["T2"]
    assert set(theirs.outline.sections) - set(mine.outline.sections) == {"其他情况"}
    assert mine.phrases["财政拨款收支总体"] == theirs.phrases["财政拨款收支总体"]


def test_the_edition_of_the_manual_with_charts_draws_them(own: Path) -> None:
    account = read(ROOT / "inputs" / "株洲市教育技术装备所-2020").model_copy(update={"edition": "example/2028"})
    document = draft(account, Library(own)).document
    assert document
    assert [(chart.title, chart.kind, len(chart.categories)) for chart in charts(document)] == [
        ("图1　收、支决算总计变动情况图", "柱状图", 1),
        ("图2　收入决算结构图", "饼状图", 1),
        ("图3　支出决算结构图", "饼状图", 2),
    ]
