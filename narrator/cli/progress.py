"""How a batch gets on: a bar on a terminal, plain lines elsewhere, both on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from narrator.batch.tally import Progress, Tally

EVERY = 10.0  # seconds between two plain lines
STOPPING = "正在停下：做完手上的就停，再按一次 Ctrl-C 立刻停下"


@contextmanager
def shown() -> Iterator[Progress]:
    """What to call after each unit, in the manner of where standard error goes."""
    if not sys.stderr.isatty():
        yield _telling(_lines(), partial(click.echo, err=True))
        return
    with _bar() as (progress, say):
        yield _telling(progress, say)


def _telling(progress: Progress, say: Callable[[str], None]) -> Progress:
    """The same, which also says once that the batch is stopping."""
    told = False

    def telling(tally: Tally) -> None:
        nonlocal told
        if tally.stopping and not told:
            told = True
            say(STOPPING)
        if tally.done:
            progress(tally)

    return telling


def _lines() -> Progress:
    begun = said = time.monotonic()

    def progress(tally: Tally) -> None:
        nonlocal said
        now = time.monotonic()
        if now - said >= EVERY or not tally.left:
            said = now
            rate = tally.done / (now - begun)
            click.echo(
                f"{tally.done}/{tally.total} 每秒{rate:.1f}个 还需{_clock(tally.left / rate)} {tally.found()}", err=True
            )

    return progress


@contextmanager
def _bar() -> Iterator[tuple[Progress, Callable[[str], None]]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    begun = time.monotonic()
    rate = TextColumn("每秒{task.fields[rate]:.1f}个 还需{task.fields[left]} {task.fields[found]}")
    columns = (MofNCompleteColumn(), BarColumn(), TimeElapsedColumn(), rate)
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=None, rate=0.0, left="?", found="")

        def progress(tally: Tally) -> None:
            rate = tally.done / (time.monotonic() - begun)
            left = _clock(tally.left / rate)
            bar.update(task, completed=tally.done, total=tally.total, rate=rate, left=left, found=tally.found())

        yield progress, bar.console.print


def _clock(seconds: float) -> str:
    """So many seconds as hours, minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"
