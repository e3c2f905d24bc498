"""`make bench`: the stages of one report apart, then writing beside its peers; CPU milliseconds in one run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from bench import write
from bench.write import INPUT, milliseconds
from narrator import cache
from narrator.account import Account
from narrator.check import check
from narrator.compose.pages import laid_out
from narrator.compose.report import compose
from narrator.document import Run
from narrator.draft import Draft, draft
from narrator.figures import Figures
from narrator.narrate.narrator import Narrator
from narrator.phrasebook.edition import Edition
from narrator.phrasebook.library import Library, library
from narrator.read import read
from narrator.verbs import saved
from narrator.write import WRITERS


def main() -> None:
    found = draft(read(INPUT), library())
    account = found.account
    with TemporaryDirectory() as folder:
        kept = Path(folder) / "account.json"
        kept.write_bytes(saved(account))
        times = {name: milliseconds(work) for name, work in stages(found, kept).items()}
    for name, taken in times.items():
        print(f"{taken:9.2f} ms  {taken / times['write']:7.2f} x  {name}")
    print()
    write.main()


def stages(found: Draft, kept: Path) -> dict[str, Callable[[], object]]:
    edition, document, account = found.edition, found.document, found.account
    assert edition is not None and document is not None
    style, calls = edition.page, said(account, edition)
    composed = compose(account, edition, Narrator(edition, Figures(account)))
    return {
        "load the edition, kept": lambda: Library().load(edition.name),
        "load the edition, afresh": lambda: loaded_afresh(edition.name),
        "read the workbook and 填报.yaml": lambda: read(INPUT),
        "read account.json": lambda: read(kept),
        "check": lambda: check(account),
        "all sentences": lambda: say_again(account, edition, calls),
        "narrate and compose": lambda: compose(account, edition, Narrator(edition, Figures(account))),
        "estimate heights and pages": lambda: laid_out(composed, style),
        "write": lambda: WRITERS["docx"](document, style),
    }


def loaded_afresh(name: str) -> None:
    with TemporaryDirectory() as folder, patch.object(cache, "cache_folder", lambda: Path(folder)):
        Library().load(name)


Calls = list[tuple[str, str, dict[str, Any]]]


def said(account: Account, edition: Edition) -> Calls:
    """What composing a report has said: phrases, paragraphs and local values."""
    calls: Calls = []

    class Recording(Narrator):
        def say(self, name: str, paragraph: str, **local: Any) -> tuple[Run, ...]:
            calls.append((name, paragraph, local))
            return super().say(name, paragraph, **local)

    compose(account, edition, Recording(edition, Figures(account)))
    return calls


def say_again(account: Account, edition: Edition, calls: Calls) -> None:
    narrator = Narrator(edition, Figures(account))
    for name, paragraph, local in calls:
        narrator.say(name, paragraph, **local)


if __name__ == "__main__":
    main()
