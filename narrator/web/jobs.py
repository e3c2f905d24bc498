"""Long work beside the requests: a thread for each job, told of what came of it so far, asked to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from narrator.errors import NarratorError
from narrator.web.trouble import UNEXPECTED, told


@dataclass(slots=True)
class Job:
    """A job: what came of it so far by key, why it could not go on ("" where it could), and the wish to stop it."""

    work: Callable[[Job], object]
    known: dict[str, Any] = field(default_factory=dict)
    trouble: str = ""
    stop: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None

    @property
    def running(self) -> bool:
        """Whether it is at work."""
        return self.thread is not None and self.thread.is_alive()

    def start(self) -> None:
        """Begin in a thread of its own."""
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def end(self) -> None:
        """Stop, and wait for what is in hand."""
        self.stop.set()
        if self.thread:
            self.thread.join()

    def _run(self) -> None:
        try:
            self.work(self)
        except NarratorError as error:
            self.trouble = "；".join(told(error))
        except Exception:
            self.trouble = UNEXPECTED
            raise


@dataclass(slots=True)
class Jobs:
    """The jobs of this process by the id of what they work on."""

    known: dict[str, Job] = field(default_factory=dict)

    def of(self, id: str) -> Job | None:
        """The job that works on this or did so last; `None` where this process did not begin one."""
        return self.known.get(id)

    def start(self, id: str, work: Callable[[Job], object]) -> None:
        """Begin a job unless one is working on this already."""
        if not (id in self.known and self.known[id].running):
            self.known[id] = Job(work)
            self.known[id].start()

    def end(self) -> None:
        """Stop all jobs, and wait for what they have in hand."""
        for job in self.known.values():
            job.stop.set()
        for job in self.known.values():
            job.end()
