"""`finish`: the file to publish, made from the reviewer's own once nothing in it is pending or wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from narrator import outputs
from narrator.account import Account
from narrator.errors import Refusal
from narrator.finding import Finding, Level
from narrator.phrasebook.library import library
from narrator.read import read
from narrator.read.safety import read_bytes
from narrator.review.audit.report import audit
from narrator.review.finish.charts import disagreeing_charts
from narrator.review.finish.disagreeing import disagreeing
from narrator.review.finish.outdated import outdated
from narrator.review.finish.parts import Parts
from narrator.review.finish.pending import pending
from narrator.review.finish.removal import take_out
from narrator.review.package import Package
from narrator.review.refresh.drafting import compared


@dataclass(frozen=True, slots=True)
class Finished:
    """What came of finishing: the account it was checked against, what was noticed, the file if it was written."""

    account: Account
    findings: tuple[Finding, ...]
    outputs: tuple[str, ...] = ()


def finish(
    reviewed: Path | str,
    input: Path | str,
    out: Path | str,
    *,
    edition: str | None = None,
    year: int | None = None,
    phrasebook: Path | None = None,
) -> Finished:
    """Write the reviewer's file without what is ours in it, unless it has findings at level 错误.

    These are tracked changes, placeholders, open conflicts, what the input carries over unconfirmed or gives otherwise,
    and what an audit against it finds. Raises UnusableInput for a file that cannot be read, PhrasebookError for an
    edition that there is not, Refusal where `out` is no name for a new Word file or is one of the files given.
    """
    reviewed, out, editions = Path(reviewed), _new(Path(out), Path(reviewed)), library(phrasebook)
    editions.admit(edition)
    data = read_bytes(reviewed, reviewed.name)
    parts = Parts(data, reviewed.name)
    account = read(input, year=year, edition=edition)
    audited = audit(reviewed, given=account, edition=edition or account.edition, editions=editions)
    now = compared(Package(data, reviewed.name), reviewed, account, editions)
    differs = (*outdated(now), *disagreeing(audited.account, account), *disagreeing_charts(parts, now))
    said = (one for one in audited.findings if not _is_told(one, differs))
    found = (*pending(parts, reviewed.name), *_unconfirmed(account), *differs, *said)
    if any(finding.level == Level.ERROR for finding in found):
        return Finished(account, found)
    take_out(parts)
    outputs.write(out, parts.saved())
    return Finished(account, found, (str(out),))


def _new(out: Path, reviewed: Path) -> Path:
    if out.suffix.lower() != ".docx":
        raise Refusal(f"“{out.name}”不是 .docx 文件的名称；请写成 定稿.docx 这样的名称")
    if out.resolve() == reviewed.resolve():
        raise Refusal(f"“{out}”就是送审的那一个文件，没有覆盖；请换一个名称")
    return out


def _unconfirmed(account: Account) -> Iterator[Finding]:
    """What was carried over and nobody has confirmed: the file may print last year's."""
    carried = (one for one in account.findings if one.code == "READ-CARRIED")
    yield from (one.model_copy(update={"level": Level.ERROR}) for one in carried)


def _is_told(finding: Finding, differs: tuple[Finding, ...]) -> bool:
    """Whether an audit's finding is told here: about a change, a placeholder, a number that differs from the input."""
    if finding.code == "AUDIT-GIVEN":
        quotes = [place.quote or "" for one in differs for place in one.where]
        return any((finding.where[0].quote or "") in quote for quote in quotes)
    return finding.code == "AUDIT-TRACKED" or (finding.code == "AUDIT-LEFTOVER" and "待填" in finding.message)
