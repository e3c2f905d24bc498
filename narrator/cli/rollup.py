"""`narrator rollup`: a department's input from its units' inputs."""

from __future__ import annotations

from pathlib import Path

import click

from narrator.cli.answers import answer, show, tell
from narrator.cli.chinese import Command
from narrator.cli.options import JSON, PHRASEBOOK, told


@click.command("rollup", cls=Command)
@click.argument("department", metavar="部门文件", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    metavar="输入",
    required=True,
    type=click.Path(path_type=Path),
    help="部门的输入写到哪个文件夹，或哪个 .json 文件",
)
@PHRASEBOOK
@JSON
@told
def rollup(department: Path, out: Path, phrasebook: Path | None, as_json: bool) -> int:
    """把各单位的输入汇总成部门的输入：表格逐格相加，内部往来抵销，人数和数量相加，原因汇集待改。"""
    from narrator import verbs

    made = verbs.rollup(department, out, phrasebook=phrasebook)
    tell(made.findings)
    for file in made.outputs:
        click.echo(f"已写出：{file}", err=as_json)
    if as_json:
        account = made.account
        show(answer(made.findings, account.unit, account.year, account.edition, outputs=list(made.outputs)))
    return int(any(finding.level == "错误" for finding in made.findings))
