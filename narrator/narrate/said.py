"""Runs as they are said one after another."""

from __future__ import annotations

from narrator.document import Run


class Said:
    """Runs as they are said; `texts` are the plain texts since the last number or placeholder, which become one run."""

    __slots__ = ("_runs", "texts")

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self.texts: list[str] = []

    def run(self, run: Run) -> None:
        """Add a number or a placeholder."""
        self._flush()
        self._runs.append(run)

    def runs(self) -> tuple[Run, ...]:
        """All that was said."""
        self._flush()
        return tuple(self._runs)

    def _flush(self) -> None:
        if text := "".join(self.texts):
            self._runs.append(Run(text))
        self.texts.clear()


def placeholder(question: str) -> Run:
    """A run that asks for what is missing."""
    return Run(f"【待填：{question}】", placeholder=True)
