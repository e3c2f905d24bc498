"""Building: reports written as files, one result for each input."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from narrator import outputs
from narrator.compose.pages import with_pages
from narrator.document import Document
from narrator.draft import Draft, draft
from narrator.errors import NarratorError, UnusableInput
from narrator.finding import Finding, Level, Place
from narrator.phrasebook.library import Library, library
from narrator.phrasebook.page_style import PageStyle
from narrator.read import read
from narrator.write import FAST_WRITERS, WRITERS, Writer, base, docx

VERSION = 1
ESTIMATED = Finding(
    code="PAGES-ESTIMATED",
    level=Level.NOTICE,
    message="目录的页码是按版式估算的；定稿前请在 Word 里右键目录“更新域”核对，或用 --pages 由 LibreOffice 得出",
)


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


def build(
    inputs: Sequence[Path | str] | Path | str,
    out: Path | str,
    *,
    edition: str | None = None,
    year: int | None = None,
    formats: Sequence[str] = ("docx",),
    pages: bool = False,
    final: bool = False,
    review: bool = False,
    fast: bool = False,
    phrasebook: Path | None = None,
) -> list[Result]:
    """Write each input's report in these formats with its findings beside it; one result for each input, in order.

    Inputs with one output name are not written. `pages` takes page numbers from LibreOffice. `final` refuses a
    report with a finding at level 错误 or 待填, or in an edition that was not named. `review` adds a copy for reviewers
    with a comment on each number. `fast` compresses less. `phrasebook` is a folder of editions that come before those
    of the program. Raises NarratorError for a format that there is not and where a file cannot be written.
    """
    editions = library(phrasebook)
    editions.admit(edition)
    writers = _writers(formats, fast)
    paths = [inputs] if isinstance(inputs, (str, Path)) else inputs
    results = [_usable(path, year, edition, editions) for path in paths]
    twice = _doubles(results)
    done = [
        _clash(result, twice) if _stem(result) in twice else _written(result, Path(out), writers, pages, final, review)
        for result in results
    ]
    return done if len(done) == 1 else [_located(result) for result in done]


def _writers(formats: Sequence[str], fast: bool) -> dict[str, Writer]:
    """The writers of these formats; raises NarratorError for one that there is not and where there are none."""
    unknown = [format for format in formats if format not in WRITERS]
    if unknown or not formats:
        raise NarratorError(f"没有“{'、'.join(unknown)}”这种格式；可用：{'、'.join(WRITERS)}")
    return {format: (FAST_WRITERS if fast else WRITERS)[format] for format in formats}


def _located(result: Result) -> Result:
    """The result with the input's path before the files in its findings, where there are several inputs."""

    def located(place: Place) -> Place:
        return place.model_copy(update={"file": f"{result.input}/{place.file}"}) if place.file else place

    findings = (
        finding.model_copy(update={"where": tuple(map(located, finding.where)) or (Place(file=result.input),)})
        for finding in result.findings
    )
    return replace(result, findings=tuple(findings))


def _usable(path: Path | str, year: int | None, edition: str | None, editions: Library) -> Result:
    try:
        found = draft(read(path, year=year, edition=edition), editions)
    except UnusableInput as error:
        return Result(str(path), None, error.findings)
    return Result(str(path), found if found.document else None, found.findings)


def _stem(result: Result) -> str | None:
    return outputs.name(result.draft.account).casefold() if result.draft else None


def _doubles(results: Iterable[Result]) -> dict[str | None, list[str]]:
    """The inputs of each output name that several of them have."""
    inputs: dict[str | None, list[str]] = {}
    for result in results:
        inputs.setdefault(_stem(result), []).append(result.input)
    return {stem: same for stem, same in inputs.items() if stem and len(same) > 1}


def _clash(result: Result, twice: dict[str | None, list[str]]) -> Result:
    assert result.draft is not None
    name, same = outputs.name(result.draft.account), "、".join(twice[_stem(result)])
    message = f"{same} 都要写成“{name}”，一份也没有写；请核对单位和年度，或分到不同的输出文件夹"
    clash = Finding(code="OUTPUT-TWICE", level=Level.ERROR, message=message)
    return Result(result.input, None, (clash, *result.findings))


def _written(
    result: Result, out: Path, writers: Mapping[str, Writer], pages: bool, final: bool, review: bool
) -> Result:
    found = result.draft
    if found is None or found.document is None or found.edition is None:
        return result
    if final and (found.has(Level.ERROR, Level.MISSING) or not found.named):
        return Result(result.input, found, (*result.findings, _refusal(found)), refused=True)
    style = found.edition.page
    document, said = _measured(found.document, style) if pages else (found.document, (ESTIMATED,))
    stem = outputs.name(found.account)
    files = [(out / f"{stem}.{format}", write(document, style)) for format, write in writers.items()]
    if review:
        files.append((out / f"{stem}.审阅.docx", docx.write_review(document, style, result.findings)))
    if review or "docx" in writers:
        files.append((out / f"{stem}.base.json", base.base(document).encode()))
    findings = out / f"{stem}.findings.json"
    written = (*(str(path) for path, _ in files), str(findings))
    done = Result(result.input, found, (*result.findings, *said), written)
    kept = replace(done, outputs=tuple(Path(file).name for file in written))
    for path, data in (*files, (findings, _lines(told([kept])))):
        outputs.write(path, data)
    return done


def _refusal(found: Draft) -> Finding:
    left = [f"{level}{count}处" for level in (Level.ERROR, Level.MISSING) if (count := found.count(level))]
    why = f"还有{'、'.join(left)}" if left else "版式不是指明的那一个，请用 --edition 指明一个已有的版式"
    message = f"没有定稿：{why}；先处理好再定稿，不加 --final 可先出草稿"
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
