"""The processes of this machine: killed, hanging, growing, interrupted; each costs only its own call."""

import os
import signal
import struct
import sys
import time
from multiprocessing.connection import Connection

import pytest
from batch_units import wait_for

from narrator.batch.executors import processes
from narrator.batch.processes import MEMORY, REPLACED, Processes, WorkerLate, WorkerLost

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux says how much a process has had")


def _answers_half() -> None:
    """Ends the process when it has sent the beginning of its answer."""

    def half(self: Connection, data: bytes) -> None:
        os.write(self.fileno(), struct.pack("!i", 1_000_000) + bytes(data))
        os.kill(os.getpid(), signal.SIGKILL)

    Connection._send_bytes = half  # type: ignore[attr-defined]


def test_a_process_killed_while_it_answers_costs_only_its_call() -> None:
    with Processes(1) as executor:
        lost = executor.submit(_answers_half)
        assert isinstance(lost.exception(timeout=60), WorkerLost)
        assert executor.submit(len, "还在").result(timeout=60) == 2


def test_a_process_that_hangs_costs_only_its_call() -> None:
    with Processes(1, patience=1) as executor:
        late = executor.submit(time.sleep, 3600)
        assert isinstance(late.exception(timeout=60), WorkerLate)
        assert executor.submit(len, "还在").result(timeout=60) == 2


def _takes(size: int) -> int:
    return len(bytearray(size)) and os.getpid()


@ON_LINUX
def test_a_process_is_not_replaced_for_the_memory_of_the_driver() -> None:
    held = b"1" * (REPLACED + 2**26)
    with Processes(1) as executor:
        same = {executor.submit(_takes, 2**20).result(timeout=60) for _ in range(3)}
    assert len(held) > REPLACED and len(same) == 1


@ON_LINUX
def test_a_process_that_grew_is_replaced_and_one_that_would_take_all_memory_does_not_get_it() -> None:
    with Processes(1) as executor:
        same = {executor.submit(_takes, 2**20).result(timeout=60) for _ in range(3)}
        assert len(same) == 1
        assert {executor.submit(_takes, REPLACED + 2**26).result(timeout=60)} == same
        assert executor.submit(_takes, 2**20).result(timeout=60) not in same
        assert isinstance(executor.submit(_takes, MEMORY).exception(timeout=60), MemoryError)


def test_what_a_process_raises_reaches_the_one_who_asked() -> None:
    with Processes(1) as executor, pytest.raises(ValueError, match="invalid literal"):
        executor.submit(int, "x").result(timeout=60)


def test_ctrl_c_again_ends_at_once_what_is_in_hand() -> None:
    with pytest.raises(KeyboardInterrupt), processes(1) as crew:
        hanging = crew.executor.submit(time.sleep, 3600)
        wait_for(hanging.running)
        raise KeyboardInterrupt
    assert isinstance(hanging.exception(timeout=60), WorkerLost)
