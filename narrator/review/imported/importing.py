"""`import`: last year's published Word file as this year's 填报, in a workbook or in YAML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from narrator import outputs
from narrator.account import Account, Cell, Facts, Table, TableId
from narrator.errors import Refusal
from narrator.finding import Finding
from narrator.phrasebook.edition import Edition
from narrator.phrasebook.library import library
from narrator.read import read
from narrator.review.imported.noticed import stale, texts
from narrator.review.imported.published import read_published
from narrator.review.imported.tree import LAST_YEAR, REASONS
from narrator.review.imported.yaml_text import yaml_text
from narrator.workbook.answers import Answers, answers_of
from narrator.workbook.carry import last_amounts
from narrator.workbook.questions import form
from narrator.workbook.usage import Usage, usage
from narrator.workbook.write import written


@dataclass(frozen=True, slots=True)
class Imported:
    """An import: last year's account as read, this year's facts made of it, what was noticed, the file."""

    last: Account
    facts: Facts
    findings: tuple[Finding, ...]
    outputs: tuple[str, ...]


def import_last(
    last: Path | str,
    out: Path | str,
    *,
    edition: str,
    year: int | None = None,
    tables: Path | str | None = None,
    phrasebook: Path | None = None,
) -> Imported:
    """Write this year's 填报.xlsx or 填报.yaml with what a published Word file of last year says.

    `year` is this year, by default the one after the file's; `tables` are this year's. Raises UnusableInput where a
    file cannot be read at all, PhrasebookError for an edition that there is not, Refusal where `out` is taken or is no
    such file's name, and where the file does not say whose or of which year it is.
    """
    out, editions = _free(Path(out)), library(phrasebook)
    chosen = editions.load(edition)
    published = read_published(Path(last), chosen, editions, year and year - 1)
    before = published.account
    this = _this_year(before, chosen, tables)
    asked = usage(chosen, this)
    amounts = {path: published.amount(path[len(LAST_YEAR) + 1 :], value) for path, value in _amounts(before, asked)}
    own = {"unit": this.unit, "year": this.year, "edition": chosen.name}
    given = {path[len(LAST_YEAR) + 1 :]: value for path, value in amounts.items()}
    facts = before.facts.model_copy(update={**own, "last_year": given})
    outputs.write(out, _written(facts, this, chosen, asked, editions.names(), out.suffix.lower() == ".yaml"))
    findings = (*published.findings, *stale(texts(before.facts), before.year or 0))
    return Imported(before, facts, findings, (str(out),))


def _free(out: Path) -> Path:
    if out.suffix.lower() not in (".xlsx", ".yaml"):
        raise Refusal(f"“{out.name}”不是 .xlsx 或 .yaml 文件的名称；请写成 填报.xlsx 或 填报.yaml")
    if out.exists():
        raise Refusal(f"“{out}”已经有了，里面可能有填好的内容，没有覆盖；请换一个名称，或先把它移走")
    return out


def _this_year(before: Account, edition: Edition, tables: Path | str | None) -> Account:
    """This year's account without facts; last year's rows without amounts stand in for tables that are not given."""
    year = (before.year or 0) + 1
    read_tables = read(tables, year=year, edition=edition.name).tables if tables else dict(_rows_only(before))
    return Account(unit=before.unit, year=year, edition=edition.name, tables=read_tables)


def _rows_only(before: Account) -> Iterator[tuple[TableId, Table]]:
    for id, table in before.tables.items():
        rows = (replace(row, cells=dict.fromkeys(row.cells, Cell(read=False))) for row in table.rows)
        yield id, table.model_copy(update={"rows": tuple(rows)})


def _amounts(before: Account, asked: Usage) -> Iterator[tuple[str, Any]]:
    yield from last_amounts(before, asked).items()


def _written(
    facts: Facts, this: Account, edition: Edition, asked: Usage, names: tuple[str, ...], as_yaml: bool
) -> bytes:
    answers = answers_of(facts)
    taken = [path for path in answers if path not in ("单位", "年度", "版式")]
    if as_yaml:
        return yaml_text(facts, _paths(facts, taken)).encode()
    return written(form(this, edition, asked, Answers(answers, frozenset(taken)), names))


def _paths(facts: Facts, taken: list[str]) -> Iterator[str]:
    """The paths to be confirmed; reasons by the figure that they explain."""
    yield from (path for path in taken if path not in REASONS)
    for kind, reasons in zip(REASONS, (facts.change_reasons, facts.budget_reasons), strict=True):
        yield from (f"{kind}.{name}" for reason in reasons for name in reason.explains)
