"""`narrator new`: the workbook that staff fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from narrator.cli.answers import answer, show, tell
from narrator.cli.chinese import Command, Year
from narrator.cli.options import JSON, PHRASEBOOK, told

FILE = click.Path(path_type=Path)


@click.command("new", cls=Command)
@click.argument("unit", metavar="单位名")
@click.option("--year", metavar="年度", type=Year(), required=True, help="决算年度，如 2020")
@click.option("--edition", metavar="版式", required=True, help="版式，如 hunan/2020；narrator phrasebook list 列出全部")
@click.option("-o", "--out", metavar="文件", required=True, type=FILE, help="写到哪个文件，如 填报.xlsx")
@click.option("--tables", metavar="公开表", type=FILE, help="本年的公开表.xlsx：按其中的科目列出要填的行")
@click.option(
    "--last-year", metavar="上年文件", type=FILE, help="上年的公开表、填报或单位文件夹：沿用上年数和少变的内容"
)
@click.option("--department", is_flag=True, help="新建 部门.xlsx：列出下属单位，供 narrator rollup 汇总")
@PHRASEBOOK
@JSON
@told
def new(unit: str, out: Path, as_json: bool, department: bool, **options: Any) -> int:
    """新建填报.xlsx：只问公开表里没有、报告要用的内容，用 Excel 或 WPS 填；加 --department 新建部门.xlsx。"""
    from narrator import verbs

    if department:
        tables, last_year = options.pop("tables"), options.pop("last_year")
        if tables or last_year:
            raise click.UsageError("--department 不能与 --tables、--last-year 同用：部门的数由各单位汇总")
        written = verbs.new_department(unit, out, **options)
        click.echo(f"已写出：{written}", err=as_json)
        if as_json:
            show(answer((), unit, options["year"], options["edition"], outputs=[written]))
        return 0
    made = verbs.new(unit, out, **options)
    tell(made.findings)
    for file in made.outputs:
        click.echo(f"已写出：{file}", err=as_json)
    if as_json:
        form = made.form
        show(answer(made.findings, form.unit, form.year, form.edition, outputs=list(made.outputs)))
    return int(any(finding.level == "错误" for finding in made.findings))
