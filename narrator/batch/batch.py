"""Building many units: planned in a ledger, driven to the end, told in one workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

from narrator.batch import ledger, stamp
from narrator.batch.driver import results
from narrator.batch.executors import Crew, cluster, processes
from narrator.batch.job import Job
from narrator.batch.ledger import Entry, Ledger
from narrator.batch.listed import units_listed
from narrator.batch.places import refuse_among_input
from narrator.batch.stopping import stopping
from narrator.batch.tally import Progress, Tally
from narrator.batch.units import Unit, units_below
from narrator.errors import UnusableInput
from narrator.finding import Finding, Level, Place
from narrator.make import Order
from narrator.phrasebook.library import Library, library
from narrator.read.safety import refuse

MOST_TOLD = 100  # faults of a list


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch that was run: where its files are, its counts, and the summary's path where one was wanted.

    `former` counts the units that former batches wrote there and this one was not given.
    """

    out: Path
    tally: Tally
    former: int
    summary: Path | None = None

    @property
    def interrupted(self) -> bool:
        """Whether units are left because the run was interrupted."""
        return self.tally.left > 0

    def units(self) -> Iterator[Entry]:
        """The units in order, with what came of each, read from the ledger one after the other."""
        with ledger.opened(self.out) as opened:
            yield from opened.entries()


def batch(
    source: Path | str,
    out: Path | str,
    *,
    workers: int | None = None,
    resume: bool = False,
    edition: str | None = None,
    year: int | None = None,
    formats: Sequence[str] = ("docx",),
    final: bool = False,
    review: bool = False,
    fast: bool = False,
    phrasebook: Path | None = None,
    summary: Path | str | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Batch:
    """Build every unit below a folder or in a list (.xlsx or .csv), each into a folder of its own below `out`.

    Works in so many processes, else one for each core, or on the cluster of this scheduler. With `resume` units are
    left alone of which nothing changed since they were written; a file that somebody edited is never overwritten.
    `final`, `review` and `fast` are those of `build`.
    `summary` is the workbook to write about all units; `progress` is called after each unit, and once when no more are
    begun, in the calling thread.
    An interrupt of the main thread lets the units in hand end, and so does `stop`, once it answers yes. Scripts call
    this under `if __name__ == "__main__":`, as workers import them.
    Raises UnusableInput with what is wrong with the list, where two units would have one folder, or where `out` or
    `summary` lies among the input, before anything is written, and NarratorError where the ledger cannot be written or
    the workers cannot be reached.
    """
    editions, source, out, summary = library(phrasebook), Path(source), Path(out), Path(summary) if summary else None
    editions.admit(edition)
    refuse_among_input(source, out, summary)
    order = Order(year, edition, tuple(formats), final=final, review=review, fast=fast)
    with ledger.opened(out) as opened:
        _plan(source, out, opened, editions)
        jobs = _jobs(opened, out, order, phrasebook, resume)
        tally = Tally(opened.planned())
        with _crew(scheduler, workers) as crew, stopping() as interrupted:
            for done in results(jobs, crew, _stopped(tally, lambda: interrupted.is_set() or stop(), progress)):
                opened.keep(done)
                tally.count(done)
                if progress:
                    progress(tally)
        if summary:
            from narrator.batch.summary import write_summary

            write_summary(opened.entries(), out, summary, len(order.formats) + review + 1)
        return Batch(out, tally, opened.former(), summary)


def _plan(source: Path, out: Path, opened: Ledger, editions: Library) -> None:
    """The units of this run put into the ledger; raises UnusableInput, and then nothing is planned."""
    faults: list[Finding] = []
    with opened.planning() as plan:
        for unit in _listed(source, out, editions):
            if isinstance(unit, Finding):
                faults.append(unit)
            elif before := plan(unit):
                faults.append(_twice(unit, before))
            if len(faults) == MOST_TOLD:
                break
        faults += [_double(*places) for places in opened.doubles(MOST_TOLD - len(faults))]
        if faults:
            raise UnusableInput(tuple(faults))
    if not opened.planned():
        refuse("BATCH-EMPTY", f"“{source}”里没有单位；请核对清单", str(source))


def _listed(source: Path, out: Path, editions: Library) -> Iterator[Unit | Finding]:
    if source.is_file():
        yield from units_listed(source, editions)
    elif not source.is_dir():
        refuse("BATCH-NOT-FOUND", f"找不到“{source}”；请给出各单位所在的文件夹，或 .xlsx、.csv 清单", str(source))
    for unit in units_below(source, out) if source.is_dir() else ():
        if unit.key == ".":
            how = "只有一个单位请用 narrator build；有多个单位，请给出它们所在的上一级文件夹"
            refuse("BATCH-EMPTY", f"“{source}”下面没有各单位的输入，或者它自己就是一个单位的文件夹；{how}", str(source))
        yield unit


def _twice(unit: Unit, before: str) -> Finding:
    message = f"{before} 与 {unit.origin} 都要写到文件夹“{unit.key}”里，一个单位也没有写；请改成不同的编号或名称"
    return Finding(code="BATCH-TWICE", level=Level.ERROR, message=message, where=(Place(file=unit.origin),))


def _double(before: str, origin: str) -> Finding:
    message = f"{before} 与 {origin} 是同一个输入，一个单位也没有写；请改正路径，或删去一行（写成两种版式的，写明版式）"
    return Finding(code="BATCH-DOUBLE", level=Level.ERROR, message=message, where=(Place(file=origin),))


def _jobs(opened: Ledger, out: Path, order: Order, phrasebook: Path | None, resume: bool) -> Iterator[Job]:
    own, program = phrasebook and phrasebook.absolute(), stamp.of_program()
    for unit, record in opened.records():
        wanted = replace(order, year=unit.year or order.year, edition=unit.edition or order.edition)
        folder, path = out.absolute() / unit.key, Path(unit.input).absolute()
        yield Job(unit.folded, str(path), str(folder), wanted, own, program, record, resume)


def _stopped(tally: Tally, asked: Callable[[], bool], progress: Progress | None) -> Callable[[], bool]:
    """Whether somebody asked to stop; the first time it is so, that is told."""

    def stopped() -> bool:
        if not tally.stopping and asked():
            tally.stopping = True
            if progress:
                progress(tally)
        return tally.stopping

    return stopped


def _crew(scheduler: str | None, workers: int | None) -> AbstractContextManager[Crew]:
    return cluster(scheduler) if scheduler else processes(workers)
