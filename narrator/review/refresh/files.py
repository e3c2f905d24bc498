"""Refreshing files: the reviewed Word file and an input in, the new Word file with its base beside it out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from narrator import outputs
from narrator.draft import Draft
from narrator.errors import NarratorError
from narrator.finding import Finding, Level
from narrator.phrasebook.library import library
from narrator.read import read
from narrator.review.base import Base
from narrator.review.package import Package
from narrator.review.refresh import noticed
from narrator.review.refresh.drafting import SIDE_FILE, compared


@dataclass(frozen=True, slots=True)
class Refresh:
    """What came of a refresh: the draft merged in, findings, files written, how many tracked changes."""

    draft: Draft
    findings: tuple[Finding, ...]
    outputs: tuple[str, ...]
    changes: int

    @property
    def exit_code(self) -> int:
        """0 fine, 1 where a finding, such as a conflict that is not resolved, has level 错误."""
        return int(any(finding.level == Level.ERROR for finding in self.findings))


def refresh(
    reviewed: Path | str,
    input: Path | str,
    out: Path | str,
    *,
    edition: str | None = None,
    year: int | None = None,
    phrasebook: Path | None = None,
) -> Refresh:
    """Write the reviewed file with what the input changes in it, as tracked changes, and the new base beside it.

    The edition is the one named, that of the input, or the one that the file was written in. Raises UnusableInput
    where the file or the input cannot be read, NarratorError where there is no edition or nothing can be written.
    """
    reviewed, out = Path(reviewed), Path(out)
    if out.suffix.lower() != ".docx" or (out.exists() and out.samefile(reviewed)):
        raise NarratorError(f"“{out}”应是一个新的 .docx 文件，不能就是审阅的文件；请用 -o 写另一个名称")
    editions = library(phrasebook)
    editions.admit(edition)
    account = read(input, year=year, edition=edition)
    done = compared(Package.opened(reviewed), reviewed, account, editions)
    if done.new is None:
        raise NarratorError("没有可用的版式，无法生成正文；请用 --edition 指明版式")
    old, found, new = done.base, done.draft, done.new
    beside = out.with_suffix(SIDE_FILE)
    outputs.write(out, new.data)
    outputs.write(beside, new.base.encode())
    findings = (*_other(old, found), *new.findings, *found.findings)
    return Refresh(found, findings, (str(out), str(beside)), new.changes)


def _other(old: Base | None, found: Draft) -> tuple[Finding, ...]:
    """That the input is of another unit, year or edition than the file."""
    if old is None or found.document is None:
        return ()
    now = found.document
    was, new = ((base.unit, base.year, base.edition) for base in (old, now))
    if was == new:
        return ()
    pairs = [(str(a), str(b)) for a, b in zip(was, new, strict=True) if a != b]
    return (noticed.other_input([a for a, _ in pairs], [b for _, b in pairs]),)
