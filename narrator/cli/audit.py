"""`narrator audit`: a published Word file read backwards."""

from __future__ import annotations

from pathlib import Path

import click

from narrator.cli.answers import answer, show
from narrator.cli.chinese import Command
from narrator.cli.options import EDITION, JSON, PHRASEBOOK, told

WORD = click.Path(path_type=Path, dir_okay=False)


@click.command("audit", cls=Command)
@click.argument("file", metavar="文件.docx", type=WORD)
@EDITION
@PHRASEBOOK
@click.option(
    "--input", "given", metavar="输入", type=click.Path(path_type=Path), help="本年的输入，用来核对上年数、预算数"
)
@click.option("--mark", metavar="文件", type=WORD, help="另存一份 Word 文件，把问题写成批注")
@JSON
@told
def audit(
    file: Path, edition: str | None, phrasebook: Path | None, given: Path | None, mark: Path | None, as_json: bool
) -> int:
    """核对一份已写好的 Word 文件：文中的数与表、与文中别处的数是否一致。"""
    from narrator import outputs, verbs
    from narrator.cli.grouped import lines

    found = verbs.audit(file, given, edition=edition, phrasebook=phrasebook)
    if mark:
        outputs.write(mark, verbs.marked(found))
        click.echo(f"已写出：{mark}", err=as_json)
    for line in lines(found.findings):
        click.echo(line, err=True)
    coverage = found.coverage
    if as_json:
        account = found.account
        written = {"outputs": [str(mark)]} if mark else {}
        more = {"coverage": coverage.to_json(), **written}
        show(answer(found.findings, account.unit, account.year, found.edition, **more))
    else:
        told = f"文中的数{coverage.numbers}个，读懂{coverage.bound}个，核对{coverage.judged}个"
        click.echo(f"{told}；没有读懂的可用 --json 列出" if coverage.not_understood else told)
    return found.exit_code
