"""What is refused before a file of Office is opened: wrong kinds, archives that swell, XML that defines entities."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import NamedTuple, NoReturn

from narrator.errors import UnusableInput
from narrator.finding import Finding, Level, Place
from narrator.read.grid import column_number
from narrator.read.plain import is_plain, without_usual_cells

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


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file, as messages speak of it: its name, its old and its foreign form, how to get a good one.

    `again` is how to get a good one where it is damaged.
    """

    name: str
    old: str
    foreign: str
    save_as: str
    again: str


WORKBOOK = Kind(
    "Excel 工作簿（.xlsx）",
    ".xls",
    ".ods 一类的表格",
    "请用 Excel 或 WPS 打开，另存为 .xlsx 后重试",
    "请从财务软件重新导出，或用 Excel、WPS 打开，另存为 .xlsx 后重试",
)
FORM = replace(
    WORKBOOK,
    again="大概没有存完：请用 Excel 或 WPS 打开修复后另存；打不开的用备份，没有备份的用 narrator new 另生成一份再填",
)
WORD = Kind(
    "Word 文件（.docx）",
    ".doc",
    ".odt 一类的文档",
    "请用 Word 或 WPS 打开，另存为 .docx 后重试",
    "请重新取一份，或用 Word、WPS 打开，另存为 .docx 后重试",
)


class Contents(NamedTuple):
    """What a workbook holds besides values: formulas, macros, links to other workbooks.

    `plain` is whether calamine sees all its cells; `formulas` whether some of those it does not see may be formulas.
    """

    plain: bool
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
            message = f"文件“{file}”超过 {LARGEST_FILE // 2**20} MB，决算公开的文件没有这么大，请核对是不是选错了"
            refuse("READ-TOO-LARGE", message, file)
        return path.read_bytes()
    except OSError:
        refuse("READ-NOT-READABLE", f"文件“{file}”打不开，请确认它存在、没有被别的程序占用、您有权读取", file)


def examine(data: bytes, file: str, kind: Kind = WORKBOOK) -> Contents:
    """What a file of Office holds; raises UnusableInput for what is not safe or of another kind."""
    _refuse_other_kinds(data, file, kind)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _refuse_swelling(archive, file, kind)
            _refuse_odd_names(archive, file, kind)
            return _examine_parts(archive, file, kind)
    except UnusableInput:
        raise
    except Exception:  # a damaged archive raises errors of many kinds
        refuse("READ-BROKEN", f"文件“{file}”已损坏，读不完整。{kind.again}", file)


def _refuse_other_kinds(data: bytes, file: str, kind: Kind) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            refuse("READ-ENCRYPTED", f"文件“{file}”设有打开密码，无法读取。请取消密码后重试", file)
        refuse("READ-WRONG-KIND", f"文件“{file}”是旧版 {kind.old} 或其他旧格式，不能直接读取。{kind.save_as}", file)
    if not data.startswith(b"PK"):
        if not data.strip():
            refuse("READ-BROKEN", f"“{file}”是空文件，里面什么也没有。{kind.again}", file)
        refuse("READ-WRONG-KIND", f"文件“{file}”不是 {kind.name}。{kind.save_as}", file)


def _refuse_swelling(archive: zipfile.ZipFile, file: str, kind: Kind) -> None:
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        refuse("READ-ENCRYPTED", f"文件“{file}”的内容是加密的，无法读取。请取消密码后重试", file)
    if "mimetype" in archive.namelist():
        refuse("READ-WRONG-KIND", f"文件“{file}”是 {kind.foreign}，不能直接读取。{kind.save_as}", file)
    if "[Content_Types].xml" not in archive.namelist():
        refuse("READ-WRONG-KIND", f"文件“{file}”不是 {kind.name}，只是改了扩展名的其他文件。请换成这种文件", file)
    size = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    swells = size > 2**20 and size > LARGEST_RATIO * packed
    if len(parts) > MOST_PARTS or size > LARGEST_CONTENT or swells:
        what = f"展开后有 {size // 2**20} MB、{len(parts)} 个部件，大得不正常，为安全起见没有打开"
        refuse("READ-SWELLS", f"文件“{file}”{what}。{kind.save_as}", file)


def _refuse_odd_names(archive: zipfile.ZipFile, file: str, kind: Kind) -> None:
    names = archive.namelist()
    odd = [name for name in names if _ODD_NAME.search(name)] or [name for name in names if names.count(name) > 1]
    if odd:
        shown = ascii(odd[0])[:60]
        refuse("READ-UNSAFE", f"文件“{file}”里有名称不正常的部件 {shown}，没有打开。{kind.save_as}", file)


def _examine_parts(archive: zipfile.ZipFile, file: str, kind: Kind) -> Contents:
    plain, formulas, merged, tags = True, False, 0, 0
    names = archive.namelist()
    for name in names:
        content = archive.read(name)
        if not _is_xml(name, content):
            continue
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content or content.startswith(_OTHER_ENCODINGS):
            what = f"的部件“{name}”含有{kind.name}不该有的实体定义或编码"
            refuse("READ-UNSAFE", f"文件“{file}”{what}，没有打开。{kind.save_as}", file)
        tags += content.count(b"<")
        if tags > MOST_TAGS:
            what = "的行和单元格多得不正常（有数的表只有几千个单元格）"
            refuse("READ-SWELLS", f"文件“{file}”{what}，没有打开。请删去多余的空行空列，另存后重试", file)
        rest = without_usual_cells(content)
        if not is_plain(rest):
            plain, formulas = False, formulas or bool(_FORMULA.search(rest))
        merged += sum(_area(*match.groups()) for match in _MERGE.finditer(rest))
    if merged > MOST_MERGED_CELLS:
        refuse("READ-SWELLS", f"文件“{file}”里合并单元格的范围大得不正常，没有打开。请取消整行整列的合并后重试", file)
    macros = any("vbaproject" in name.lower() or "/macrosheets/" in name.lower() for name in names)
    return Contents(plain, formulas, macros, any("/externallinks/" in name.lower() for name in names))


def _is_xml(name: str, content: bytes) -> bool:
    """Whether a part is XML by its name or, whatever it is called, by how it begins."""
    start = content[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    return name.endswith((".xml", ".rels")) or start.startswith((b"<", *_OTHER_ENCODINGS))


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> int:
    width = column_number(right.decode()) - column_number(left.decode()) + 1
    return abs(width * (int(bottom) - int(top) + 1))
