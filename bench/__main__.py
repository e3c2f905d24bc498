"""`make bench`: the stages of one report, the whole way, writing beside its peers, cold starts; all in one run."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from bench import cold, page, pipeline, write
from bench.measured import least, verdict
from bench.write import FLOOR, floor
from narrator import cache
from narrator.account import Account
from narrator.check import check
from narrator.compose.pages import laid_out
from narrator.compose.report import compose
from narrator.document import Run
from narrator.draft import Draft, draft
from narrator.figures import Figures
from narrator.garbage import collect_seldom
from narrator.narrate.narrator import Narrator
from narrator.phrasebook.edition import Edition
from narrator.phrasebook.library import Library, library
from narrator.read import read
from narrator.verbs import saved
from narrator.write import WRITERS

TESTS = Path(__file__).parents[1] / "tests"
REFERENCE = 1000 / 750
"""Milliseconds of the floor on the machine for which times are asked: times elsewhere compare in floors."""
ASKED = {"load the edition, kept": 30, "all sentences": 2}
INPUT = Path(__file__).parents[1] / "inputs" / "株洲市教育技术装备所-2020"


def main() -> None:
    sys.path.insert(0, str(TESTS))
    collect_seldom()  # as commands do
    found = draft(read(INPUT), library())
    with TemporaryDirectory() as folder:
        print("stages")
        kept = Path(folder) / "kept.json"
        kept.write_bytes(saved(found.account))
        times = least(stages(found, kept), 40)
        for name, taken in times.items():
            print(f"{taken:9.2f} ms  {taken / times[FLOOR]:7.2f} floors  {name}")
        for name, asked in ASKED.items():
            held = verdict(times[name] / times[FLOOR], round(asked / REFERENCE, 1), least=False)
            print(f"{name}: {asked} ms where the floor takes {REFERENCE:.2f}, in floors {held}")
        print("\nfrom an input to a Word file")
        pipeline.main(INPUT, found, Path(folder), 40)
    print("\nwriting")
    write.main(found, 20)
    print("\nthe page")
    page.main(10)
    print("\ncold starts")
    cold.main(INPUT)


def stages(found: Draft, kept: Path) -> dict[str, Callable[[], object]]:
    edition, document, account = found.edition, found.document, found.account
    assert edition is not None and document is not None
    style, calls = edition.page, said(account, edition)
    composed = compose(account, edition, Narrator(edition, Figures(account)))
    return {
        FLOOR: floor(found),
        "load the edition, kept": lambda: Library().load(edition.name),
        "load the edition, afresh": lambda: loaded_afresh(edition.name),
        "read the workbook and 填报.yaml": lambda: read(INPUT),
        "read account.json": lambda: read(kept),
        "check": lambda: check(account.model_copy()),  # a copy, as some work is kept for the last account
        "all sentences": lambda: say_again(account, edition, calls),
        "narrate and compose": lambda: compose(account, edition, Narrator(edition, Figures(account))),
        "estimate heights and pages": lambda: laid_out(composed, style),
        "write": lambda: WRITERS["docx"](document._replace(), style),
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
