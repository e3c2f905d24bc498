"""What staff take of a batch: the files of a unit, the list of its findings, the workbook about all units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from narrator.batch.ledger import Entry
from narrator.batch.record import Outcome
from narrator.batch.summary import write_summary
from narrator.finding import Finding
from narrator.web.trouble import in_page_words
from narrator.write.findings_list import findings_list

LIST, SUMMARY = "问题清单.xlsx", "汇总.xlsx"
FOR_PROGRAMS = ".json"
_FILES = 2  # of a unit: its report, the list of its findings


def shown(entry: Entry) -> list[str]:
    """The names of a unit's files for people: those for programs left out."""
    outputs = entry.outcome.outputs if entry.outcome else ()
    return [name for name in outputs if not name.endswith(FOR_PROGRAMS)]


def listed(entry: Entry) -> bytes:
    """The findings about a unit as 问题清单.xlsx."""
    outcome = entry.outcome or Outcome()
    of = f"{outcome.unit or entry.unit.key}{f'{outcome.year}年度' if outcome.year else ''}" if entry.outcome else ""
    return findings_list(_findings(outcome), Path(), Path(LIST), of)


def summarised(entries: Iterable[Entry], out: Path) -> None:
    """Write the workbook about all units into the folder of the batch; raises NarratorError."""
    write_summary(map(_for_staff, entries), out, out / SUMMARY, _FILES)


def _for_staff(entry: Entry) -> Entry:
    """The unit with the files that it has in the archive, and its findings in the page's words."""
    if entry.outcome is None:
        return entry
    told = {"findings": _findings(entry.outcome), "outputs": (*shown(entry), LIST)}
    return replace(entry, outcome=entry.outcome.model_copy(update=told))


def _findings(outcome: Outcome) -> tuple[Finding, ...]:
    told = ((each, in_page_words(each.message)) for each in outcome.findings)
    return tuple(each.model_copy(update={"message": message}) for each, message in told)
