"""Refreshes over random edits and random changes of numbers: edits tried and lost, conflicts, milliseconds."""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))  # the reviewer who edits is the tests'

from test_refresh_properties import KINDS, SLOTS, Edit, broken, document, edited, refresh


def main(count: int = 300, seed: int = 1) -> None:
    draw, told = random.Random(seed), Counter[str]()
    began, spent = time.perf_counter(), 0.0
    for number in range(count):
        edits = [
            Edit(draw.choice(KINDS), (draw.random(), draw.random(), draw.random()), draw.random() < 0.5)
            for _ in range(draw.randint(0, 10))
        ]
        new = frozenset(draw.sample([*range(1, sum(SLOTS) + 1), *range(100, 104)], draw.randint(0, 20)))
        lose, filled = draw.choice((0, 0, 0, 1, 2, 3)), draw.random() < 0.5
        theirs, typed = edited(edits, lose)
        before = time.process_time()
        done = refresh(theirs, document(new, filled))
        spent += time.process_time() - before
        told.update(("edits", *(finding.code for finding in done.findings)), edits=len(edits) - 1)
        if faults := broken(theirs, typed, new, done):
            told["broken"] += 1
            print(f"{number}: {'；'.join(faults)}\n  {edits!r}, {set(new)!r}, {filled}, {lose}")
    print(f"{count} refreshes, {dict(told)}, {1000 * spent / count:.1f} ms each, {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
