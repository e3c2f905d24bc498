"""Processes of this machine as an executor: one that is killed, hangs or grows costs only the call that it was at."""

from __future__ import annotations

import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from narrator.errors import NarratorError
from narrator.garbage import collect_seldom

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

P = ParamSpec("P")
T = TypeVar("T")
PATIENCE = 300.0  # seconds for one call: a unit takes a tenth of one, the largest input that is read some ten
MEMORY = 2 * 2**30  # bytes that a process may ask for: few inputs that are read take a tenth
REPLACED = 2**28  # bytes; a process that has had more is not kept, as memory once taken is seldom given back
_SPAWN = get_context("spawn")


class WorkerLost(BrokenExecutor):
    """The process that a call was made in ended before it answered."""


class WorkerLate(BrokenExecutor):
    """The process that a call was made in did not answer in time, and was ended."""


class Processes(Executor):
    """So many spawned processes, each behind a thread and a pipe of its own, and started anew where it ended.

    The pool of the standard library has one pipe for all results: a process that is killed while it sends one leaves
    the pool waiting for the rest of it for ever.
    """

    def __init__(self, size: int, patience: float = PATIENCE) -> None:
        self._patience, self._killed = patience, False
        self._threads = ThreadPoolExecutor(size)
        self._of_thread = threading.local()
        self._started: list[_Worker] = []

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The future of a call; it raises WorkerLost, WorkerLate, and NarratorError where no process can be started."""
        return self._threads.submit(self._call, fn, args, kwargs)

    def _call(self, *call: Any) -> Any:
        worker: _Worker | None = getattr(self._of_thread, "worker", None)
        if worker is None or worker.spent:
            worker = self._of_thread.worker = _Worker()
            self._started.append(worker)
        if self._killed:
            worker.kill()
        return worker.call(call, self._patience)

    def kill(self) -> None:
        """End the processes at once, whatever they are at, and those that are only starting."""
        self._killed = True
        for worker in self._started:
            worker.kill()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let calls end, or only those that have begun, and then the processes."""
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        for worker in self._started:
            worker.end()


class _Worker:
    """One process and the pipe to it; `spent` once it is no longer to be called."""

    def __init__(self) -> None:
        self.spent = False
        self._pipe, there = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_serve, args=(there,), daemon=True)
        with _interrupts_blocked():
            self._process.start()
        there.close()  # so that the end of the process is the end of the pipe
        try:
            self._pipe.recv()
        except EOFError as error:
            how = "请检查内存是否够用；在 Python 脚本里调用，要放在 if __name__ == '__main__': 之下"
            raise NarratorError(f"启动不了工作进程；{how}") from error

    def call(self, call: Any, patience: float) -> Any:
        try:
            self._pipe.send(call)
            in_time = self._pipe.poll(patience)
            answered, answer, grown = self._pipe.recv() if in_time else (False, WorkerLate("没有按时做完"), True)
        except (EOFError, OSError):
            answered, answer, grown = False, WorkerLost("中途终止"), True
        if grown:
            self.kill()
            self.end()
        if answered:
            return answer
        raise answer

    def kill(self) -> None:
        self._process.kill()

    def end(self) -> None:
        self.spent = True
        self._pipe.close()
        self._process.join()


def _serve(pipe: Connection) -> None:
    """The life of a process: answer calls until the pipe ends, which it does with the batch, however that ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()
    if resource and sys.platform == "linux":  # elsewhere no such limit is kept
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with suppress(EOFError, OSError):
        pipe.send("ready")
        while True:
            pipe.send((*_answer(*pipe.recv()), _most_memory() > REPLACED))


def _most_memory() -> int:
    """The most bytes that this process has had, 0 where the system does not say so.

    What getrusage says is not less than what the driver had when it started this process.
    """
    with suppress(OSError):
        found = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text())
        return int(found[1]) * 1024 if found else 0
    return 0


def _answer(function: Callable[..., Any], args: Any, kwargs: Any) -> tuple[bool, Any]:
    """Whether a call answered, and its answer or else what it raised."""
    try:
        return True, function(*args, **kwargs)
    except Exception as error:  # for the one who asked
        return False, error


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Interrupts kept, where the system can, from processes that start inside the block: the driver answers them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
