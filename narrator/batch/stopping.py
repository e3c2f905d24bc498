"""An interrupt while a batch runs: a wish to stop, which the driver looks at between two units."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """An event that an interrupt sets inside the block, where this is the main thread; a second one interrupts."""
    stop = threading.Event()

    def answer(*_: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = signal.signal(signal.SIGINT, answer)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
