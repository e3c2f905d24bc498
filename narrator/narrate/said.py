"""Runs as they are said one after another."""

from __future__ import annotations

from narrator.document import Run


class Said:
    """Runs as they are said, neighbouring plain texts made one."""

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self._texts: list[str] = []

    def text(self, text: str) -> None:
        """Add plain text."""
        if text:
            self._texts.append(text)

    def run(self, run: Run) -> None:
        """Add a number or a placeholder."""
        if run.figure is None and not run.placeholder:
            self.text(run.text)
            return
        if self._texts:
            self._flush()
        self._runs.append(run)

    def runs(self) -> tuple[Run, ...]:
        """All that was said."""
        if self._texts:
            self._flush()
        return tuple(self._runs)

    def _flush(self) -> None:
        self._runs.append(Run("".join(self._texts)))
        self._texts.clear()


def placeholder(question: str) -> Run:
    """A run that asks for what is missing."""
    return Run(f"【待填：{question}】", placeholder=True)
