"""One unit's report: from an input to the content of its files, before anything is written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from narrator import outputs
from narrator.compose.pages import with_pages
from narrator.document import Document
from narrator.draft import Draft, draft
from narrator.errors import NarratorError, UnusableInput
from narrator.finding import Finding, Level
from narrator.phrasebook.library import Library
from narrator.phrasebook.page_style import PageStyle
from narrator.read import read
from narrator.write import FAST_WRITERS, WRITERS, Writer, base, docx

VERSION = 1
ESTIMATED = Finding(
    code="PAGES-ESTIMATED",
    level=Level.NOTICE,
    message="目录的页码是按版式估算的；定稿前请在 Word 里右键目录“更新域”，选“只更新页码”核对，"
    "或用 --pages 由 LibreOffice 得出",
)


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted of a unit: the year and edition that overrule its input, the formats, and how finished.

    `pages` takes page numbers from LibreOffice. `final` refuses a report with a finding at level 错误 or 待填.
    `review` adds a copy for reviewers with a comment on each number. `fast` compresses
    less. Raises NarratorError for a format that there is not and where there are none.
    """

    year: int | None = None
    edition: str | None = None
    formats: tuple[str, ...] = ("docx",)
    pages: bool = False
    final: bool = False
    review: bool = False
    fast: bool = False

    def __post_init__(self) -> None:
        unknown = [format for format in self.formats if format not in WRITERS]
        if unknown or not self.formats:
            raise NarratorError(f"没有“{'、'.join(unknown)}”这种格式；可用：{'、'.join(WRITERS)}")

    @property
    def writers(self) -> Mapping[str, Writer]:
        """The writers of the formats, each once."""
        return {format: (FAST_WRITERS if self.fast else WRITERS)[format] for format in self.formats}


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one input: its draft (`None` if it could not be used), its findings, the files written."""

    input: str
    draft: Draft | None
    findings: tuple[Finding, ...]
    outputs: tuple[str, ...] = ()
    refused: bool = False

    @property
    def exit_code(self) -> int:
        """0 fine, 1 findings at level 错误 or a refusal, 2 unusable."""
        if self.draft is None:
            return 2
        return int(self.refused or self.draft.has(Level.ERROR))


class Made(NamedTuple):
    """A unit's result and its files by name, of which none is written yet; no files where there is no report."""

    result: Result
    files: dict[str, bytes]

    def write(self, out: Path) -> Result:
        """The result with the files, once they are written to a folder; raises NarratorError."""
        for name, data in self.files.items():
            outputs.write(out / name, data)
        return replace(self.result, outputs=tuple(str(out / name) for name in self.files))


def make(path: Path | str, order: Order, editions: Library) -> Made:
    """The report of one input as this order wants it; raises NarratorError where pages cannot be measured."""
    return finished(drafted(path, order, editions), order)


def drafted(path: Path | str, order: Order, editions: Library) -> Result:
    """An input read, checked and narrated; without a draft where it cannot be used."""
    try:
        found = draft(read(path, year=order.year, edition=order.edition), editions)
    except UnusableInput as error:
        return Result(str(path), None, error.findings)
    return Result(str(path), found if found.document else None, found.findings)


def finished(result: Result, order: Order) -> Made:
    """The files of a drafted report, its findings last; raises NarratorError where pages cannot be measured."""
    found = result.draft
    if found is None or found.document is None or found.edition is None:
        return Made(result, {})
    if order.final and found.has(Level.ERROR, Level.MISSING):
        return Made(Result(result.input, found, (*result.findings, _refusal(found)), refused=True), {})
    style = found.edition.page
    document, said = _measured(found.document, style) if order.pages else (found.document, (ESTIMATED,))
    stem = outputs.name(found.account)
    files = {f"{stem}.{format}": write(document, style) for format, write in order.writers.items()}
    if order.review:
        files[f"{stem}.审阅.docx"] = docx.write_review(document, style, result.findings)
    if order.review or "docx" in order.formats:
        files[f"{stem}.base.json"] = base.base(document).encode()
    told_in = f"{stem}.findings.json"
    done = Result(result.input, found, (*result.findings, *said), (*files, told_in))
    return Made(done, {**files, told_in: _lines(told([done]))})


def _refusal(found: Draft) -> Finding:
    left = [f"{level}{count}处" for level in (Level.ERROR, Level.MISSING) if (count := found.count(level))]
    message = f"没有定稿：还有{'、'.join(left)}；先处理好再定稿，不加 --final 可先出草稿"
    return Finding(code="FINAL-REFUSED", level=Level.ERROR, message=message)


def _measured(document: Document, style: PageStyle) -> tuple[Document, tuple[Finding, ...]]:
    from narrator.write.measure import measure_pages

    return with_pages(document, measure_pages([document], style)[0]), ()


def _lines(data: dict[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def told(results: Sequence[Result], **more: Any) -> dict[str, Any]:
    """The keys of every `--json` output; unit, year and edition where all results agree, else null."""
    drafts = [result.draft for result in results if result.draft]
    data: dict[str, Any] = {
        "version": VERSION,
        "unit": _common(draft.account.unit for draft in drafts),
        "year": _common(draft.account.year for draft in drafts),
        "edition": _common(draft.edition.name if draft.edition else None for draft in drafts),
        "findings": [finding.to_json() for result in results for finding in result.findings],
    }
    written = [file for result in results for file in result.outputs]
    return {**data, **({"outputs": written} if written or "outputs" in more else {}), **more}


def _common(values: Iterable[Any]) -> Any:
    different = list(dict.fromkeys(values))
    return different[0] if len(different) == 1 else None
