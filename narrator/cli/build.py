"""`narrator build`: reports as files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from narrator.cli.answers import show, tell
from narrator.cli.chinese import Command
from narrator.cli.options import EDITION, FAST, FINAL, FOLDER, FORMATS, JSON, PHRASEBOOK, REVIEW, YEAR, formats_in, told


@click.command("build", cls=Command)
@click.argument("inputs", metavar="输入…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    metavar="文件夹",
    required=True,
    type=FOLDER,
    help="写到哪个文件夹",
)
@EDITION
@PHRASEBOOK
@YEAR
@FORMATS
@click.option("--pages", is_flag=True, help="目录页码由 LibreOffice 排版得出，而不是估算")
@FINAL
@REVIEW
@FAST
@JSON
@told
def build(inputs: tuple[Path, ...], out: Path, formats: str, as_json: bool, **options: Any) -> int:
    """写出报告：每个输入一份 Word 文件，旁边是它的问题清单。"""
    from narrator import verbs

    results = verbs.build(inputs, out, formats=formats_in(formats), **options)
    for result in results:
        tell(result.findings)
        for file in result.outputs:
            click.echo(f"已写出：{file}", err=as_json)
    if as_json:
        show(verbs.told(results, outputs=[file for result in results for file in result.outputs]))
    return max(result.exit_code for result in results)
