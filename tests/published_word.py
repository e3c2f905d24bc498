"""Word files as units publish them: their tables without merges or borders, their text a line a paragraph."""

import zipfile
from collections.abc import Iterable
from pathlib import Path

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import load_workbook

DATA = Path(__file__).parent / "data"
HUNAN = DATA / "株洲市教育技术装备所-2020"
SHANGHAI = DATA / "上海市普陀区财政局-2024"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def shown(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.2f}" if isinstance(value, (int, float)) else str(value)


def published(path: Path, folder: Path, before: Iterable[str] = (), after: Iterable[str] = ()) -> Path:
    """The tables of a unit's workbook, its captions as paragraphs, between two texts."""
    document = Document()
    for line in before:
        document.add_paragraph(line)
    for sheet in load_workbook(folder / "公开表.xlsx", data_only=True):
        rows = list(sheet.iter_rows(values_only=True))
        for row in rows[:3]:
            document.add_paragraph(" ".join(map(str, filter(None, row))))
        body = [row for row in rows[3:] if any(value is not None for value in row)]
        table = document.add_table(len(body), len(body[0]))
        for tr, row in zip(table._tbl.tr_lst, body, strict=True):
            for tc, value in zip(tr.tc_lst, row, strict=True):
                tc.p_lst[0].add_r().text = shown(value)
    for line in after:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def with_footnote(path: Path, near: str, text: str) -> None:
    """Put a footnote behind the paragraph that says something."""
    document = Document(str(path))
    (paragraph,) = (one for one in document.paragraphs if near in one.text)
    paragraph.add_run()._r.append(OxmlElement("w:footnoteReference", {qn("w:id"): "2"}))
    document.save(str(path))
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/footnotes.xml", f"{notes}</w:footnotes>")
