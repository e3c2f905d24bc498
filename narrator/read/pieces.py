"""What was read of one unit, put together as its account."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, get_args

from narrator.account import Account
from narrator.account.cells import TableId
from narrator.finding import Finding, Level, Place
from narrator.read.file_names import FACTS_WORKBOOK, TABLES
from narrator.read.identity import Asked, decide_edition, decide_unit, decide_year, differing, other_years
from narrator.read.sheets import Sheets
from narrator.read.validated import FactsRead

_COMMAND = "（narrator new 单位名 --year 年度 --edition 版式 --tables 公开表.xlsx -o 填报.xlsx）"


class Pieces(NamedTuple):
    """What was read of one unit; `names` are folders and files, besides the workbook, that may carry the year."""

    tables: Sheets | None = None
    facts: FactsRead | None = None
    last_year: Sheets | None = None
    names: tuple[str, ...] = ()

    def account(self, asked: Asked, findings: list[Finding]) -> Account:
        """The pieces as one account; `findings` are those noticed before."""
        tables, read, last_year = self.tables or Sheets(), self.facts or FactsRead(), self.last_year or Sheets()
        findings = [*findings, *self._missing(), *tables.findings, *read.findings, *last_year.findings]
        findings += differing((*tables.units[:1], *last_year.units[:1]), Level.NOTICE, "上年公开表的单位名称不同")
        return Account(
            unit=decide_unit(read, tables.units, findings),
            year=self._year(asked, read, findings),
            edition=decide_edition(asked, read, findings),
            tables=tables.tables,
            last_year=last_year.tables,
            facts=read.facts,
            places={**read.blanks, **read.places},
            findings=tuple(findings),
        )

    def _year(self, asked: Asked, read: FactsRead, findings: list[Finding]) -> int | None:
        """The year; what tables, last year's tables and names print otherwise is told."""
        tables, last_year = self.tables or Sheets(), self.last_year or Sheets()
        names = [Path(tables.file).stem, *self.names]
        year = decide_year(asked, read, [*(text for text, _ in tables.years[:1]), *names], findings)
        if year:
            findings += other_years(year, read, tables.years, "公开表")
            findings += other_years(year - 1, read, last_year.years, "上年公开表")
        return year

    def _missing(self) -> list[Finding]:
        missing = []
        if self.tables is None:
            message = f"没有决算公开表，九张表都缺：请把财务软件导出的工作簿命名为“{TABLES}”放进文件夹"
            tables = (Place(figure=f"公开0{id[1]}表") for id in get_args(TableId))
            where = (Place(file=TABLES), *tables)
            missing.append(Finding(code="READ-NO-WORKBOOK", level=Level.MISSING, message=message, where=where))
        if self.facts is None or self.facts.blank:
            how = f"请用 narrator new 生成“{FACTS_WORKBOOK}”{_COMMAND}，填好放进文件夹"
            message = f"没有填报内容，表里没有的都待填：{how}"
            missing.append(Finding(code="READ-NO-FACTS", level=Level.MISSING, message=message))
        return missing
