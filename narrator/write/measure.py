"""Page numbers of headings as LibreOffice sets the pages: many documents in one call."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from narrator.compose.pages import with_pages
from narrator.document import Document, Paragraph
from narrator.errors import NarratorError
from narrator.phrasebook.page_style import PageStyle
from narrator.write import docx

_PATIENCE = 60  # seconds for LibreOffice to start
_EACH = 10  # seconds for each document


def measure_pages(documents: Sequence[Document], style: PageStyle) -> tuple[dict[str, int], ...]:
    """For each document the page of every listed heading by its id, as numbered in the footers.

    Raises NarratorError where LibreOffice is not installed, or the pages cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="narrator-") as folder:
        files = []
        for number, document in enumerate(documents):
            files.append(Path(folder) / f"{number}.docx")
            files[-1].write_bytes(docx.write(document, style))
        pdfs = to_pdf(files, Path(folder))
        return tuple(_pages(document, pdf) for document, pdf in zip(documents, pdfs, strict=True))


def measured(document: Document, style: PageStyle) -> Document:
    """The document with measured page numbers in its contents; raises as `measure_pages` does."""
    return with_pages(document, measure_pages((document,), style)[0])


def to_pdf(files: Sequence[Path], folder: Path) -> list[Path]:
    """The Word files as PDF files of the same names in a folder; raises NarratorError where LibreOffice fails."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise NarratorError(
            "没有找到 LibreOffice（soffice），无法测得页码；请安装 LibreOffice，或不用 --pages，页码按版式估算"
        )
    profile = (folder / "profile").as_uri()
    options = (f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(folder))
    command = [program, *options, *map(str, files)]
    patience = _PATIENCE + _EACH * len(files)
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=patience)
    except subprocess.TimeoutExpired:
        raise NarratorError(f"LibreOffice 排版超过 {patience} 秒没有完成；请关闭其他 LibreOffice 窗口后重试") from None
    except (OSError, subprocess.CalledProcessError) as error:
        raise NarratorError("LibreOffice 排版失败；请确认它能正常打开，或不用 --pages") from error
    pdfs = [folder / f"{file.stem}.pdf" for file in files]
    if missing := [file.name for file, pdf in zip(files, pdfs, strict=True) if not pdf.is_file()]:
        raise NarratorError(f"LibreOffice 没有排出 {'、'.join(missing)} 的页面；请确认它能正常打开，或不用 --pages")
    return pdfs


def _pages(document: Document, pdf: Path) -> dict[str, int]:
    """Sheets of the PDF turned into page numbers: a section that numbers anew begins with its first heading."""
    headings = _headings(pdf)
    pages: dict[str, int] = {}
    shift = 0
    for section in document.sections:
        starts = section.first_number
        for paragraph in section.blocks:
            if not isinstance(paragraph, Paragraph) or paragraph.level is None:
                continue
            sheet = _sheet(paragraph, headings)
            if starts is not None:
                shift, starts = starts - sheet, None
            if paragraph.listed:
                pages[paragraph.id] = sheet + shift
    return pages


def _sheet(paragraph: Paragraph, headings: Iterator[tuple[str, int]]) -> int:
    sought = "".join(paragraph.text.split())
    for title, sheet in headings:
        if "".join(title.split()) == sought:
            return sheet
    raise NarratorError(f"LibreOffice 排出的页面里找不到标题“{paragraph.text}”，无法测得页码；请不用 --pages")


def _headings(pdf: Path) -> Iterator[tuple[str, int]]:
    """Titles and sheets (from 1) of the PDF's outline in reading order."""
    from pypdf import PdfReader  # loaded only by those who measure

    reader = PdfReader(pdf)

    def walk(nodes: Any) -> Iterator[tuple[str, int]]:
        for node in nodes:
            if isinstance(node, list):
                yield from walk(node)
            else:
                yield str(node.title), (reader.get_destination_page_number(node) or 0) + 1

    return walk(reader.outline)
