"""The command line: each command calls one verb and tells what came of it, in Chinese."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from narrator.cli.answers import answer, show, tell
from narrator.cli.chinese import Group
from narrator.cli.options import EDITION, FOLDER, INPUT, JSON, LIST, PHRASEBOOK, YEAR, told
from narrator.cli.phrasebook import phrasebook_tools
from narrator.cli.workbook import new


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="narrator", prog_name="narrator", message="%(prog)s %(version)s", help="显示版本")
def main() -> None:
    """公开文书自动编写：把决算数字写成部门决算公开的 Word 文件。"""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


main.add_command(phrasebook_tools)
main.add_command(new)


@main.command()
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
@click.option("--format", "formats", metavar="格式", default="docx", help="docx、html、text、json，多个用逗号隔开")
@click.option("--pages", is_flag=True, help="目录页码由 LibreOffice 排版得出，而不是估算")
@click.option("--final", is_flag=True, help="定稿：还有错误或待填时不写")
@JSON
@told
def build(inputs: tuple[Path, ...], out: Path, formats: str, as_json: bool, **options: Any) -> int:
    """写出报告：每个输入一份 Word 文件，旁边是它的问题清单。"""
    from narrator import verbs

    wanted = [format.strip() for format in formats.split(",") if format.strip()]
    results = verbs.build(inputs, out, formats=wanted, **options)
    for result in results:
        tell(result.findings)
        for file in result.outputs:
            click.echo(f"已写出：{file}", err=as_json)
    if as_json:
        show(verbs.told(results, outputs=[file for result in results for file in result.outputs]))
    return max(result.exit_code for result in results)


@main.command()
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
    from narrator.cli.grouped import lines

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
    elif not found.findings:
        click.echo("没有发现问题")
    return result.exit_code


@main.command()
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


@main.command()
@JSON
@told
def figures(as_json: bool) -> int:
    """列出全部的数（名称、单位、公式、出处）和清单（名称、内容）。"""
    from narrator import verbs

    rows, lists = verbs.catalogue(), verbs.lists()
    if as_json:
        show(answer(figures=rows, lists=lists))
        return 0
    for row in rows:
        click.echo("\t".join((row["label"], row["unit"], row["formula"], row["reference"], row["id"])))
    for listing in lists:
        click.echo("\t".join((listing["name"], "清单", listing["description"])))
    return 0


@main.command()
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


@main.command()
@JSON
@told
def schema(as_json: bool) -> int:
    """打印 account.json 的 JSON Schema。"""
    from narrator import verbs

    show(verbs.schema())
    return 0
