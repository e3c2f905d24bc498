"""`narrator read`: an input as one JSON file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from narrator.cli.answers import show, tell
from narrator.cli.chinese import Command
from narrator.cli.options import EDITION, INPUT, JSON, PHRASEBOOK, YEAR, told


@click.command("read", cls=Command)
@INPUT
@click.option(
    "-o", "--out", metavar="文件", required=True, type=click.Path(path_type=Path, dir_okay=False), help="写到哪个文件"
)
@EDITION
@PHRASEBOOK
@YEAR
@JSON
@told
def read(input: Path, out: Path, as_json: bool, phrasebook: Path | None, **options: Any) -> int:
    """把输入读成一个 JSON 文件；它本身也可作输入。"""
    from narrator import outputs, verbs

    account = verbs.read(input, **options)
    outputs.write(out, verbs.saved(account))
    tell(account.findings)
    click.echo(f"已写出：{out}", err=as_json)
    if as_json:
        keys = {"version": verbs.VERSION, "unit": account.unit, "year": account.year, "edition": account.edition}
        show({**keys, "findings": [finding.to_json() for finding in account.findings], "outputs": [str(out)]})
    return int(any(finding.level == "错误" for finding in account.findings))
