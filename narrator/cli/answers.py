"""What `--json` prints, and how findings are told."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from narrator.finding import Finding


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


def show_with(data: dict[str, Any], key: str, items: Iterable[dict[str, Any]]) -> None:
    """Print JSON on standard output with a list under one more key, written item by item, however many there are."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=1).removesuffix("\n}") + f',\n "{key}": [', nl=False)
    for number, item in enumerate(items):
        click.echo((",\n" if number else "\n") + json.dumps(item, ensure_ascii=False), nl=False)
    click.echo("\n ]\n}")


def tell(findings: Iterable[Finding]) -> None:
    """Print findings on standard error, a line each."""
    for finding in findings:
        click.echo(finding.line(), err=True)


def refuse(findings: Iterable[Finding], *, as_json: bool) -> None:
    """Tell why a call is refused."""
    found = tuple(findings)
    tell(found)
    if as_json:
        show(answer(found))
