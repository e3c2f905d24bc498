"""The verbs of narrator: what the command line and the page call, and what `import narrator` gives."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from narrator.account import Account
from narrator.build import build
from narrator.draft import Draft, draft
from narrator.figures import DEFINITIONS, FAMILIES, LISTINGS, Figure, Figures, UnknownFigure
from narrator.figures.names import meant_figure
from narrator.make import VERSION, Result, told
from narrator.outputs import saved
from narrator.phrasebook.library import library
from narrator.read import read
from narrator.write import WRITERS

if TYPE_CHECKING:
    from narrator.batch.batch import Batch, batch
    from narrator.department.blank import new_department
    from narrator.department.rollup import RolledUp, rollup
    from narrator.review.audit.report import Audit
    from narrator.review.finish.finishing import Finished, finish
    from narrator.review.imported.importing import Imported, import_last
    from narrator.review.refresh.files import Refresh, refresh
    from narrator.workbook.new import New, new

_LAZY = {
    "Batch": "narrator.batch.batch",
    "batch": "narrator.batch.batch",
    "Imported": "narrator.review.imported.importing",
    "import_last": "narrator.review.imported.importing",
    "Finished": "narrator.review.finish.finishing",
    "finish": "narrator.review.finish.finishing",
    "New": "narrator.workbook.new",
    "new": "narrator.workbook.new",
    "Refresh": "narrator.review.refresh.files",
    "refresh": "narrator.review.refresh.files",
    "RolledUp": "narrator.department.rollup",
    "rollup": "narrator.department.rollup",
    "new_department": "narrator.department.blank",
}
"""Verbs that a report does not need, and where each is; loaded when first asked for."""

__all__ = [
    "VERSION",
    "WRITERS",
    "Batch",
    "Finished",
    "Imported",
    "New",
    "Refresh",
    "Result",
    "RolledUp",
    "audit",
    "batch",
    "build",
    "catalogue",
    "check",
    "finish",
    "import_last",
    "listed",
    "lists",
    "marked",
    "new",
    "new_department",
    "read",
    "refresh",
    "rollup",
    "saved",
    "schema",
    "serve",
    "told",
    "trace",
]


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(name)
    return getattr(import_module(_LAZY[name]), name)


def check(
    path: Path | str, *, year: int | None = None, edition: str | None = None, phrasebook: Path | None = None
) -> Draft:
    """An input read, checked and narrated; raises UnusableInput where it cannot be read at all."""
    editions = library(phrasebook)
    editions.admit(edition)
    return draft(read(path, year=year, edition=edition), editions)


def audit(
    path: Path | str, given: Path | str | None = None, *, edition: str | None = None, phrasebook: Path | None = None
) -> Audit:
    """A published Word file audited against its own tables; `given` is this year's input, for last year's amounts.

    Raises UnusableInput where the file or the input cannot be read at all.
    """
    from narrator.review.audit.report import audit as audit_file  # lxml and what reads Word are for those who audit

    editions = library(phrasebook)
    editions.admit(edition)
    return audit_file(Path(path), given=read(given) if given else None, edition=edition, editions=editions)


def marked(found: Audit) -> bytes:
    """A copy of an audited Word file with its findings as comments."""
    from narrator.review.audit.mark import marked as mark_file

    return mark_file(found)


def trace(path: Path | str, figure: str, *, year: int | None = None) -> tuple[Account, Figure]:
    """A figure of an input by label or id, with its operands down to cells; raises UnknownFigure."""
    account = read(path, year=year)
    try:
        return account, Figures(account)[figure]
    except UnknownFigure as error:
        raise UnknownFigure("；".join(filter(None, (str(error), meant_figure(figure))))) from error


def catalogue() -> list[dict[str, str]]:
    """Every figure: id, label, unit, formula, reference; families as patterns with … for the base."""
    rows = [
        {
            "id": definition.id,
            "label": definition.label,
            "unit": definition.unit,
            "formula": definition.formula,
            "reference": definition.reference or "由其他数算出",
        }
        for definition in DEFINITIONS.values()
    ]
    for family in FAMILIES.values():
        shape = {"id": f"….{family.field}", "label": family.label("…"), "unit": family.unit, "formula": family.formula}
        rows.append({**shape, "reference": "有上年数、预算数或总体的数"})
    return rows


def lists() -> list[dict[str, str]]:
    """Every list that phrases may go through: name and description."""
    return [{"name": listing.name, "description": listing.description} for listing in LISTINGS.values()]


def schema() -> dict[str, Any]:
    """The JSON schema of account.json."""
    return Account.model_json_schema()


def listed(found: Draft, source: Path, out: Path) -> bytes:
    """The findings about an input as 问题清单.xlsx, its links leading from where `out` lies to the input's sheets."""
    from narrator.write.findings_list import findings_list

    account = found.account
    of = f"{account.unit or ''}{f'{account.year}年度' if account.year else ''}"
    return findings_list(found.findings, source if source.is_dir() else source.parent, out, of)


def serve(
    port: int = 0,
    *,
    browser: bool = True,
    started: Callable[[str], object] = print,
    unopened: Callable[[], object] = lambda: None,
) -> None:
    """Serve the page for staff on this machine until interrupted; `started` is told its address.

    `unopened` is called where no browser could be opened. Raises NarratorError where the port is taken or the folder
    of things kept cannot be used.
    """
    from narrator.web.serve import serve as run  # only those who serve pay for a server

    run(port, browser=browser, started=started, unopened=unopened)
