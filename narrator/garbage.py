"""The collector of cyclic garbage, made to look seldom: a report leaves some thirty objects of it."""

from __future__ import annotations

import atexit
import gc

OBJECTS = 100_000
"""About as many more than before have to be alive; the program and the making of one report take fewer."""


def collect_seldom() -> None:
    """Spare a process the looks that find nothing, also those at its end: a third of the time of one report."""
    gc.set_threshold(OBJECTS)
    atexit.register(gc.freeze)
