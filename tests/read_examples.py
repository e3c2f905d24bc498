"""For every code of reading: an input that brings it about."""

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from changed_workbook import FACTS, SEED, T1, T2, T3, T6, put
from filled_workbook import ZHUZHOU, changed, filled, row_of
from filled_workbook import put as answer
from openpyxl import Workbook, load_workbook
from test_read_bad_files import ENTITIES, WIDE_MERGE, archive

from narrator.errors import UnusableInput
from narrator.finding import Finding
from narrator.read import read

CARRIED_REASON = "增减原因: [{用于: [收支总计], 原因: 退休2人}]\n请核对: [增减原因.收支总计]\n"
Found = Callable[[Path], tuple[Finding, ...]]


def told(path: Path, **asked: object) -> tuple[Finding, ...]:
    """The findings of reading, or of refusing to."""
    try:
        return read(path, **asked).findings  # type: ignore[arg-type]
    except UnusableInput as refusal:
        return refusal.findings


def book(*changes: Callable[[Workbook], object]) -> Found:
    """The real workbook with changes."""

    def found(folder: Path) -> tuple[Finding, ...]:
        changed = load_workbook(SEED)
        for change in changes:
            change(changed)
        changed.save(folder / "公开表.xlsx")
        return told(folder / "公开表.xlsx", year=2020)

    return found


def percent(book: Workbook) -> None:
    book[T1]["C8"].number_format = "0.00%"
    book[T1]["C8"].value = 4.6763


def facts(text: str | bytes, **asked: object) -> Found:
    """A 填报.yaml with this text."""

    def found(folder: Path) -> tuple[Finding, ...]:
        (folder / "填报.yaml").write_bytes(text.encode() if isinstance(text, str) else text)
        return told(folder / "填报.yaml", **asked)

    return found


def parts(others: dict[str, bytes]) -> Found:
    """The real workbook with parts replaced or added."""
    return lambda folder: told(archive(folder / "公开表.xlsx", others))


def file(name: str, data: bytes) -> Found:
    def found(folder: Path) -> tuple[Finding, ...]:
        (folder / name).write_bytes(data)
        return told(folder / name)

    return found


def unit(*steps: Callable[[Path], object]) -> Found:
    """A complete unit's folder after these steps."""

    def found(folder: Path) -> tuple[Finding, ...]:
        shutil.copy(SEED, folder / "公开表.xlsx")
        (folder / "填报.yaml").write_text(FACTS, "utf-8")
        for step in steps:
            step(folder)
        return told(folder)

    return found


