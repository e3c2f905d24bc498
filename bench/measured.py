"""Least times of several pieces of work in one run, taken in turn so that a busy machine slows all of them alike."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

Work = Mapping[str, Callable[[], object]]
FEWEST = 5  # rounds, however long they take


def least(work: Work, seconds: float) -> dict[str, float]:
    """The least CPU milliseconds of each among as many rounds as fit into so many seconds, the first not counted."""
    best = dict.fromkeys(work, float("inf"))
    for run in work.values():
        run()
    until, rounds = time.perf_counter() + seconds, 0
    while time.perf_counter() < until or rounds < FEWEST:
        rounds += 1
        for name, run in work.items():
            begun = time.process_time()
            run()
            best[name] = min(best[name], (time.process_time() - begun) * 1000)
    return best


def verdict(reached: float, asked: float, *, least: bool) -> str:
    """Whether a figure is at least, or at most, what was asked for."""
    held = reached >= asked if least else reached <= asked
    return f"{'at least' if least else 'at most'} {asked:g} asked: {'reached' if held else 'NOT reached'}"
