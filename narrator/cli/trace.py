"""`narrator trace`: where a number comes from."""

from __future__ import annotations

from pathlib import Path

import click

from narrator.cli.answers import show
from narrator.cli.chinese import Command
from narrator.cli.options import INPUT, JSON, YEAR, told


@click.command("trace", cls=Command)
@INPUT
@click.argument("figure", metavar="数")
@YEAR
@JSON
@told
def trace(input: Path, figure: str, as_json: bool, year: int | None) -> int:
    """追溯一个数：由哪些数算出，来自哪些单元格。数可写名称（收支总计增减率）或编号（total.change_rate）。"""
    from narrator import verbs
    from narrator.figures.trace import lines, tree

    account, found = verbs.trace(input, figure, year=year)
    if as_json:
        keys = {"version": verbs.VERSION, "unit": account.unit, "year": account.year, "edition": account.edition}
        show({**keys, "findings": [finding.to_json() for finding in account.findings], "figure": tree(found)})
    else:
        click.echo("\n".join(lines(found)))
    return 0
