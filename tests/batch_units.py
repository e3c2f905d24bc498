"""Inputs of several units for batches, and what a batch wrote."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from real_units import zhuzhou

from narrator.batch.job import Done, Job, run
from narrator.batch.units import LEDGER
from narrator.verbs import saved

POISON = "毒"


def account(name: str, year: int = 2020) -> bytes:
    """A unit of that name with the numbers of a real one, as a JSON file."""
    return saved(zhuzhou().model_copy(update={"unit": name, "year": year, "edition": "hunan/2020"}))


def inputs(folder: Path, *names: str) -> Path:
    """A folder with one JSON file for each unit."""
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / f"{name}.json").write_bytes(account(name))
    return folder


def written(out: Path) -> dict[str, bytes]:
    """All that lies in an output folder but the ledger."""
    files = (path for path in out.rglob("*") if path.is_file() and not path.name.startswith(LEDGER))
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def started(source: Path, out: Path, *options: str) -> subprocess.Popen[str]:
    """`narrator batch` in a process of its own, which says how it gets on."""
    command = [sys.executable, "-m", "narrator", "batch", str(source), "-o", str(out), *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def workers_of(process: subprocess.Popen[str]) -> list[int]:
    """The processes that a batch has started to do its work."""
    lists = Path(f"/proc/{process.pid}/task").glob("*/children")
    children = " ".join(each.read_text() for each in lists).split()
    return [int(pid) for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def killed_by_poison(job: Job) -> Done:
    """The work of a worker that the system ends at one of the inputs."""
    if POISON in job.input:
        os.kill(os.getpid(), signal.SIGKILL)
    return run(job)


def hanging_on_poison(job: Job) -> Done:
    """The work of a worker that does not come to an end at one of the inputs."""
    while POISON in job.input:
        time.sleep(1)
    return run(job)


def wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.005)


@contextmanager
def files_at_most(size: int) -> Iterator[None]:
    """No file can grow beyond so many bytes, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
