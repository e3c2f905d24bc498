"""Folders in which a user's editions are not where the program looks: what is said, and what to do."""

from pathlib import Path

import own_edition
import pytest
from click.testing import CliRunner

from narrator.cli import main

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


def test_an_edition_of_the_programs_name_that_extends_itself_is_told_to_take_another(tmp_path: Path) -> None:
    text = "title: 湖南\nregion: hunan\nyear: 2020\nextends: hunan/2020\n"
    own_edition.write(tmp_path, "hunan/2020", {"edition": text})
    assert "“hunan/2020”不能引用自己" in (told := _lint("hunan/2020", tmp_path))
    assert "换一个地区名称" in told and "edition.yaml:4" in told
