"""Files made to harm, or harmed: refused or read with a word, within bounds of time and memory."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from changed_workbook import SEED, T6, codes, put
from openpyxl import load_workbook
from test_read_bad_files import archive, refused

from narrator.errors import UnusableInput
from narrator.finding import Level
from narrator.read import read
from narrator.read.safety import MOST_TAGS

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
ROWS = SHEET.format("".join(f'<row r="{row}"/>' for row in range(1, MOST_TAGS + 1))).encode()
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("parts", "code", "says"),
    [
        ({"../../etc/cron.d/x": b"x"}, "READ-UNSAFE", "../../etc"),
        ({"/etc/passwd": b"x"}, "READ-UNSAFE", "/etc"),
        ({"C:\\x.dll": b"x"}, "READ-UNSAFE", "C:"),
        ({"xl/worksheets/sheet1.xml": ROWS}, "READ-SWELLS", "空行空列"),
        ({"xl/hidden.bin": DOCTYPE}, "READ-UNSAFE", "实体定义"),
        ({"xl/hidden.bin": "<!DOCTYPE x>".encode("utf-16")}, "READ-UNSAFE", "实体定义"),
        ({"xl/hidden.bin": "<!DOCTYPE x>".encode("utf-16-le")}, "READ-UNSAFE", "实体定义"),
    ],
)
def test_an_archive_that_could_do_harm_is_refused(tmp_path: Path, parts: dict[str, bytes], code: str, says: str):
    found = refused(archive(tmp_path / "公开表.xlsx", parts))
    assert found.code == code and says in found.message and "请" in found.message


def test_two_parts_of_one_name_are_refused(tmp_path: Path):
    path = archive(tmp_path / "公开表.xlsx", {})
    with zipfile.ZipFile(path, "a") as twice, pytest.warns(UserWarning):
        twice.writestr("xl/workbook.xml", b"<x/>")
    assert refused(path).code == "READ-UNSAFE"


@pytest.mark.parametrize(
    ("part", "code"),
    [("xl/vbaProject.bin", "READ-MACROS"), ("xl/externalLinks/externalLink1.xml", "READ-EXTERNAL-LINKS")],
)
def test_macros_and_links_to_other_workbooks_are_said_and_left_alone(tmp_path: Path, part: str, code: str):
    account = read(archive(tmp_path / "公开表.xlsm", {part: b"<x/>"}), year=2020)
    assert code in codes(account)
    assert account.tables == read(archive(tmp_path / "公开表.xlsm", {}), year=2020).tables


def test_a_formula_stored_as_text_is_no_number(changed):
    account = changed(put(T6, "C7", "'=SUM(C8:C9)"))
    (finding,) = [finding for finding in account.findings if finding.code == "READ-NOT-A-NUMBER"]
    assert "C7" in finding.message and finding.level == Level.ERROR


@pytest.mark.parametrize("cell", ["C5", "F5", "I5"])
def test_amounts_below_a_header_that_is_a_label_are_told(changed, cell: str):
    account = changed(put(T6, cell, "项目"))
    (finding,) = [finding for finding in account.findings if finding.code == "READ-AMOUNT-AS-LABEL"]
    assert finding.level == Level.ERROR and "“项目”" in finding.message
    assert {place.cell for place in finding.where} >= {f"{cell[0]}6", f"{cell[0]}7"}


def test_a_link_that_leads_out_of_the_folder_is_not_followed(folder: Path, tmp_path: Path):
    secret = tmp_path / "secret.yaml"
    secret.write_text("单位: 秘密\n", "utf-8")
    (folder / "填报.yaml").unlink()
    (folder / "填报.yaml").symlink_to(secret)
    with pytest.raises(UnusableInput) as caught:
        read(folder)
    assert [finding.code for finding in caught.value.findings] == ["READ-LINK"]
    assert "秘密" not in str(caught.value)


def test_a_link_within_the_folder_is_followed(folder: Path):
    (folder / "公开表.xlsx").rename(folder / "表.bak")
    (folder / "公开表.xlsx").symlink_to(folder / "表.bak")
    assert len(read(folder).tables) == 9


def test_devices_and_pipes_are_not_read(folder: Path):
    (folder / "公开表.xlsx").unlink()
    os.mkfifo(folder / "公开表.xlsx")
    assert "READ-NO-WORKBOOK" in codes(read(folder))


@pytest.mark.parametrize("kept", [1, 3, 10, 50, 90, 99])
def test_a_file_written_by_halves_is_refused(tmp_path: Path, kept: int):
    path = tmp_path / "公开表.xlsx"
    data = SEED.read_bytes()
    path.write_bytes(data[: len(data) * kept // 100])
    assert refused(path).code in ("READ-BROKEN", "READ-WRONG-KIND")


def test_a_lock_file_given_itself_is_refused(tmp_path: Path):
    path = tmp_path / "~$公开表.xlsx"
    path.write_bytes(b"\x05user" + bytes(160))
    assert refused(path).code == "READ-WRONG-KIND"


def largest_allowed(path: Path) -> Path:
    """A workbook as large as is still opened: nearly as many cells as there may be, with formulas."""
    book = load_workbook(SEED)
    book.save(path)
    with zipfile.ZipFile(path) as seed:
        used = sum(seed.read(name).count(b"<") for name in seed.namelist() if name.endswith((".xml", ".rels")))
    count = (MOST_TAGS - used) // 6 - 200
    rows = "".join(f'<row r="{n}"><c r="A{n}"><f>1</f><v>{n}.5</v></c></row>' for n in range(1, count * 6 // 8))
    buffer = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, SHEET.format(rows) if name == "xl/worksheets/sheet9.xml" else old.read(name))
    path.write_bytes(buffer.getvalue())
    return path


PEAK = """
import sys
from narrator import read
read(sys.argv[1], year=2020)
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="需要 Linux 的 /proc 来量内存")
def test_the_largest_workbook_that_is_opened_takes_less_than_300_mb(tmp_path: Path):
    path = largest_allowed(tmp_path / "公开表.xlsx")
    said = subprocess.run([sys.executable, "-c", PEAK, str(path)], capture_output=True, text=True, check=True)
    assert 50_000 < int(said.stdout) < 300_000


def test_line_ends_of_other_systems_are_plain_ones(changed, folder: Path):
    account = changed(put(T6, "B7", "基本_x000D_工资"))
    row = account.tables["T6"].row("30101")
    assert row and "\r" not in row.label + row.name
    (folder / "填报.yaml").write_bytes("单位: 某所\r\n年度: 2020\r\n".encode())
    assert "READ-CONTROL-CHARACTER" not in codes(read(folder))


@pytest.mark.parametrize("value", [b"NaN", b"1e999", b"-INF"])
def test_what_is_not_finite_is_no_number(tmp_path: Path, value: bytes):
    with zipfile.ZipFile(SEED) as seed:
        sheet = seed.read("xl/worksheets/sheet6.xml")
    assert b"<v>265.88</v>" in sheet
    parts = {"xl/worksheets/sheet6.xml": sheet.replace(b"<v>265.88</v>", b"<v>" + value + b"</v>")}
    try:
        found = codes(read(archive(tmp_path / "公开表.xlsx", parts), year=2020))
    except UnusableInput as refusal:
        found = [finding.code for finding in refusal.findings]
    assert {"READ-NOT-A-NUMBER", "READ-BROKEN"} & set(found)


def test_digits_of_other_scripts_are_no_codes(changed):
    account = changed(put(T6, "A7", "٣٠١٠١"))
    assert account.tables["T6"].row("30101") is None
    assert any("٣" in row.label for row in account.tables["T6"].rows)
