"""`narrator refresh`: new numbers into the file that reviewers edited."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from narrator.cli.answers import show, tell
from narrator.cli.chinese import Command
from narrator.cli.options import EDITION, INPUT, JSON, PHRASEBOOK, YEAR, told

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("refresh", cls=Command)
@click.argument("reviewed", metavar="审阅过的文件", type=FILE)
@INPUT
@click.option("-o", "--out", metavar="文件", required=True, type=FILE, help="写到哪个新的 .docx 文件")
@EDITION
@PHRASEBOOK
@YEAR
@JSON
@told
def refresh(reviewed: Path, input: Path, out: Path, as_json: bool, **options: Any) -> int:
    """把新的数写进审阅过的 Word 文件：作为修订，审阅时的改动都保留；两边都改了的地方不动，加批注。"""
    from narrator import verbs

    done = verbs.refresh(reviewed, input, out, **options)
    tell(done.findings)
    click.echo(f"写入修订{done.changes}处", err=as_json)
    for file in done.outputs:
        click.echo(f"已写出：{file}", err=as_json)
    if as_json:
        result = verbs.Result(str(input), done.draft, done.findings, done.outputs)
        show(verbs.told([result], changes=done.changes))
    return done.exit_code
