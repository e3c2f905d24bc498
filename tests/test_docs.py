"""The documentation against the program: every command shown exists with the options shown."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from narrator.cli import COMMANDS, main
from narrator.phrasebook.library import Library

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
SCALE = (ROOT / "docs" / "scale.md").read_text("utf-8")


def shown(text: str) -> list[list[str]]:
    """The commands in a text, as words."""
    found = re.findall(r"^(?:\.venv\\Scripts\\)?narrator ([a-z].+)$", text, re.MULTILINE)
    return [match.split("#")[0].split() for match in found]


SHOWN = shown(README)


@pytest.mark.parametrize("words", SHOWN + shown(SCALE), ids=" ".join)
def test_every_command_shown_parses(words: list[str]) -> None:
    words = list(words)
    command: click.Command = main
    while isinstance(command, click.Group):
        found = command.get_command(click.Context(command), words.pop(0))
        assert found is not None
        command = found
    known = {name for parameter in command.params for name in parameter.opts}
    assert {word for word in words if word.startswith("-")} <= known
    with click.Context(command) as context:
        command.parse_args(context, list(words))


def test_the_readme_shows_every_command() -> None:
    assert {words[0] for words in SHOWN} == set(COMMANDS)


@pytest.mark.parametrize("file", ["README.md", "CONTRIBUTING.md"])
def test_every_path_named_exists(file: str) -> None:
    text = (ROOT / file).read_text("utf-8")
    paths = re.findall(r"\]\(([^)]+)\)|`((?:narrator|phrasebook|tests|docs|bench)/[^`<*]+)`", text)
    assert paths
    assert [path for pair in paths for path in pair if path and not (ROOT / path).exists()] == []


def test_the_readme_names_every_edition() -> None:
    assert re.findall(r"^\| `(\w+/\d{4})`", README, re.MULTILINE) == sorted(Library().names(), key=_national_first)


def _national_first(name: str) -> tuple[bool, str]:
    return not name.startswith("national/"), name
