"""`make bench`: the stages of one report apart, then writing beside its peers; CPU milliseconds in one run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import write
from bench.write import INPUT, milliseconds
from narrator.check import check
from narrator.compose.pages import estimate_pages, with_pages
from narrator.compose.report import compose
from narrator.draft import Draft, draft
from narrator.figures import Figures
from narrator.narrate.narrator import Narrator
from narrator.phrasebook.library import library
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
    style = edition.page
    return {
        "read the workbook and 填报.yaml": lambda: read(INPUT),
        "read account.json": lambda: read(kept),
        "check": lambda: check(account),
        "narrate and compose": lambda: compose(account, edition, Narrator(edition, Figures(account))),
        "estimate pages": lambda: with_pages(document, estimate_pages(document, style)),
        "write": lambda: WRITERS["docx"](document, style),
    }


if __name__ == "__main__":
    main()
