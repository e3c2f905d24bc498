"""`narrator check`: what was noticed about an input."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from narrator.cli.answers import show
from narrator.cli.chinese import Command
from narrator.cli.options import EDITION, INPUT, JSON, LIST, PHRASEBOOK, YEAR, told


@click.command("check", cls=Command)
@INPUT
@EDITION
@PHRASEBOOK
@YEAR
@LIST
@JSON
@told
def check(input: Path, as_json: bool, report: Path | None, **options: Any) -> int:
    """检查输入：勾稽关系、缺少的事实、可疑之处；按工作表列出，单元格在前。"""
    from narrator import outputs, verbs
    from narrator.cli.grouped import lines, total

    found = verbs.check(input, **options)
    written = (str(report),) if report else ()
    if report:
        outputs.write(report, verbs.listed(found, input, report))
    result = verbs.Result(str(input), found, found.findings, written)
    for line in lines(found.findings):
        click.echo(line, err=True)
    for file in written:
        click.echo(f"已写出：{file}", err=as_json)
    if as_json:
        show(verbs.told([result]))
    click.echo(total(found.findings, input), err=True)
    return result.exit_code
