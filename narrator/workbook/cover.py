"""The cover of the workbook: whose it is, how to fill it in, and how many answers each sheet still lacks."""

from __future__ import annotations

from dataclasses import dataclass, field

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from narrator.workbook.form import CARRIED, CHECKED, DONE, OPEN, Sheet
from narrator.workbook.layout import Layout
from narrator.workbook.looks import Looks

COVER = "封面"
_STEPS = (
    "1. 只填浅黄色的格子；每一格左边是问题，右边是单位、状态、填法和它在报告里的位置。",
    "2. “状态”为“待填”的必须填；“可不填”的没有就空着；确实没有的按“怎么填”写“无”或 0。",
    "3. 标“请核对”的是从上年（部门的，从各单位）带来的内容：看过、改好，再把状态选成“已核对”。没有核对完不能定稿。",
    "4. 行不够时，在一段的中间插入行。不要改动隐藏的第一列和表头。",
    "5. 存成“填报.xlsx”，和导出的“公开表.xlsx”放在同一个文件夹，再生成报告。",
)
_COLUMNS = ("工作表", "内容", OPEN, CARRIED, "已填")


def write_cover(book: Workbook, layout: Layout, looks: Looks) -> Counts:
    """Add the cover as the first sheet: it shows the answers given; its counts are written once others are known."""
    page = book.add_worksheet(COVER)
    for column, width in enumerate((3, 24, 84, 10, 10, 10)):
        page.set_column(column, column, width)
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 1)
    page.protect("")
    page.set_row(1, 34)
    page.write_string(1, 1, "部门决算公开　填报", looks["题"])
    for row, name in enumerate(("单位", "年度", "版式"), 3):
        page.write_string(row, 1, name, looks["中"])
        page.write_formula(row, 2, f'={layout.cell(name)}&""', looks["问"], str(layout.value(name) or ""))
    for row, step in enumerate(_STEPS, 7):
        page.write_string(row, 1, step, looks["说明"])
    return Counts(page, looks, 8 + len(_STEPS))


@dataclass(slots=True)
class Counts:
    """The table of sheets on the cover: answers that are wanted, to be checked, and given."""

    page: Worksheet
    looks: Looks
    top: int
    rows: list[tuple[Sheet, list[str]]] = field(default_factory=list)

    def add(self, sheet: Sheet, states: list[str]) -> None:
        """Take a sheet with the states of its questions."""
        self.rows.append((sheet, states))

    def write(self) -> None:
        """Write the table: counts by formula, with the values they have now."""
        for column, title in enumerate(_COLUMNS, 1):
            self.page.write_string(self.top, column, title, self.looks["表头"])
        for row, (sheet, states) in enumerate(self.rows, self.top + 1):
            self.page.write_url(row, 1, f"internal:'{sheet.name}'!C1", self.looks["链"], sheet.name)
            self.page.write_string(row, 2, sheet.about, self.looks["问"])
            self.page.set_row(row, 22)
            open_, done, checked = (f"COUNTIF('{sheet.name}'!E:E,\"{word}\")" for word in (OPEN, DONE, CHECKED))
            brought = states.count(CARRIED)  # whatever else than 已核对 a state says, its answer is not confirmed
            for column, counted, words in (
                (3, open_, (OPEN,)),
                (4, f"{brought}-{checked}" if brought else "0", (CARRIED,)),
                (5, f"{done}+{checked}", (DONE, CHECKED)),
            ):
                now = sum(states.count(word) for word in words)
                self.page.write_formula(row, column, f"={counted}", self.looks["中"], now)
        self._total(self.top + 1 + len(self.rows))

    def _total(self, row: int) -> None:
        self.page.write_string(row, 1, "合计", self.looks["中"])
        self.page.write_string(row, 2, "待填、请核对都是 0，就可以定稿了。", self.looks["问"])
        for column, words in ((3, (OPEN,)), (4, (CARRIED,)), (5, (DONE, CHECKED))):
            letter = "ABCDEF"[column]
            now = sum(states.count(word) for _, states in self.rows for word in words)
            formula = f"=SUM({letter}{self.top + 2}:{letter}{row})"
            self.page.write_formula(row, column, formula, self.looks["中"], now)
