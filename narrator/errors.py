"""What cannot continue: one base class, its message in Chinese for the user."""

from __future__ import annotations

from narrator.finding import Finding


class NarratorError(Exception):
    """Anything narrator refuses; `str()` is the Chinese message to show, without a traceback."""


class UnusableInput(NarratorError):
    """An input that cannot be read at all; `findings` say what is wrong and where."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(finding.line() for finding in findings))
        self.findings = findings


class PhrasebookError(NarratorError):
    """A fault in an edition of the phrasebook, with its file and line."""


class Refusal(NarratorError):
    """A request that is understood and declined, such as `--final` on an unfinished report."""
