"""Where jobs are done: processes of this machine, or the workers of a cluster; the driver sees only executors."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, NamedTuple

from narrator.batch.processes import Processes
from narrator.errors import NarratorError

PACK = 16  # jobs in one call to a cluster, where a call costs some milliseconds
PATIENCE = 10  # seconds for a scheduler to answer


class Crew(NamedTuple):
    """So many workers behind an executor, which is given so many jobs in one call."""

    executor: Executor
    size: int
    pack: int = 1


@contextmanager
def processes(number: int | None) -> Iterator[Crew]:
    """Processes of this machine, as many as it has cores where no number is given; ended at once by an exception."""
    size = number or os.cpu_count() or 1
    with Processes(size) as executor:
        try:
            yield Crew(executor, size)
        except BaseException:
            executor.kill()  # else leaving would wait for what is in hand
            raise


@contextmanager
def cluster(address: str) -> Iterator[Crew]:
    """The workers of a dask.distributed cluster; raises NarratorError where it cannot be reached or has none."""
    try:
        from distributed import Client
    except ImportError as error:
        how = '在 narrator 的文件夹里运行 pip install -c constraints.txt ".[cluster]"'
        raise NarratorError(f"用 --scheduler 要先安装集群部件：{how}") from error
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # what they say is told as findings
    connect: Any = Client
    try:
        with ThreadPoolExecutor(1) as thread:  # for a notebook has a loop running in its own
            thread.submit(asyncio.run, _greeted(address)).result()
        client = connect(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, MemoryError) as error:  # memory: what is no scheduler seems to announce a long message
        how = "请核对地址（形如 tcp://10.0.0.1:8786）、调度程序是否在运行、防火墙是否放行"
        raise NarratorError(f"连不上集群 {address}；{how}") from error
    with client:
        size = sum(client.ncores().values())
        if not size:
            raise NarratorError(f"集群 {address} 里还没有工作机；请先在各机器上启动 dask worker")
        yield Crew(client.get_executor(pure=False), size, PACK)


async def _greeted(address: str) -> None:
    """Exchange the greetings of a connection; raises an error where nothing, or something else, answers in time.

    A client that connects waits for ever for the greeting of what is no scheduler.
    """
    from distributed.comm.core import connect

    greet: Any = connect
    connection = await asyncio.wait_for(greet(address), PATIENCE)
    await connection.close()
