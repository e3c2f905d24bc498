"""Files that are no readable or no safe workbook: refused, saying what to do."""

import io
import zipfile
from pathlib import Path

import pytest
from changed_workbook import SEED
from openpyxl import Workbook

from narrator.errors import UnusableInput
from narrator.finding import Finding
from narrator.read import read


def refused(path: Path) -> Finding:
    with pytest.raises(UnusableInput) as caught:
        read(path)
    (finding,) = caught.value.findings
    return finding


def archive(path: Path, parts: dict[str, bytes]) -> Path:
    """The real workbook with some parts replaced or added."""
    with zipfile.ZipFile(SEED) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return path


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>&b;</sheetData></worksheet>'
)
WRONG_ADDRESS = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="??"><v>1</v></c></row></sheetData></worksheet>'
)
WIDE_MERGE = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/>'
    b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"xl/worksheets/sheet1.xml": ENTITIES}, "READ-UNSAFE"),
        ({"xl/worksheets/sheet1.xml": "<worksheet/>".encode("utf-16")}, "READ-UNSAFE"),
        ({"xl/worksheets/sheet1.xml": WIDE_MERGE}, "READ-SWELLS"),
        ({"xl/media/a.bin": bytes(30 * 2**20)}, "READ-SWELLS"),
        ({f"xl/media/{n}.bin": b"" for n in range(2100)}, "READ-SWELLS"),
        ({"xl/worksheets/sheet1.xml": b"<worksheet><sheetData>"}, "READ-BROKEN"),
        ({"xl/worksheets/sheet1.xml": WRONG_ADDRESS}, "READ-BROKEN"),
        ({"xl/workbook.xml": b"<html/>"}, "READ-NO-TABLES"),
        ({"[Content_Types].xml": b""}, "READ-BROKEN"),
    ],
)
def test_a_dangerous_or_damaged_archive_is_refused(tmp_path, parts, code):
    assert refused(archive(tmp_path / "公开表.xlsx", parts)).code == code


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "READ-ENCRYPTED", "密码"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"Workbook", "READ-WRONG-KIND", "另存为 .xlsx"),
        ("收入支出决算总表".encode(), "READ-WRONG-KIND", "不是 Excel 工作簿"),
        (b"", "READ-BROKEN", "是空文件，里面什么也没有。请从财务软件重新导出"),
        (SEED.read_bytes()[:9000], "READ-BROKEN", "损坏"),
        (SEED.read_bytes()[:3000] + bytes(500) + SEED.read_bytes()[3500:], "READ-BROKEN", "损坏"),
    ],
)
def test_a_file_that_is_no_readable_workbook_is_refused_saying_what_to_do(tmp_path, content, code, says):
    path = tmp_path / "公开表.xlsx"
    path.write_bytes(content)
    assert refused(path).code == code
    assert says in refused(path).message and refused(path).where[0].file == "公开表.xlsx"


def test_an_archive_that_is_no_workbook_is_refused(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as other:
        other.writestr("content.xml", "<x/>")
    path = tmp_path / "公开表.xlsx"
    path.write_bytes(buffer.getvalue())
    assert refused(path).code == "READ-WRONG-KIND"


@pytest.mark.parametrize("name", ["公开表.ods", "填报.ods"])
def test_an_opendocument_table_is_refused_by_its_name(tmp_path, name):
    with zipfile.ZipFile(tmp_path / name, "w") as other:
        other.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        other.writestr("content.xml", "<x/>")
    assert refused(tmp_path / name).code == "READ-WRONG-KIND"
    assert ".ods" in refused(tmp_path / name).message and "另存为 .xlsx" in refused(tmp_path / name).message


def test_a_workbook_without_any_of_the_tables_is_refused(tmp_path):
    path = tmp_path / "公开表.xlsx"
    Workbook().save(path)
    assert refused(path).code == "READ-NO-TABLES"
