import hashlib
from pathlib import Path

import pytest
from documents import style

import narrator.cache
from narrator.write.shell import shell

STYLE = style().model_dump_json()


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder of the user, and nothing in memory."""
    monkeypatch.setattr(narrator.cache, "cache_folder", lambda: tmp_path / "cache")
    shell.cache_clear()
    return tmp_path / "cache"


def kept(cache: Path) -> Path:
    return next(cache.glob("*.shell"))


def test_a_shell_is_kept_in_the_cache_folder_and_taken_from_there(cache: Path) -> None:
    made = shell(STYLE)
    other = b"kept by an earlier process"
    kept(cache).write_bytes(hashlib.sha256(other).digest() + other)
    assert shell(STYLE) is made
    shell.cache_clear()
    assert shell(STYLE) == other
    shell.cache_clear()


@pytest.mark.parametrize("lost", [slice(0, None), slice(-1, None), slice(500, 501)])
def test_a_damaged_shell_is_made_again(cache: Path, lost: slice) -> None:
    made = shell(STYLE)
    whole = kept(cache).read_bytes()
    damaged = bytearray(whole)
    del damaged[lost]
    kept(cache).write_bytes(damaged)
    shell.cache_clear()
    assert shell(STYLE) == made
    assert kept(cache).read_bytes() == whole


def test_a_shell_is_made_where_no_cache_folder_can_be(cache: Path) -> None:
    made = shell(STYLE)
    kept(cache).unlink()
    cache.rmdir()
    cache.write_text("a file where the folder should be")
    shell.cache_clear()
    assert shell(STYLE) == made


def test_nothing_half_written_stays_in_the_cache_folder(cache: Path) -> None:
    shell(STYLE)
    assert [file.suffix for file in cache.iterdir()] == [".shell"]


def test_another_page_style_has_another_shell(cache: Path) -> None:
    wider = style().model_copy(update={"language": "zh-TW"})
    assert shell(wider.model_dump_json()) != shell(STYLE)
    assert len(list(cache.glob("*.shell"))) == 2
