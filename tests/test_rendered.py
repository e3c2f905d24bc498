"""Pages as LibreOffice sets them; skipped where it is not installed."""

import shutil
from pathlib import Path

import pytest
from documents import report, style
from pypdf import PdfReader

from narrator.compose.pages import estimate_pages
from narrator.document import Document
from narrator.errors import NarratorError
from narrator.write import WRITERS
from narrator.write.measure import measure_pages, measured, to_pdf

needs_libreoffice = pytest.mark.skipif(
    not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed: pages cannot be rendered"
)
ROWS = (3, 37, 90)
FRONT = 3  # the cover and two pages of contents


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """The texts of the pages of three reports."""
    folder = tmp_path_factory.mktemp("rendered")
    files = [folder / f"{rows}.docx" for rows in ROWS]
    for file, rows in zip(files, ROWS, strict=True):
        file.write_bytes(WRITERS["docx"](report(rows), style()))
    return [["".join(page.extract_text().split()) for page in PdfReader(pdf).pages] for pdf in to_pdf(files, folder)]


@pytest.fixture(scope="module")
def found() -> tuple[dict[str, int], ...]:
    return measure_pages([report(rows) for rows in ROWS], style())


@needs_libreoffice
def test_the_forms_of_one_page_stand_on_one_page(found: tuple[dict[str, int], ...]) -> None:
    for pages in found:
        assert pages["T4-标题"] - pages["T1-标题"] == 1
        assert pages["T5-标题"] - pages["T4-标题"] == 1
        assert pages["T8-标题"] - pages["T7-标题"] == 1
        assert pages["第三部分"] - pages["T8-标题"] == 1


@needs_libreoffice
def test_a_long_table_repeats_its_header_on_each_of_its_pages(
    pdfs: list[list[str]], found: tuple[dict[str, int], ...]
) -> None:
    first, after = found[2]["T5-标题"], found[2]["T7-标题"]
    assert after - first == 5
    for number in range(first, after):
        assert "功能分类科目编码" in pdfs[2][FRONT + number - 1]


@needs_libreoffice
def test_estimated_pages_are_those_of_libreoffice(found: tuple[dict[str, int], ...]) -> None:
    for rows, pages in zip(ROWS, found, strict=True):
        estimated = estimate_pages(report(rows), style())
        assert estimated.keys() == pages.keys()
        exact = [key for key in pages if key[0] == "T"]
        assert {key: estimated[key] for key in exact} == {key: pages[key] for key in exact}
        assert [key for key in pages if abs(estimated[key] - pages[key]) > 1] == []


@needs_libreoffice
def test_no_page_is_blank_and_the_front_has_no_number(pdfs: list[list[str]]) -> None:
    for texts in pdfs:
        assert [number for number, text in enumerate(texts) if len(text) < 10] == []
        assert not [text for text in texts[:FRONT] if text.endswith("—")]
        assert [f"—{number}—" in text for number, text in enumerate(texts[FRONT:], 1)] == [True] * (len(texts) - FRONT)


@needs_libreoffice
def test_the_measured_document_has_a_page_in_every_line_of_its_contents() -> None:
    document = measured(report(), style())
    pages = [entry.page for block in document.blocks() for entry in getattr(block, "entries", ())]
    assert len(pages) == 26 and None not in pages


def test_without_libreoffice_the_message_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NarratorError, match="没有找到 LibreOffice"):
        measure_pages([report()], style())


def test_a_libreoffice_that_fails_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NarratorError, match="LibreOffice 排版失败"):
        measure_pages([report()], style())


def test_a_libreoffice_that_writes_nothing_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NarratorError, match=r"没有排出 0\.docx"):
        measure_pages([Document("甲", "甲", 2020, "", ())], style())
