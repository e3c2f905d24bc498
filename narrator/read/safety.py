"""What is refused before a workbook is opened: wrong kinds of file, archives that swell, XML that defines entities."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import NoReturn

from openpyxl.utils.cell import column_index_from_string

from narrator.errors import UnusableInput
from narrator.finding import Finding, Level, Place

LARGEST_FILE = 32 * 2**20  # bytes
LARGEST_CONTENT = 64 * 2**20  # bytes, unpacked
MOST_PARTS = 2000
LARGEST_RATIO = 100  # unpacked to packed, where more than a megabyte is unpacked
MOST_MERGED_CELLS = 50_000
MOST_TAGS = 400_000  # in all parts: some 100,000 cells with values

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_MERGE = re.compile(rb"mergeCell\s[^>]*?ref=[\"']([A-Za-z]+)(\d+):([A-Za-z]+)(\d+)")
_ODD_NAME = re.compile(r"^[/\\]|^[A-Za-z]:|\\|(^|/)\.\.(/|$)")
_OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_SAVE_AS = "请用 Excel 或 WPS 打开，另存为 .xlsx 后重试"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a workbook holds besides values: formulas, macros, links to other workbooks."""

    formulas: bool
    macros: bool
    links: bool


def refuse(code: str, message: str, file: str, line: int | None = None) -> NoReturn:
    """Raise UnusableInput with one finding about a file, or a line of it."""
    where = (Place(file=file, line=line),)
    raise UnusableInput((Finding(code=code, level=Level.ERROR, message=message, where=where),))


def read_bytes(path: Path, file: str) -> bytes:
    """The content of a file of bearable size that lies where it seems to; raises UnusableInput otherwise."""
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(path.parent.resolve()):
            message = f"“{file}”是指向别处的链接，为安全起见没有读取。请把文件本身放进文件夹"
            refuse("READ-LINK", message, file)
        if path.stat().st_size > LARGEST_FILE:
            refuse("READ-TOO-LARGE", f"文件“{file}”超过 {LARGEST_FILE // 2**20} MB，不像是决算公开表，请核对", file)
        return path.read_bytes()
    except OSError:
        refuse("READ-NOT-READABLE", f"文件“{file}”打不开，请确认它存在、没有被别的程序占用、您有权读取", file)


def examine(data: bytes, file: str) -> Contents:
    """What a workbook holds; raises UnusableInput for what is not safe or not a workbook."""
    _refuse_other_kinds(data, file)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _refuse_swelling(archive, file)
            _refuse_odd_names(archive, file)
            return _examine_parts(archive, file)
    except UnusableInput:
        raise
    except Exception:  # a damaged archive raises errors of many kinds
        refuse("READ-BROKEN", f"文件“{file}”已损坏，读不完整。请从财务软件重新导出，或{_SAVE_AS}", file)


def _refuse_other_kinds(data: bytes, file: str) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            refuse("READ-ENCRYPTED", f"文件“{file}”设有打开密码，无法读取。请取消密码后重试", file)
        refuse("READ-WRONG-KIND", f"文件“{file}”是旧版 .xls 或其他旧格式，不能直接读取。{_SAVE_AS}", file)
    if not data.startswith(b"PK"):
        refuse("READ-WRONG-KIND", f"文件“{file}”不是 Excel 工作簿（.xlsx）。{_SAVE_AS}", file)


def _refuse_swelling(archive: zipfile.ZipFile, file: str) -> None:
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        refuse("READ-ENCRYPTED", f"文件“{file}”的内容是加密的，无法读取。请取消密码后重试", file)
    if "mimetype" in archive.namelist():
        refuse("READ-WRONG-KIND", f"文件“{file}”是 .ods 一类的表格，不能直接读取。{_SAVE_AS}", file)
    if "[Content_Types].xml" not in archive.namelist():
        refuse(
            "READ-WRONG-KIND", f"文件“{file}”不是 Excel 工作簿（.xlsx），只是改了扩展名的其他文件。请换成工作簿", file
        )
    size = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    swells = size > 2**20 and size > LARGEST_RATIO * packed
    if len(parts) > MOST_PARTS or size > LARGEST_CONTENT or swells:
        message = (
            f"文件“{file}”展开后有 {size // 2**20} MB、{len(parts)} 个部件，大得不正常，为安全起见没有打开。{_SAVE_AS}"
        )
        refuse("READ-SWELLS", message, file)


def _refuse_odd_names(archive: zipfile.ZipFile, file: str) -> None:
    names = archive.namelist()
    odd = [name for name in names if _ODD_NAME.search(name)] or [name for name in names if names.count(name) > 1]
    if odd:
        shown = ascii(odd[0])[:60]
        refuse("READ-UNSAFE", f"文件“{file}”里有名称不正常的部件 {shown}，没有打开。{_SAVE_AS}", file)


def _examine_parts(archive: zipfile.ZipFile, file: str) -> Contents:
    formulas, merged, tags = False, 0, 0
    names = archive.namelist()
    for name in names:
        content = archive.read(name)
        if not _is_xml(name, content):
            continue
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content or content.startswith(_OTHER_ENCODINGS):
            what = f"的部件“{name}”含有工作簿不该有的实体定义或编码"
            refuse("READ-UNSAFE", f"文件“{file}”{what}，没有打开。{_SAVE_AS}", file)
        tags += content.count(b"<")
        if tags > MOST_TAGS:
            what = "的行和单元格多得不正常（有数的表只有几千个单元格）"
            refuse("READ-SWELLS", f"文件“{file}”{what}，没有打开。请删去多余的空行空列，另存后重试", file)
        formulas = formulas or bool(_FORMULA.search(content))
        merged += sum(_area(*match.groups()) for match in _MERGE.finditer(content))
    if merged > MOST_MERGED_CELLS:
        refuse("READ-SWELLS", f"文件“{file}”里合并单元格的范围大得不正常，没有打开。请取消整行整列的合并后重试", file)
    macros = any("vbaproject" in name.lower() or "/macrosheets/" in name.lower() for name in names)
    return Contents(formulas, macros, any("/externallinks/" in name.lower() for name in names))


def _is_xml(name: str, content: bytes) -> bool:
    """Whether a part is XML by its name or, whatever it is called, by how it begins."""
    start = content[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    return name.endswith((".xml", ".rels")) or start.startswith((b"<", *_OTHER_ENCODINGS))


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> int:
    width = column_index_from_string(right.decode()) - column_index_from_string(left.decode()) + 1
    return abs(width * (int(bottom) - int(top) + 1))
