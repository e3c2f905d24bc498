"""Folders in which a user's editions are not where the program looks: what is said, and what to do."""

from pathlib import Path

import own_edition
import pytest
from click.testing import CliRunner
from real_units import zhuzhou

from narrator.cli import main
from narrator.narrate.choice import choose
from narrator.phrasebook import library as libraries
from narrator.phrasebook.library import Library

PHRASES = {"phrases": "收支总体:\n  say: 收支总计{{ 收支总计 | 万元 }}万元。\n"}


def _lint(name: str, folder: Path) -> str:
    result = CliRunner().invoke(main, ["phrasebook", "lint", name, "--phrasebook", str(folder)])
    assert result.exit_code != 0
    return result.output


@pytest.mark.parametrize("below", ["example", "example/2025"])
def test_a_folder_of_the_wrong_level_is_told_with_the_right_one(below: str, tmp_path: Path) -> None:
    own_edition.write(tmp_path, "example/2025", own_edition.EXAMPLE)
    assert f"这里是“{tmp_path}”，不是“{tmp_path / below}”" in _lint("example/2025", tmp_path / below)


def test_a_folder_without_edition_yaml_is_told(tmp_path: Path) -> None:
    own_edition.write(tmp_path, "example/2025", PHRASES)
    assert f"“{tmp_path / 'example/2025'}”里没有 edition.yaml" in _lint("example/2025", tmp_path)
    own_edition.write(tmp_path, "example/2026", own_edition.EXAMPLE)
    assert f"“{tmp_path / 'example/2025'}”里没有 edition.yaml" in _lint("example/2025", tmp_path)


@pytest.fixture
def incomplete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """The folder in the user's data, with one edition, and one folder of phrases alone."""
    own_edition.write(tmp_path, "example/2025", PHRASES)
    own_edition.write(tmp_path, "example/2026", own_edition.EXAMPLE | {"edition": "title: 例\nextends: hunan/2020\n"})
    monkeypatch.setattr(libraries, "own_phrasebook_folder", lambda: tmp_path)
    libraries.library.cache_clear()
    request.addfinalizer(libraries.library.cache_clear)
    return tmp_path


def test_a_folder_without_edition_yaml_in_the_users_data_is_listed(incomplete: Path) -> None:
    told = f"“{incomplete / 'example/2025'}”里没有 edition.yaml，不成版式；请补上（写 title、region、year、extends）"
    output = CliRunner().invoke(main, ["phrasebook", "list"]).output
    assert f"\nexample/2025\t{told}\n" in output and "example/2026\t例" in output
    for words in (
        ["show", "example/2027", "收支总体"],
        ["lint", "example/2027"],
        ["diff", "example/2027", "hunan/2020"],
    ):
        result = CliRunner().invoke(main, ["phrasebook", *words])
        assert result.exit_code == 2 and "没有名为“example/2027”的版式" in result.output and told in result.output


def test_a_report_in_a_folder_without_edition_yaml_says_why_another_edition_serves(incomplete: Path) -> None:
    (finding,) = choose(zhuzhou().model_copy(update={"edition": "example/2025"}), Library()).findings
    assert finding.code == "EDITION-NEAREST"
    assert finding.message.startswith(f"“{incomplete / 'example/2025'}”里没有 edition.yaml，不成版式")


def test_an_edition_yaml_with_another_ending_is_told_to_be_renamed(tmp_path: Path) -> None:
    own_edition.write(tmp_path, "example/2025", PHRASES)
    (tmp_path / "example/2025/edition.yaml.txt").write_text("title: 例\n", "utf-8")
    assert "“edition.yaml.txt”要改名为 edition.yaml" in _lint("example/2025", tmp_path)


def test_an_edition_of_the_programs_name_that_extends_itself_is_told_to_take_another(tmp_path: Path) -> None:
    text = "title: 湖南\nregion: hunan\nyear: 2020\nextends: hunan/2020\n"
    own_edition.write(tmp_path, "hunan/2020", {"edition": text})
    assert "“hunan/2020”不能引用自己" in (told := _lint("hunan/2020", tmp_path))
    assert "换一个地区名称" in told and "edition.yaml:4" in told
