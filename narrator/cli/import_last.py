"""`narrator import`: last year's published file as this year's 填报."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from narrator.cli.answers import answer, show, tell
from narrator.cli.chinese import Command, Year
from narrator.cli.options import JSON, PHRASEBOOK, told

FILE = click.Path(path_type=Path)


@click.command("import", cls=Command)
@click.argument("last", metavar="上年文件", type=FILE)
@click.option("--edition", metavar="版式", required=True, help="版式，如 hunan/2020；narrator phrasebook list 列出全部")
@click.option("-o", "--out", metavar="文件", required=True, type=FILE, help="写到哪个文件：填报.xlsx 或 填报.yaml")
@click.option("--year", metavar="年度", type=Year(), help="本年的决算年度；不写时是上年文件的后一年")
@click.option("--tables", metavar="公开表", type=FILE, help="本年的公开表.xlsx：按其中的科目列出要填的行")
@PHRASEBOOK
@JSON
@told
def import_last(last: Path, out: Path, as_json: bool, **options: Any) -> int:
    """从上年公开的 Word 文件得出本年的填报：金额作上年数，单位情况、原因等沿用，标“请核对”。"""
    from narrator import verbs

    made = verbs.import_last(last, out, **options)
    tell(made.findings)
    for file in made.outputs:
        click.echo(f"已写出：{file}", err=as_json)
    if as_json:
        facts = made.facts
        read = made.last.facts.model_dump(mode="json", by_alias=True, exclude_unset=True)
        show(answer(made.findings, facts.unit, facts.year, facts.edition, outputs=list(made.outputs), last=read))
    return int(any(finding.level == "错误" for finding in made.findings))
