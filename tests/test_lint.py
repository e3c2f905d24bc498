"""Every fault of an edition is found, alone and where it is written; the program's own editions have none."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from narrator.cli import main
from narrator.phrasebook.edition import Edition
from narrator.phrasebook.library import Library, library
from narrator.phrasebook.lint import lint
from narrator.phrasebook.phrase import Case
from narrator.phrasebook.proof import proved
from narrator.phrasebook.usage import Usage

ROOT = Path(__file__).parents[1]
BROKEN = sorted((ROOT / "tests" / "broken").iterdir())
LIBRARY = library()
CODES = re.compile(r'"((?:EDITION|PHRASE|TEXT|CASES|UNUSED)-[A-Z-]+)"')
SOURCES = [*(ROOT / "narrator" / "phrasebook").glob("*.py"), ROOT / "narrator" / "data_file.py"]


@pytest.mark.parametrize("folder", BROKEN, ids=lambda folder: folder.name)
def test_a_fault_is_told_once_at_its_line(folder: Path) -> None:
    found = lint(Library(folder), "broken/2099")
    edition = folder / "broken" / "2099"
    told = [(finding.code, str(finding.where[0]).removeprefix(f"{edition}/")) for finding in found]
    assert told == [(folder.name.partition(".")[0], (folder / "expect").read_text("utf-8").strip())]


def test_every_code_has_a_broken_file() -> None:
    codes = {code for file in SOURCES for code in CODES.findall(file.read_text("utf-8"))}
    assert codes == {folder.name.partition(".")[0] for folder in BROKEN}


@pytest.mark.parametrize("name", LIBRARY.names())
def test_an_edition_of_the_program_has_no_fault(name: str) -> None:
    assert lint(LIBRARY, name) == ()


def _own_cases(edition: Edition, usage: Usage) -> Iterator[tuple[str, int]]:
    """Each case of the phrases that the edition says, and that its own files write."""
    for name in usage.uses:
        if edition.sources["phrases"].origin(name).startswith(f"{edition.folder}/"):
            yield from ((name, i) for i in range(len(edition.phrases[name].cases)))


def _codes(edition: Edition, usage: Usage, name: str, cases: tuple[Case, ...]) -> set[str]:
    """What the proof says of a phrase with other cases."""
    phrase = edition.phrases[name].model_copy(update={"cases": cases})
    return {finding.code for finding in proved(replace(edition, phrases={name: phrase}), usage)}


@pytest.mark.parametrize("name", LIBRARY.names())
def test_the_proof_finds_every_case_that_is_taken_away_and_every_one_that_is_doubled(name: str) -> None:
    edition = LIBRARY.load(name)
    usage = Usage(edition)
    missed = []
    for phrase, i in _own_cases(edition, usage):
        cases = edition.phrases[phrase].cases
        if _codes(edition, usage, phrase, cases[:i] + cases[i + 1 :]) != {"CASES-GAP"}:
            missed.append(f"{phrase} without {cases[i].when}")
        if _codes(edition, usage, phrase, (*cases, cases[i])) != {"CASES-OVERLAP"}:
            missed.append(f"{phrase} with {cases[i].when} twice")
    assert missed == []


def test_a_gap_is_told_in_the_words_of_the_form() -> None:
    (finding,) = lint(Library(ROOT / "tests" / "broken" / "CASES-GAP"), "broken/2099")
    assert finding.message == "句子“具体引出”：当 收支总计=-100 时没有一种情形适用；请补上一种，或放宽某一种的条件"
    (finding,) = lint(Library(ROOT / "tests" / "broken" / "CASES-OVERLAP"), "broken/2099")
    assert finding.message == "句子“具体引出”：当 收支总计=0 时第1、2种情形同时适用；请收紧条件，使每次恰好一种适用"


def _lint(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["phrasebook", "lint", *words])
    return result.exit_code, result.output


def test_the_command_prints_file_and_line_first_and_fails_on_errors_only() -> None:
    broken = ROOT / "tests" / "broken"
    assert _lint("national/2024") == (0, "没有发现问题\n")
    code, output = _lint("broken/2099", "--phrasebook", str(broken / "PHRASE-FILTER"))
    assert (
        code,
        output.startswith(f"{broken}/PHRASE-FILTER/broken/2099/phrases.yaml:4 [错误] 收支总体：没有“亿元”"),
    ) == (1, True)
    code, output = _lint("broken/2099", "--phrasebook", str(broken / "UNUSED-PHRASE"), "--json")
    (finding,) = json.loads(output)["findings"]
    assert (code, finding["code"], finding["level"]) == (0, "UNUSED-PHRASE", "提示")


def test_a_case_that_does_not_hold_is_told_with_its_line(tmp_path: Path) -> None:
    edition = tmp_path / "own" / "2099"
    (edition / "cases").mkdir(parents=True)
    (edition / "edition.yaml").write_text("title: 自己的\nregion: own\nyear: 2099\nextends: national/2024\n", "utf-8")
    (edition / "cases" / "wrong.yaml").write_text(
        "收支总体:\n  - {name: 甲, figures: {收支总计: 1, 上年收支总计: 1}, expect: 不是这样}\n", "utf-8"
    )
    result = CliRunner().invoke(main, ["phrasebook", "lint", "own/2099", "--phrasebook", str(tmp_path), "--json"])
    (finding,) = (each for each in json.loads(result.stdout)["findings"] if each["code"] == "CASE-FAILS")
    assert result.exit_code == 1
    assert finding["where"][0]["line"] == 2 and "不是这样" in finding["message"]


def test_an_edition_that_extends_nothing_and_has_no_directions_is_told_so(tmp_path: Path) -> None:
    shutil.copytree(LIBRARY.folder("national/2024"), tmp_path / "national" / "2025")
    file = tmp_path / "national" / "2025" / "edition.yaml"
    text = re.sub(r"directions:\n.*\n.*\n", "", file.read_text("utf-8")).replace("year: 2024", "year: 2025")
    file.write_text(text, "utf-8")
    (finding,) = lint(Library(tmp_path), "national/2025")
    assert finding.code == "EDITION-DIRECTIONS" and "没有 up、down" in finding.message
    assert finding.where[0].file == str(file)


def test_a_folder_that_is_named_like_a_file_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "own" / "2099" / "phrases" / "a.yaml").mkdir(parents=True)
    file = tmp_path / "own" / "2099" / "edition.yaml"
    file.write_text("title: 自己的\nregion: own\nyear: 2099\nextends: national/2024\n", "utf-8")
    assert lint(Library(tmp_path), "own/2099") == ()


def test_a_broken_edition_does_not_hide_the_others() -> None:
    result = CliRunner().invoke(main, ["phrasebook", "list", "--phrasebook", str(ROOT / "tests/broken/EDITION-SHAPE")])
    assert result.exit_code == 0
    assert "broken/2099\t有错" in result.stdout and "hunan/2020\t湖南省" in result.stdout
