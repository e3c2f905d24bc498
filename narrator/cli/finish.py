"""`narrator finish`: the file to publish, from the reviewer's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from narrator.cli.answers import answer, show, tell
from narrator.cli.chinese import Command
from narrator.cli.options import EDITION, INPUT, JSON, PHRASEBOOK, YEAR, told

FILE = click.Path(path_type=Path)


@click.command("finish", cls=Command)
@click.argument("reviewed", metavar="审阅稿", type=FILE)
@INPUT
@click.option("-o", "--out", metavar="文件", required=True, type=FILE, help="写到哪个文件，如 定稿.docx")
@EDITION
@PHRASEBOOK
@YEAR
@JSON
@told
def finish(reviewed: Path, input: Path, out: Path, as_json: bool, **options: Any) -> int:
    """定稿：从审阅人改过的 Word 文件去掉本程序的批注和标记，得到可以公开的文件；还有修订、待填、错误时不写。"""
    from narrator import verbs

    done = verbs.finish(reviewed, input, out, **options)
    tell(done.findings)
    for file in done.outputs:
        click.echo(f"已写出：{file}", err=as_json)
    if not done.outputs:
        click.echo(f"没有定稿：请先处理上面的 {sum(one.level == '错误' for one in done.findings)} 处错误", err=True)
    if as_json:
        account = done.account
        show(answer(done.findings, account.unit, account.year, account.edition, outputs=list(done.outputs)))
    return int(not done.outputs)
