"""A batch beyond one machine: a scheduler and two workers in processes of their own, one of them killed."""

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from batch_units import inputs, started, written

from narrator.batch import executors
from narrator.batch.record import State
from narrator.errors import NarratorError
from narrator.verbs import batch

UNITS = tuple(f"{number:02}所" for number in range(24))
QUIET = ("--no-dashboard",)


def dask(role: str, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{role}", *options, *QUIET]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler on this machine, and its two workers."""
    told = tmp_path / "scheduler.json"
    scheduler = dask("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told))
    found = ("--scheduler-file", str(told), "--nthreads", "1", "--no-nanny")
    workers = [dask("worker", *found, "--local-directory", str(tmp_path)) for _ in range(2)]
    until = time.monotonic() + 60
    while not told.exists() or not told.stat().st_size:
        assert time.monotonic() < until
        time.sleep(0.05)
    yield json.loads(told.read_text())["address"], workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


def test_a_cluster_that_loses_a_worker_writes_what_one_process_writes(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    address, workers = cluster
    source = inputs(tmp_path / "in", *UNITS)
    _wait_for_workers(address, 2)
    process = started(source, tmp_path / "out", "--scheduler", address)
    while not any(tmp_path.glob("out/*/*.docx")):
        assert process.poll() is None
        time.sleep(0.01)
    workers[0].kill()
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0 and f"已写出{len(UNITS)}个" in said and "Traceback" not in said
    alone = batch(source, tmp_path / "alone", workers=1)
    assert alone.tally.states == {State.WRITTEN: len(UNITS)}
    assert written(tmp_path / "out") == written(tmp_path / "alone")


def test_a_scheduler_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "PATIENCE", 1)
    with pytest.raises(NarratorError, match=r"连不上集群 tcp://127\.0\.0\.1:1"):
        batch(inputs(tmp_path / "in", "一所"), tmp_path / "out", scheduler="tcp://127.0.0.1:1")


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n"])
def test_an_address_where_something_else_listens_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    monkeypatch.setattr(executors, "PATIENCE", 1)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        threading.Thread(target=_answer, args=(server, said), daemon=True).start()
        with pytest.raises(NarratorError, match="连不上集群"):
            batch(inputs(tmp_path / "in", "一所"), tmp_path / "out", scheduler=address)


def _answer(server: socket.socket, said: bytes) -> None:
    """Whoever connects is told this, and then nothing more."""
    with suppress(OSError):
        connections = []
        while True:
            connections.append(server.accept()[0])
            connections[-1].sendall(said)


def test_a_scheduler_without_workers_is_told(tmp_path: Path) -> None:
    from distributed import LocalCluster

    source = inputs(tmp_path / "in", "一所")
    with (
        LocalCluster(n_workers=0, processes=False, dashboard_address=None) as cluster,
        pytest.raises(NarratorError, match="没有工作机"),
    ):
        batch(source, tmp_path / "out", scheduler=cluster.scheduler_address)


def _wait_for_workers(address: str, number: int) -> None:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(number, timeout=60)
