"""The driver: jobs handed out a few at a time, results as they come, a lost worker's units tried alone once more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from itertools import islice

from narrator.batch.executors import Crew
from narrator.batch.job import Done, Job, failed, run
from narrator.batch.processes import PATIENCE, WorkerLate
from narrator.errors import NarratorError
from narrator.finding import Finding, Level

EACH = 4  # calls in hand for each worker
TICK = 1.0  # seconds after which a wish to stop is looked for at the latest
Work = Callable[[Job], Done]
LOST = Finding(
    code="UNIT-WORKER-LOST",
    level=Level.ERROR,
    message="处理这个单位的进程被系统终止，再试一次也是；请核对它的输入，或换内存大的机器，再用 --resume 接着做",
)
LATE = Finding(
    code="UNIT-LATE",
    level=Level.ERROR,
    message=f"做了{PATIENCE / 60:.0f}分钟还没有做完，不再等了；请核对它的输入、磁盘是否太慢，再用 --resume 接着做",
)


def results(jobs: Iterator[Job], crew: Crew, stopped: Callable[[], bool], work: Work = run) -> Iterator[Done]:
    """What comes of the jobs, in the order in which they end; once stopped, only of those in hand.

    Raises NarratorError where workers cannot be started, or cannot be reached any more.
    """
    in_hand: dict[Future[list[Done]], list[Job]] = {}
    lost: set[str] = set()

    def hand_out(pack: list[Job]) -> None:
        in_hand[crew.executor.submit(_each, work, pack)] = pack

    try:
        while True:
            while not stopped() and len(in_hand) < EACH * crew.size and (pack := [*islice(jobs, crew.pack)]):
                hand_out(pack)
            if not in_hand:
                return
            for future in wait(in_hand, TICK, FIRST_COMPLETED).done:
                pack = in_hand.pop(future)
                if _is_lost(future) and not lost.issuperset(job.key for job in pack):
                    lost.update(job.key for job in pack)
                    for job in pack:
                        hand_out([job])
                else:
                    yield from _result(future, pack)
    finally:
        for future in in_hand:
            future.cancel()


def _each(work: Work, pack: list[Job]) -> list[Done]:
    return [work(job) for job in pack]


def _is_lost(future: Future[list[Done]]) -> bool:
    """Whether it was neither the work nor its time that ended the call."""
    return not future.cancelled() and not isinstance(future.exception(), (NarratorError, WorkerLate, type(None)))


def _result(future: Future[list[Done]], pack: list[Job]) -> list[Done]:
    try:
        return future.result()
    except CancelledError as error:
        raise NarratorError("与集群的连接断了；请检查调度程序，再用 --resume 接着做") from error
    except NarratorError:
        raise
    except WorkerLate:
        return [failed(job, LATE) for job in pack]
    except BrokenExecutor:
        return [failed(job, LOST) for job in pack]
    except Exception as error:  # what a cluster says of a worker that it lost
        message = f"工作机没有做完这个单位（{type(error).__name__}：{str(error)[:200]}）；请用 --resume 再试"
        return [failed(job, Finding(code="UNIT-NOT-DONE", level=Level.ERROR, message=message)) for job in pack]
