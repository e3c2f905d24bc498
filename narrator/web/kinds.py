"""What kind of file was dropped, told by its content and not by its name, and what is said of a kind not wanted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from zipfile import ZipFile

from narrator.errors import NarratorError, UnusableInput
from narrator.read.safety import refuse
from narrator.review.word import DOCUMENT

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
WORD, BLANK, TEXT = "Word 文件", "空文件", "文字文件（如 .csv）"
_ORIGINAL = "里面的数读不出来，请换成能改的原件"
_AGAIN = {
    BLANK: "里面什么也没有，请重新导出，或另存一次再放入",
    "PDF 文件": _ORIGINAL,
    "图片": _ORIGINAL,
    "旧版 Word 文件（.doc）": "请用 Word 或 WPS 打开，另存为 .docx 再放入",
    "旧版 Excel 工作簿（.xls）": "请用 Excel 或 WPS 打开，另存为 .xlsx 再放入",
    TEXT: "请用 Excel 或 WPS 打开，另存为 .xlsx 再放入",
    "网页文件": "请用 Excel 或 WPS 打开，另存为 .xlsx 再放入",
    "演示文稿": "请另选一个文件",
    "压缩包": "请先解开，再放入里面的文件",
    WORD: "请放到“上年”或“核对”",
    "Excel 工作簿": "请另选一个文件",
}
_TABULAR = (".csv", ".xls", ".xlsx", ".xlsm")
_STARTS = {
    b"%PDF-": "PDF 文件",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"BM": "图片",
    b"<html": "网页文件",
    b"<!doctype html": "网页文件",
}
_PARTS = {DOCUMENT: WORD, "xl/workbook.xml": "Excel 工作簿", "ppt/presentation.xml": "演示文稿"}
_STREAMS = {"WordDocument": "旧版 Word 文件（.doc）", "Workbook": "旧版 Excel 工作簿（.xls）"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted in a place: in words, and the kinds that are taken in there."""

    words: str
    kinds: tuple[str, ...]


TABLES = Wanted("财务软件导出的公开表（.xlsx）", ("Excel 工作簿",))
FACTS = Wanted("填报.xlsx 或填报.yaml", ("Excel 工作簿",))
LAST_YEAR = Wanted("上年的公开表、填报（.xlsx、.yaml），或上年公开的 Word 文件（.docx）", ("Excel 工作簿", WORD))
REPORT = Wanted("写好的 Word 文件（.docx）", (WORD,))


def kind(data: bytes) -> str:
    """The kind of a file in words, "" for one that is not known by its content, such as text or a damaged archive."""
    if not data.strip():
        return BLANK
    if data.startswith(ZIP):
        return _in_archive(data)
    if data.startswith(OLE):
        return next((told for stream, told in _STREAMS.items() if stream.encode("utf-16-le") in data), "")
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return next((told for bytes_, told in _STARTS.items() if start.startswith(bytes_.lower())), "")


def _in_archive(data: bytes) -> str:
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except Exception:  # a damaged archive raises errors of many kinds
        return ""
    known = next((told for part, told in _PARTS.items() if part in names), "")
    return known or ("" if {"mimetype", "[Content_Types].xml"} & names else "压缩包")


def refuse_others(data: bytes, name: str, wanted: Wanted) -> None:
    """Raise UnusableInput for a kind of file that is not wanted: whose it is, what it is, what is wanted instead."""
    is_text = PurePath(name).suffix.lower() in _TABULAR and not data.startswith((ZIP, OLE))
    found = kind(data) or (TEXT if is_text else "")
    if found and found not in wanted.kinds:
        told = f" {found}" if found[0].isascii() else found
        refuse("READ-WRONG-KIND", f"“{name}”是{told}，{_AGAIN[found]}。这里要的是{wanted.words}", name)


@contextmanager
def called(ours: str, theirs: str) -> Iterator[None]:
    """Tell what cannot be used by the name that its owner knows it by."""
    try:
        yield
    except UnusableInput as error:
        said = ((each, each.message.replace(f"“{ours}”", f"“{theirs}”")) for each in error.findings)
        told = (each.model_copy(update={"message": message}) for each, message in said)
        raise UnusableInput(tuple(told)) from error
    except NarratorError as error:
        raise NarratorError(str(error).replace(f"“{ours}”", f"“{theirs}”")) from error
