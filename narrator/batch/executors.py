"""Where jobs are done: processes of this machine, or the workers of a cluster; the driver sees only executors."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from typing import Any, TypeVar

from narrator.errors import NarratorError

MOST_WORKERS = 61  # as many as Windows can wait for
_PATIENCE = 10  # seconds for a scheduler to answer
T = TypeVar("T")


@dataclass
class Crew:
    """So many workers behind an executor that is started when it is first used, and again where it broke."""

    start: Callable[[], Executor]
    size: int
    executor: Executor | None = None

    def submit(self, work: Callable[..., T], *given: object) -> Future[T]:
        """The future of a call; raises BrokenExecutor where the executor broke since it was started."""
        if self.executor is None:
            self.executor = self.start()
        return self.executor.submit(work, *given)

    def dismiss(self) -> None:
        """Let the workers go; the next call starts new ones."""
        if self.executor:
            self.executor.shutdown(wait=True)
        self.executor = None


@contextmanager
def processes(number: int | None) -> Iterator[Crew]:
    """Processes of this machine, as many as it has cores where no number is given."""
    size = max(1, min(number or os.cpu_count() or 1, MOST_WORKERS))
    yield Crew(lambda: _pool(size), size)


def _pool(size: int) -> Executor:
    pool = ProcessPoolExecutor(size, get_context("spawn"), initializer=_begin)
    with _sigint(signal.SIG_IGN):  # inherited: an interrupt is for the driver to answer
        first, *_ = [pool.submit(int) for _ in range(size)]
    try:
        first.result()
    except BrokenExecutor as error:
        why = "Python 脚本里调用时，要放在 if __name__ == '__main__': 之下"
        raise NarratorError(f"启动不了工作进程；请检查内存是否够用。{why}") from error
    return pool


def _begin() -> None:
    """In a new worker: leave interrupts to the driver, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


@contextmanager
def _sigint(handler: signal.Handlers | Callable[..., None]) -> Iterator[None]:
    """SIGINT handled so inside the block, where this is the main thread, which alone can say."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """An event that an interrupt sets inside the block; a second one is a KeyboardInterrupt."""
    stop = threading.Event()

    def answer(*_: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    with _sigint(answer):
        yield stop


@contextmanager
def cluster(address: str) -> Iterator[Crew]:
    """The workers of a dask.distributed cluster; raises NarratorError where it cannot be reached or has none."""
    try:
        from distributed import Client
    except ImportError as error:
        raise NarratorError("用 --scheduler 要先安装集群部件：pip install 'narrator[cluster]'") from error
    connect: Any = Client
    try:
        client = connect(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        how = "请核对地址（形如 tcp://10.0.0.1:8786）、调度程序是否在运行、防火墙是否放行"
        raise NarratorError(f"连不上集群 {address}；{how}") from error
    with client:
        size = sum(client.ncores().values())
        if not size:
            raise NarratorError(f"集群 {address} 里还没有工作机；请先在各机器上启动 dask worker")
        yield Crew(lambda: client.get_executor(pure=False), size)
