"""The collector of cyclic garbage, made to look seldom: a report leaves some thirty objects of it."""

from __future__ import annotations

import gc

OBJECTS = 100_000
"""About as many more than before have to be alive; the program and the making of one report take fewer."""


def collect_seldom() -> None:
    """Spare a process the looks that find nothing: a seventh of the time of a report from a cold start."""
    gc.set_threshold(OBJECTS)
