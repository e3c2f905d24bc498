"""`new`: the workbook for one unit, year and edition, with what tables and last year's files say already in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from narrator import outputs
from narrator.account import Account
from narrator.account.names import folded
from narrator.account.repeated import repeated
from narrator.errors import Refusal
from narrator.finding import Finding, Level, Place
from narrator.phrasebook.library import library
from narrator.read import read
from narrator.workbook.answers import Answers
from narrator.workbook.carry import carried, sizes
from narrator.workbook.form import Form
from narrator.workbook.questions import form
from narrator.workbook.usage import usage
from narrator.workbook.write import written

_OF_NO_CONCERN = ("READ-NO-FACTS", "READ-NO-WORKBOOK", "READ-NO-UNIT-NAME", "READ-CARRIED", "READ-CARRIED-REASON")


@dataclass(frozen=True, slots=True)
class New:
    """A workbook that was written: its form, what was noticed about the files it was made from, the file."""

    form: Form
    findings: tuple[Finding, ...]
    outputs: tuple[str, ...]


def new(
    unit: str,
    out: Path | str,
    *,
    year: int,
    edition: str,
    tables: Path | str | None = None,
    last_year: Path | str | None = None,
    phrasebook: Path | None = None,
) -> New:
    """Write the workbook that asks this unit what this edition needs and the tables do not say.

    `tables` are this year's, `last_year` last year's tables, 填报 or folder. Raises UnusableInput where one of them
    cannot be read at all, PhrasebookError for an edition that there is not, Refusal where `out` exists already or
    both years' tables are the same.
    """
    out, editions = free(Path(out)), library(phrasebook)
    chosen = editions.load(edition)
    this = read(tables, year=year, edition=edition) if tables else Account()
    last = read(last_year, year=year - 1) if last_year else Account()
    _refuse_same_year(last, year, last_year)
    _refuse_repeated(this, last, tables, last_year)
    account = this.model_copy(update={"unit": unit, "year": year, "edition": edition})
    asked = usage(chosen, account)
    own, before = {"单位": unit, "年度": year, "版式": edition}, carried(last, asked)
    made = form(account, chosen, asked, Answers({**before, **own}, frozenset(before), sizes(last)), editions.names())
    outputs.write(out, written(made))
    findings = (*_other_unit(unit, this, tables), *_other_unit(unit, last, last_year))
    noticed = tuple(finding for finding in (*this.findings, *last.findings) if finding.code not in _OF_NO_CONCERN)
    return New(made, (*findings, *noticed), (str(out),))


def free(out: Path) -> Path:
    """A path that may be written; raises Refusal for one that is taken or is no workbook's."""
    if out.suffix.lower() != ".xlsx":
        raise Refusal(f"“{out.name}”不是 .xlsx 文件的名称；请写成 填报.xlsx 这样的名称")
    if out.exists():
        raise Refusal(f"“{out}”已经有了，里面可能有填好的内容，没有覆盖；请换一个名称，或先把它移走")
    return out


def _refuse_same_year(last: Account, year: int, path: Path | str | None) -> None:
    """Refuse this year's own answers in place of last year's."""
    if last.facts.year == year:
        at = last.places.get("年度")
        stands = f"（{at}）" if at else ""
        raise Refusal(
            f"--last-year“{path}”里的填报是{year}年度的{stands}，就是要新建的年度；"
            f"请给出{year - 1}年度的公开表、填报或文件夹，没有就不写 --last-year"
        )


def _refuse_repeated(this: Account, last: Account, tables: Path | str | None, last_year: Path | str | None) -> None:
    if repeated(this.tables, last.tables):
        raise Refusal(
            f"--tables“{tables}”与 --last-year“{last_year}”的数全部相同，是同一年的公开表；"
            "请核对是不是给错了文件：--tables 是本年的，--last-year 是上年的"
        )


def _other_unit(unit: str, account: Account, path: Path | str | None) -> Iterator[Finding]:
    if account.unit and folded(account.unit) != folded(unit):
        message = f"“{path}”里的单位是“{account.unit}”，命令给出的是“{unit}”；请核对是不是用错了文件"
        yield Finding(code="NEW-OTHER-UNIT", level=Level.NOTICE, message=message, where=(Place(file=str(path)),))
