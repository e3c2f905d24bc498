"""The driver: jobs handed out a few at a time, results as they come, a lost worker's unit tried alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait

from narrator.batch.executors import Crew
from narrator.batch.job import Done, Job, failed, run
from narrator.errors import NarratorError
from narrator.finding import Finding, Level

EACH = 4  # jobs in hand for each worker
Work = Callable[[Job], Done]
LOST = Finding(
    code="UNIT-WORKER-LOST",
    level=Level.ERROR,
    message="处理这个单位的进程被系统终止，单独再试也是；请核对它的输入，或换内存大的机器，再用 --resume 接着做",
)


def results(jobs: Iterator[Job], crew: Crew, stopped: Callable[[], bool], work: Work = run) -> Iterator[Done]:
    """What comes of the jobs, in the order in which they end; once stopped, only of those in hand.

    Where the executor breaks, it is started anew, and each job that was in hand is done alone, so that only the one
    that breaks it again fails. Raises NarratorError where the workers cannot be reached any more.
    """
    in_hand: dict[Future[Done], Job] = {}
    try:
        while True:
            unsent = _hand_out(jobs, crew, in_hand, stopped, work)
            if not in_hand and not unsent:
                return
            ended, _ = wait(in_hand, return_when=FIRST_COMPLETED)
            suspects = list(unsent)
            yield from _collected(ended, in_hand, suspects)
            if suspects:
                wait(in_hand)
                yield from _collected(set(in_hand), in_hand, suspects)
                crew.dismiss()
                for job in suspects:
                    yield _alone(job, crew, work)
    finally:
        for future in in_hand:
            future.cancel()
        crew.dismiss()


def _hand_out(
    jobs: Iterator[Job], crew: Crew, in_hand: dict[Future[Done], Job], stopped: Callable[[], bool], work: Work
) -> list[Job]:
    """Submit jobs until each worker has its share; a job that a broken executor did not take is returned."""
    while len(in_hand) < EACH * crew.size and not stopped():
        job = next(jobs, None)
        if job is None:
            break
        try:
            in_hand[crew.submit(work, job)] = job
        except BrokenExecutor:
            return [job]
    return []


def _collected(ended: set[Future[Done]], in_hand: dict[Future[Done], Job], suspects: list[Job]) -> Iterator[Done]:
    for future in ended:
        job = in_hand.pop(future)
        try:
            yield future.result()
        except BrokenExecutor:
            suspects.append(job)
        except CancelledError as error:
            raise NarratorError("与集群的连接断了；请检查调度程序，再用 --resume 接着做") from error
        except Exception as error:  # what a cluster says of a worker that it lost
            yield failed(job, _not_done(error))


def _alone(job: Job, crew: Crew, work: Work) -> Done:
    try:
        return crew.submit(work, job).result()
    except BrokenExecutor:
        crew.dismiss()
        return failed(job, LOST)


def _not_done(error: Exception) -> Finding:
    message = f"工作机没有做完这个单位（{type(error).__name__}：{str(error)[:200]}）；请用 --resume 再试"
    return Finding(code="UNIT-NOT-DONE", level=Level.ERROR, message=message)
