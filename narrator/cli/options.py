"""What the commands share: their options, their JSON, and how refusals are told."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from narrator.cli.chinese import Year

if TYPE_CHECKING:
    from narrator.finding import Finding

FOLDER = click.Path(path_type=Path, file_okay=False)
INPUT = click.argument("input", metavar="输入", type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="结果以一个 JSON 对象输出到标准输出")
YEAR = click.option("--year", metavar="年度", type=Year(), help="决算年度，如 2020")
EDITION = click.option("--edition", metavar="版式", help="版式，如 hunan/2020；不写时用填报里的，或按表格样式认定")
PHRASEBOOK = click.option("--phrasebook", metavar="文件夹", type=FOLDER, help="自己的版式所在的文件夹")


def told(command: Callable[..., int]) -> Callable[..., None]:
    """A command whose refusals are told in one line, without a traceback; its return value is the exit code."""

    @functools.wraps(command)
    def run(**options: Any) -> None:
        from narrator.errors import NarratorError, UnusableInput

        try:
            code = command(**options)
        except UnusableInput as error:
            _refused(error.findings, options)
            code = 2
        except NarratorError as error:
            from narrator.finding import Finding, Level

            _refused((Finding(code="REFUSED", level=Level.ERROR, message=str(error)),), options)
            code = 2
        sys.exit(code)

    return run


def _refused(findings: Iterable[Finding], options: dict[str, Any]) -> None:
    tell(findings)
    if options.get("as_json"):
        show(answer(findings))


def answer(
    findings: Iterable[Finding] = (),
    unit: str | None = None,
    year: int | None = None,
    edition: str | None = None,
    **more: Any,
) -> dict[str, Any]:
    """The object that `--json` prints: the keys of every command, and more."""
    told = [finding.to_json() for finding in findings]
    return {"version": 1, "unit": unit, "year": year, "edition": edition, "findings": told, **more}


def show(data: Any) -> None:
    """Print JSON on standard output."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


def tell(findings: Iterable[Finding]) -> None:
    """Print findings on standard error, a line each."""
    for finding in findings:
        click.echo(finding.line(), err=True)
