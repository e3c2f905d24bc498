"""Building: reports written as files, one result for each input."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from narrator import outputs
from narrator.finding import Finding, Level, Place
from narrator.make import Order, Result, drafted, finished
from narrator.phrasebook.library import library


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
    report with a finding at level 错误 or 待填. `review` adds a copy for reviewers
    with a comment on each number. `fast` compresses less. `phrasebook` is a folder of editions that come before those
    of the program. Raises NarratorError for a format that there is not and where a file cannot be written.
    """
    editions = library(phrasebook)
    editions.admit(edition)
    order = Order(year, edition, tuple(formats), pages, final, review, fast)
    paths = [inputs] if isinstance(inputs, (str, Path)) else inputs
    results = [drafted(path, order, editions) for path in paths]
    twice = _doubles(results)
    done = [
        _clash(result, twice) if _stem(result) in twice else finished(result, order).write(Path(out))
        for result in results
    ]
    return done if len(done) == 1 else [_located(result) for result in done]


def _located(result: Result) -> Result:
    """The result with the input's path before the files in its findings, where there are several inputs."""

    def located(place: Place) -> Place:
        return replace(place, file=f"{result.input}/{place.file}") if place.file else place

    findings = (
        finding.model_copy(update={"where": tuple(map(located, finding.where)) or (Place(file=result.input),)})
        for finding in result.findings
    )
    return replace(result, findings=tuple(findings))


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
