"""The driver: jobs handed out a few at a time, results as they come, a lost worker's unit tried once more."""

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
    message="处理这个单位的进程被系统终止，再试一次也是；请核对它的输入，或换内存大的机器，再用 --resume 接着做",
)


def results(jobs: Iterator[Job], crew: Crew, stopped: Callable[[], bool], work: Work = run) -> Iterator[Done]:
    """What comes of the jobs, in the order in which they end; once stopped, only of those in hand.

    Raises NarratorError where workers cannot be started, or cannot be reached any more.
    """
    in_hand: dict[Future[Done], Job] = {}
    lost: set[str] = set()
    try:
        while True:
            while len(in_hand) < EACH * crew.size and not stopped() and (job := next(jobs, None)):
                in_hand[crew.executor.submit(work, job)] = job
            if not in_hand:
                return
            for future in wait(in_hand, return_when=FIRST_COMPLETED).done:
                job = in_hand.pop(future)
                if _is_lost(future) and job.key not in lost:
                    lost.add(job.key)
                    in_hand[crew.executor.submit(work, job)] = job
                else:
                    yield _result(future, job)
    finally:
        for future in in_hand:
            future.cancel()


def _is_lost(future: Future[Done]) -> bool:
    return not future.cancelled() and isinstance(future.exception(), BrokenExecutor)


def _result(future: Future[Done], job: Job) -> Done:
    try:
        return future.result()
    except CancelledError as error:
        raise NarratorError("与集群的连接断了；请检查调度程序，再用 --resume 接着做") from error
    except NarratorError:
        raise
    except BrokenExecutor:
        return failed(job, LOST)
    except Exception as error:  # what a cluster says of a worker that it lost
        message = f"工作机没有做完这个单位（{type(error).__name__}：{str(error)[:200]}）；请用 --resume 再试"
        return failed(job, Finding(code="UNIT-NOT-DONE", level=Level.ERROR, message=message))