def gone(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def below_the_last_list(book: Workbook) -> None:
    page = book["项目与绩效"]
    page[f"C{page.max_row + 3}"] = "填表人：张三"


def form(*changes: Callable[[Workbook], object]) -> Found:
    """The real unit with a 填报.xlsx that was changed."""

    def found(folder: Path) -> tuple[Finding, ...]:
        shutil.copy(SEED, folder / "公开表.xlsx")
        (folder / "填报.xlsx").write_bytes(changed(filled(ZHUZHOU), lambda book: [change(book) for change in changes]))
        return told(folder)

    return found


def without_question(book: Workbook) -> None:
    page = book["基本情况"]
    at = row_of(page, "人员.在职")
    page.insert_rows(at)
    page[f"C{at}"].value = 5


def linked(folder: Path) -> None:
    outside = folder.parent / f"{folder.name}-别处.yaml"
    outside.write_text(FACTS, "utf-8")
    (folder / "填报.yaml").unlink()
    os.symlink(outside, folder / "填报.yaml")


def renamed(folder: Path) -> None:
    shutil.copy(SEED, folder / "一.xlsx")
    (folder / "公开表.xlsx").rename(folder / "二.xlsx")


def rename_unit(sheet: str) -> Callable[[Workbook], object]:
    return put(sheet, "A3", "部门：另一个所")


EXAMPLES: dict[str, Found] = {
    "READ-AMBIGUOUS": unit(renamed),
    "READ-AMOUNT-AS-LABEL": book(put(T6, "C5", "项目")),
    "READ-BAD-FACT": facts("人员:\n  在职: 十三个半\n"),
    "READ-BAD-JSON": file("账.json", b'{"year": "x"}'),
    "READ-BROKEN": file("公开表.xlsx", SEED.read_bytes()[:9000]),
    "READ-CARRIED": facts(FACTS + "请核对: [人员.编制]\n"),
    "READ-CARRIED-REASON": facts(FACTS + CARRIED_REASON),
    "READ-COLUMN-MISSING": book(put(T2, "F4", "某项收入")),
    "READ-CONTROL-CHARACTER": facts("单位: 某\x07所\n"),
    "READ-PERCENT": book(percent),
    "READ-DASH": book(put(T1, "C8", "——")),
    "READ-DOUBLE-KEY": facts("人员: {编制: 3}\n人员: {在职: 4}\n"),
    "READ-EMPTY": facts("# 无\n"),
    "READ-ENCRYPTED": file("公开表.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le")),
    "READ-BELOW-LIST": form(below_the_last_list),
    "READ-DATE-FORMAT": form(answer("三公与会议", "三公经费.公务接待.人次", date(1900, 2, 2))),
    "READ-MERGED-ANSWERS": form(lambda book: book["上年数与年初预算"].merge_cells("C6:C7")),
    "READ-ERROR-VALUE": book(put(T1, "C8", "#DIV/0!")),
    "READ-EXTERNAL-LINKS": parts({"xl/externalLinks/externalLink1.xml": b"<x/>"}),
    "READ-EXTRA-FILE": unit(lambda folder: shutil.copy(SEED, folder / "旧表.xlsx")),
    "READ-FACTS-NAME": unit(lambda folder: (folder / "填报.yaml").rename(folder / "填报(1).yaml")),
    "READ-FORMULA-NOT-COMPUTED": book(put(T1, "C8", "=1+1")),
    "READ-INVISIBLE-CHARACTER": facts("单位: 某\u200b所\n"),
    "READ-KEY-MISSING": facts("增减原因:\n  - 用于: [收支总计]\n"),
    "READ-CONTRADICTION": form(answer("采购与资产", "政府采购", "无")),
    "READ-KEY-LOST": form(lambda book: book["基本情况"].delete_cols(1)),
    "READ-HEADER-CHANGED": form(put("基本情况", "C5", "内容")),
    "READ-MERGED": book(lambda changed: changed[T3].merge_cells("C9:C10")),
    "READ-NO-CODE": form(answer("上年数与年初预算", "年初预算", 12)),
    "READ-NO-KEY": form(without_question),
    "READ-NOTHING-SAME": form(answer("增减原因", "增减原因.收支总计", "同上")),
    "READ-LINES": form(answer("基本情况", "单位概况.职责", "管装备\n管网络")),
    "READ-LINK": unit(linked),
    "READ-MACROS": parts({"xl/vbaProject.bin": b"x"}),
    "READ-NO-FACTS": unit(gone("填报.yaml")),
    "READ-NO-FORM": unit(gone("填报.yaml"), lambda folder: shutil.copy(SEED, folder / "填报.xlsx")),
    "READ-NO-HEADER": book(lambda changed: changed[T3].delete_rows(4, 4)),
    "READ-NO-TABLES": parts({"xl/workbook.xml": b"<html/>"}),
    "READ-NO-UNIT": book(*(put(T2, cell, None) for cell in ("K2", "K3", "J3", "I3", "L3"))),
    "READ-NO-UNIT-NAME": facts("年度: 2020\n"),
    "READ-NO-WORKBOOK": unit(gone("公开表.xlsx")),
    "READ-NO-YEAR": facts("单位: 某所\n"),
    "READ-NOT-A-NUMBER": book(put(T1, "C8", "约四百万")),
    "READ-NOT-FOUND": lambda folder: told(folder / "没有.xlsx"),
    "READ-NOT-READABLE": lambda folder: told(folder / ("长" * 300)),
    "READ-NOT-UTF8": facts("单位: 某所\n".encode("gbk")),
    "READ-NUMBER-AS-TEXT": book(put(T1, "C8", "467.63")),
    "READ-OPEN-ELSEWHERE": unit(lambda folder: (folder / "~$公开表.xlsx").write_text("x")),
    "READ-OVERRULED": facts(FACTS, year=2021),
    "READ-SWELLS": parts({"xl/worksheets/sheet1.xml": WIDE_MERGE}),
    "READ-TABLE-MISSING": book(lambda changed: changed.remove(changed[T3])),
    "READ-TABLE-TWICE": book(lambda changed: changed.copy_worksheet(changed[T3])),
    "READ-TOO-LARGE": facts("单位: " + "长" * 2**20),
    "READ-UNIT-DIFFERS": book(rename_unit(T3)),
    "READ-UNKNOWN-KEY": facts("人员:\n  编制数: 3\n"),
    "READ-UNKNOWN-SHEET": book(lambda changed: changed.create_sheet("目录").append(["目录"])),
    "READ-UNKNOWN-UNIT": book(*(put(T1, cell, "金额单位：千元") for cell in ("F3", "E3"))),
    "READ-UNPLACED-NUMBER": book(put(T6, "K8", 3.5)),
    "READ-UNSAFE": parts({"xl/worksheets/sheet1.xml": ENTITIES}),
    "READ-WRONG-KIND": file("公开表.xlsx", b"x"),
    "READ-YAML": facts("单位: [某所\n年度: 2020\n"),
    "READ-YEAR-DIFFERS": book(put(T1, "A1", "2019年度收入支出决算总表")),
    "READ-YEAR-IN-NAME": lambda folder: told(shutil.copy(SEED, folder / "2019公开表.xlsx"), year=2020),
    "READ-YEAR-FROM-NAME": lambda folder: told(shutil.copy(SEED, folder / "2020公开表.xlsx")),
}
