"""Long work beside the requests: one thread for each job, told how far it is, stopped between two steps."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

Step = Callable[[], None]


@dataclass(slots=True)
class Job:
    """A job that works off steps in order; asked to stop, it ends after the step in hand."""

    steps: Sequence[Step]
    done: int = 0
    stop: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None

    @property
    def running(self) -> bool:
        """Whether a step is in hand or another one will follow."""
        return self.thread is not None and self.thread.is_alive()

    def start(self) -> None:
        """Begin in a thread of its own."""
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        for step in self.steps:
            if self.stop.is_set():
                return
            step()
            self.done += 1


@dataclass(slots=True)
class Jobs:
    """The jobs of this process by the id of what they work on."""

    known: dict[str, Job] = field(default_factory=dict)

    def running(self, id: str) -> bool:
        """Whether a job is working on this."""
        return id in self.known and self.known[id].running

    def start(self, id: str, steps: Sequence[Step]) -> None:
        """Begin a job unless one is working on this already."""
        if not self.running(id):
            self.known[id] = Job(steps)
            self.known[id].start()

    def stop(self, id: str) -> None:
        """Ask the job on this to stop."""
        if id in self.known:
            self.known[id].stop.set()
