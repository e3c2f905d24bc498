"""The library: which editions there are, what they extend, and that a kept one is never stale."""

from collections.abc import Iterator
from pathlib import Path

import own_edition
import pytest
from real_units import zhuzhou

from narrator import cache, paths
from narrator.compose.report import compose
from narrator.document import Paragraph
from narrator.errors import PhrasebookError
from narrator.figures import Figures
from narrator.narrate.narrator import Narrator
from narrator.paths import phrasebook_folder
from narrator.phrasebook import library as libraries
from narrator.phrasebook.edition import Edition, kept_edition
from narrator.phrasebook.library import Library

PROGRAM = ["hunan/2020", "hunan/2022", "national/2024", "shanghai/2024"]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder of this test alone."""
    monkeypatch.setattr(cache, "cache_folder", lambda: tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return own_edition.write(tmp_path / "own", "example/2025", own_edition.EXAMPLE)


def test_the_program_has_these_editions() -> None:
    assert list(Library().names()) == PROGRAM


def test_a_chain_begins_with_the_edition_that_extends_nothing(own: Path) -> None:
    assert Library(own).chain("example/2025") == ("national/2024", "hunan/2020", "example/2025")
    assert Library().chain("hunan/2022") == ("national/2024", "hunan/2020", "hunan/2022")


def test_an_edition_of_ones_own_changes_what_it_writes_and_nothing_else(own: Path) -> None:
    mine, theirs = Library(own).load("example/2025"), Library().load("hunan/2020")
    assert mine.tables.tables["T1"].title == "收入支出总表"
    assert mine.tables.tables["T1"].header == theirs.tables.tables["T1"].header
    assert set(theirs.outline.sections) - set(mine.outline.sections) == {"其他情况"}
    assert "其他情况" not in mine.outline.sections["情况说明部分"].sections
    assert {name for name, phrase in theirs.phrases.items() if mine.phrases.get(name) != phrase} == {
        "收支总体",
        "其他说明句",
        "各项其他说明",
    }
    assert mine.page == theirs.page and mine.glossary == theirs.glossary


def test_what_is_inherited_says_where_it_is_written(own: Path) -> None:
    phrases = Library(own).load("example/2025").sources["phrases"]
    assert phrases.origin("收支总体.say") == f"{own}/example/2025/phrases.yaml:2"
    assert phrases.origin("与上年相比").startswith(f"{phrasebook_folder()}/hunan/2020/phrases/")
    assert phrases.origin("增减句").startswith(f"{phrasebook_folder()}/national/2024/phrases/")


def test_an_edition_of_ones_own_comes_before_that_of_the_program(tmp_path: Path) -> None:
    text = "title: 自己的上海\nregion: shanghai\nyear: 2024\nextends: hunan/2022\n"
    editions = Library(own_edition.write(tmp_path, "shanghai/2024", {"edition": text}))
    assert editions.load("shanghai/2024").settings.title == "自己的上海"
    assert list(editions.names()) == PROGRAM


def test_the_folder_in_the_users_data_adds_editions_too(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "own_phrasebook_folder", lambda: own)
    assert "example/2025" in Library().names()
    assert paths.own_phrasebook_folder().parts[-2:] == ("narrator", "phrasebook")


def test_a_folder_that_does_not_exist_adds_nothing(tmp_path: Path) -> None:
    assert list(Library(tmp_path / "没有").names()) == PROGRAM


@pytest.mark.parametrize("length", [2, 3])
def test_editions_that_extend_each_other_are_told(tmp_path: Path, length: int) -> None:
    for n in range(length):
        text = f"title: 试\nextends: ring/{2020 + (n + 1) % length}\n"
        own_edition.write(tmp_path, f"ring/{2020 + n}", {"edition": text})
    with pytest.raises(PhrasebookError, match=r"edition\.yaml.*版式互相引用：ring/2020"):
        Library(tmp_path).load("ring/2020")


def test_a_missing_base_is_told(tmp_path: Path) -> None:
    own_edition.write(tmp_path, "example/2025", {"edition": "title: 试\nextends: hunan/2018\n"})
    with pytest.raises(PhrasebookError, match="没有名为“hunan/2018”的版式；可用的版式：example/2025、hunan/2020"):
        Library(tmp_path).load("example/2025")


def test_an_unknown_edition_is_told_with_those_there_are() -> None:
    with pytest.raises(PhrasebookError, match="没有名为“anhui/2023”的版式；可用的版式：hunan/2020、"):
        Library().load("anhui/2023")


def test_a_phrase_that_is_taken_away_but_still_said_is_told(tmp_path: Path) -> None:
    files = {**own_edition.EXAMPLE, "phrases": "占比句:\n"}
    with pytest.raises(PhrasebookError, match="占比句"):
        Library(own_edition.write(tmp_path, "example/2025", files)).load("example/2025")


def folders(own: Path) -> list[Path]:
    editions = Library(own)
    return [editions.folder(link) for link in editions.chain("example/2025")]


def report(edition: Edition) -> list[Paragraph]:
    account = zhuzhou()
    return list(compose(account, edition, Narrator(edition, Figures(account))).paragraphs())


def test_a_loaded_edition_is_kept_and_taken_up_again(kept: Path, own: Path) -> None:
    assert kept_edition("example/2025", folders(own)) is None
    loaded = Library(own).load("example/2025")
    again = kept_edition("example/2025", folders(own))
    assert again and again is not loaded
    assert (again.phrases, again.outline, again.tables) == (loaded.phrases, loaded.outline, loaded.tables)
    assert again.sources["phrases"].origins == loaded.sources["phrases"].origins
    assert [paragraph.text for paragraph in report(again)] == [paragraph.text for paragraph in report(loaded)]


def changed(own: Path) -> Iterator[None]:
    """Each way in which the files of an edition may change, one after the other."""
    file = own / "example/2025" / "phrases.yaml"
    file.write_text(file.read_text("utf-8").replace("都是", "均为"), "utf-8")
    yield
    own_edition.write(own, "example/2025", {"glossary": "terms: {甲: 乙}\n"})
    yield
    (own / "example/2025" / "glossary.yaml").unlink()
    file.unlink()
    yield


def test_a_kept_edition_is_not_used_once_a_file_changed(kept: Path, own: Path) -> None:
    Library(own).load("example/2025")
    for _ in changed(own):
        assert kept_edition("example/2025", folders(own)) is None
        Library(own).load("example/2025")
    assert Library(own).load("example/2025").phrases == Library().load("hunan/2020").phrases


def test_a_change_in_the_base_is_seen_in_what_extends_it(kept: Path, own: Path) -> None:
    own_edition.write(own, "example/2026", {"edition": "title: 次年\nextends: example/2025\n"})
    Library(own).load("example/2026")
    own_edition.write(own, "example/2025", {"phrases": "收支总体: {say: 改了。}\n"})
    assert Library(own).load("example/2026").phrases["收支总体"].say == "改了。"


@pytest.mark.parametrize("damage", [b"", b"\0" * 100, None], ids=["emptied", "overwritten", "one byte changed"])
def test_a_damaged_kept_edition_is_built_again(kept: Path, own: Path, damage: bytes | None) -> None:
    phrases = Library(own).load("example/2025").phrases
    files = list(kept.iterdir())
    for file in files:
        data = file.read_bytes()
        file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]) if damage is None else damage)
    assert kept_edition("example/2025", folders(own)) is None
    assert Library(own).load("example/2025").phrases == phrases
    assert kept_edition("example/2025", folders(own)) is not None
