"""`new`: the workbook for one unit, year and edition, with what tables and last year's files say already in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from narrator import outputs
from narrator.account import Account
from narrator.finding import Finding
from narrator.phrasebook.library import library
from narrator.read import read
from narrator.workbook.answers import Answers
from narrator.workbook.carry import carried, with_carried
from narrator.workbook.form import Form
from narrator.workbook.questions import form
from narrator.workbook.usage import usage
from narrator.workbook.write import written


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
    cannot be read at all, PhrasebookError for an edition that there is not.
    """
    editions = library(phrasebook)
    chosen = editions.load(edition)
    account = read(tables, year=year, edition=edition) if tables else Account()
    account = account.model_copy(update={"unit": unit, "year": year, "edition": edition})
    own = {"单位": unit, "年度": year, "版式": edition}
    last = read(last_year, year=year - 1) if last_year else None
    answers = with_carried(own, carried(last, usage(chosen, account))) if last else Answers(own)
    made = form(account, chosen, answers, editions.names())
    outputs.write(Path(out), written(made))
    findings = (*account.findings, *(_other_unit(unit, account, last)))
    return New(made, findings, (str(out),))


def _other_unit(unit: str, account: Account, last: Account | None) -> list[Finding]:
    return []
