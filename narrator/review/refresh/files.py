"""Refreshing files: the reviewed Word file and an input in, the new Word file with its base beside it out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from narrator import outputs
from narrator.account import Account
from narrator.draft import Draft, draft
from narrator.errors import NarratorError
from narrator.finding import Finding, Level
from narrator.phrasebook.library import Library, library
from narrator.read import read
from narrator.review.base import Base, parsed
from narrator.review.carried import carried
from narrator.review.package import Package
from narrator.review.refresh import noticed
from narrator.review.refresh.refreshing import refreshed

SIDE_FILE = ".base.json"


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
    package = Package.opened(reviewed)
    old = _base(package, reviewed)
    found = draft(with_edition(read(input, year=year, edition=edition), old, editions), editions)
    if found.document is None or found.edition is None:
        raise NarratorError("没有可用的版式，无法生成正文；请用 --edition 指明版式")
    new = refreshed(package, old, found.document, found.edition.page)
    beside = out.with_suffix(SIDE_FILE)
    outputs.write(out, new.data)
    outputs.write(beside, new.base.encode())
    findings = (*_other(old, found), *new.findings, *found.findings)
    return Refresh(found, findings, (str(out), str(beside)), new.changes)


def _base(package: Package, reviewed: Path) -> Base | None:
    """The base that the file carries, else the one beside it, else `None`."""
    text = carried(package)
    if text is not None and (base := parsed(text)) is not None:
        return base
    names = (reviewed.with_suffix(SIDE_FILE), reviewed.with_name(reviewed.name.removesuffix(".审阅.docx") + SIDE_FILE))
    for beside in names:
        if beside.is_file() and (base := parsed(beside.read_bytes())) is not None:
            return base
    return None


def with_edition(account: Account, old: Base | None, editions: Library) -> Account:
    """The account in its own edition, else in that of the base, if there is such an edition."""
    if account.edition is not None or old is None or old.edition not in editions.names():
        return account
    return account.model_copy(update={"edition": old.edition})


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
