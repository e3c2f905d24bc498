"""`rollup`: a department's input from the inputs of its units."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from narrator import outputs
from narrator.account import Account, Facts
from narrator.department.added import added
from narrator.department.amounts import last_years_amounts, last_years_tables, without_partial_budgets
from narrator.department.gathered import Gathering
from narrator.department.listed import Department, Transfer, read_department
from narrator.department.members import alike, counted_twice, faulty, lacking_tables, members, refuse_own_input
from narrator.department.transfers import ELIMINATED, eliminated, of_last_year, undeclared, untenable
from narrator.errors import UnusableInput
from narrator.finding import Finding, Level, Place
from narrator.phrasebook.edition import Edition
from narrator.phrasebook.library import library
from narrator.read.file_names import FACTS_WORKBOOK, SAVED_TABLES
from narrator.workbook.answers import Answers, answers_of
from narrator.workbook.plan import begins
from narrator.workbook.questions import form
from narrator.workbook.usage import usage
from narrator.workbook.write import written

MEMBERS = "单位概况.决算单位"  # as the department's file lists them, not gathered


@dataclass(frozen=True, slots=True)
class RolledUp:
    """A department's account, what was noticed while its units were added up, and the files written."""

    account: Account
    findings: tuple[Finding, ...]
    outputs: tuple[str, ...]


def rollup(path: Path | str, out: Path | str, *, phrasebook: Path | None = None) -> RolledUp:
    """Add up the units that 部门.xlsx or 部门.yaml lists, and write the department's input.

    `out` is a folder, which gets 公开表.json and, unless it has one, 填报.xlsx with what was gathered; or a .json file,
    which gets both as one account. The account keeps the finding that a unit lacks a table. Raises UnusableInput where
    a unit cannot be read or a transfer cannot be taken out, and where `out` is the input of a unit.
    """
    path, out = Path(path), Path(out)
    department, places = read_department(path)
    refuse_own_input(department, path.parent, out)
    editions = library(phrasebook)
    edition = editions.load(department.edition)
    units = members(department, path.parent, places)
    transfers = {places[f"内部往来.{i}"]: each for i, each in enumerate(department.transfers)}
    if wrong := tuple(untenable(transfers, units)):
        raise UnusableInput(wrong)
    lacking = tuple(lacking_tables(units))
    findings = [*faulty(units), *lacking, *counted_twice(units), *alike(units)]
    findings += [*undeclared(transfers, units), *of_last_year(units)]
    gathering = Gathering()
    account = _account(department, units, transfers, gathering, findings).model_copy(update={"findings": lacking})
    findings += gathering.findings
    if (out / FACTS_WORKBOOK).exists():
        findings.append(_kept(out / FACTS_WORKBOOK))
    files = _files(account, out, lambda: _workbook(account, edition, gathering.to_check, editions.names()))
    for file, data in files.items():
        outputs.write(file, data)
    return RolledUp(account, tuple(findings), tuple(map(str, files)))


def _files(account: Account, out: Path, workbook: Callable[[], bytes]) -> dict[Path, bytes]:
    """The department's input: one file, or tables and the workbook, which is left as it is where there is one."""
    if out.suffix.lower() == ".json":
        return {out: outputs.saved(account)}
    tables = {out / SAVED_TABLES: outputs.saved(account.model_copy(update={"facts": Facts()}))}
    kept = (out / FACTS_WORKBOOK).exists()
    return tables if kept else {**tables, out / FACTS_WORKBOOK: workbook()}


def _workbook(account: Account, edition: Edition, gathered: set[str], editions: tuple[str, ...]) -> bytes:
    """填报.xlsx with the facts of the account; what was gathered is to be checked by people."""
    tables = account.model_copy(update={"facts": Facts()})
    asked, by_path = usage(edition, tables), answers_of(account.facts)
    to_check = frozenset(at for at in by_path if at != MEMBERS and any(begins(at, root) for root in gathered))
    return written(form(tables, edition, asked, Answers(by_path, to_check), editions))


def _account(
    department: Department,
    units: dict[str, Account],
    transfers: Mapping[Place, Transfer],
    gathering: Gathering,
    findings: list[Finding],
) -> Account:
    taken_out = [(ELIMINATED, eliminated(each, place, units[each.payer])) for place, each in transfers.items()]
    last_tables = last_years_tables(units, findings)
    facts: dict[str, Any] = gathering.facts([(unit, account.facts) for unit, account in units.items()])
    facts = without_partial_budgets(facts, units, findings)
    if amounts := last_years_amounts(units, findings):
        facts["上年数"] = amounts
    own = {"单位": department.unit, "年度": str(department.year), "版式": department.edition}
    listed = [
        {"名称": name} | ({"备注": unit.note} if unit.note else {})
        for name, unit in zip(units, department.units, strict=True)
    ]
    profile = {**facts.get("单位概况", {}), "决算单位": listed}
    return Account(
        unit=department.unit,
        year=department.year,
        edition=department.edition,
        tables=added([*((unit, account.tables) for unit, account in units.items()), *taken_out]),
        last_year=last_tables,
        facts=Facts.model_validate({**facts, **own, "单位概况": profile}),
    )


def _kept(path: Path) -> Finding:
    message = f"“{path.name}”已经有了，没有改动；人数、原因等如有变化，请在其中修改，或先把它移走再汇总"
    return Finding(code="ROLLUP-KEPT", level=Level.NOTICE, message=message, where=(Place(file=str(path)),))
