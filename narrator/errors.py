"""What cannot continue: one base class, its message in Chinese for the user."""

from __future__ import annotations

from collections.abc import Iterable

from narrator.finding import Finding, Level


class NarratorError(Exception):
    """Anything narrator refuses; `str()` is the Chinese message to show, without a traceback."""

    findings: tuple[Finding, ...] = ()

    def told(self) -> tuple[Finding, ...]:
        """What it carries, or its message as a finding."""
        return self.findings or (Finding(code="REFUSED", level=Level.ERROR, message=str(self)),)


class UnusableInput(NarratorError):
    """An input that cannot be read at all; `findings` say what is wrong and where."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(finding.line() for finding in findings))
        self.findings = findings


class PhrasebookError(NarratorError):
    """Faults in the phrasebook; `findings`, where there are any, say each one with its file and line."""

    def __init__(self, message: str, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message)
        self.findings = findings

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> PhrasebookError:
        """The error that tells these findings, a line each, the place first."""
        found = tuple(findings)
        return cls("\n".join(f"{'、'.join(map(str, each.where))}：{each.message}" for each in found), found)


class Refusal(NarratorError):
    """A request that is understood and declined, such as `--final` on an unfinished report."""
