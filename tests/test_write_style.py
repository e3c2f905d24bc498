from pathlib import Path

import pytest
from documents import style

from narrator.data_file import load
from narrator.errors import PhrasebookError
from narrator.paths import phrasebook_folder
from narrator.phrasebook.page_style import PageStyle

PAGE = (phrasebook_folder() / "national/2024/page.yaml").read_text("utf-8")


def fault(tmp_path: Path, old: str, new: str) -> str:
    """The message for the edition's page style with one text changed, without the folder."""
    assert old in PAGE
    file = tmp_path / "page.yaml"
    file.write_text(PAGE.replace(old, new, 1), "utf-8")
    with pytest.raises(PhrasebookError) as error:
        load(file, PageStyle)
    return str(error.value).replace(f"{tmp_path}/", "")


def line_of(text: str) -> int:
    return PAGE[: PAGE.index(text)].count("\n") + 1


def test_lengths_are_twips() -> None:
    page = style().portrait
    assert (page.top, page.bottom, page.left, page.right, page.grid) == (2098, 1984, 1587, 1474, 579)
    assert style().sheet(landscape=False) == (11906, 16838)
    assert style().sheet(landscape=True) == (16838, 11906)


def test_an_unknown_key_is_told_with_file_and_line(tmp_path: Path) -> None:
    message = fault(tmp_path, "  正文: {", "  正文: {colour: red, ")
    assert message == f"page.yaml:{line_of('  正文: {')}：styles.正文.colour：不认识的键，请改正或删去"


def test_a_missing_key_is_told_with_file_and_line(tmp_path: Path) -> None:
    message = fault(tmp_path, "paper: {width: 210mm, height: 297mm}", "paper: {width: 210mm}")
    assert message == f"page.yaml:{line_of('paper:')}：paper.height：缺少的键，请补上"


@pytest.mark.parametrize("length", ["37", "37cm", "厘米", "1e3mm", "[37]"])
def test_a_length_without_a_known_unit_is_refused(tmp_path: Path, length: str) -> None:
    message = fault(tmp_path, "top: 37mm", f"top: {length}")
    assert message.startswith(f"page.yaml:{line_of('portrait:')}：portrait.top：长度要写明单位")


def test_a_style_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    assert "没有样式“正文九”" in fault(tmp_path, "next: 正文}", "next: 正文九}")


def test_a_font_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    assert "没有字体“隶书”" in fault(tmp_path, "font: 楷体_GB2312", "font: 隶书")


def test_two_styles_of_one_word_style_are_refused(tmp_path: Path) -> None:
    assert "Word 样式 Heading2 用了两次" in fault(tmp_path, "id: Heading3", "id: Heading2")


def test_another_edition_differs_by_data_only(tmp_path: Path) -> None:
    file = tmp_path / "page.yaml"
    file.write_text(PAGE.replace("top: 37mm", "top: 40mm").replace("size: 32pt", "size: 36pt"), "utf-8")
    other = load(file, PageStyle)
    assert (other.portrait.top, other.styles["封面标题"].size) == (2268, 720)
