"""`narrator phrasebook`: tools for people who write editions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from narrator.cli.answers import answer, show
from narrator.cli.chinese import Group
from narrator.cli.options import JSON, PHRASEBOOK, told

if TYPE_CHECKING:
    from narrator.phrasebook.tools import Written

NAME = click.argument("name", metavar="版式")


@click.group("phrasebook", cls=Group)
def tools() -> None:
    """写版式的人用的工具：列出、查看、试写、比较、检查。"""


@tools.command("list")
@PHRASEBOOK
@JSON
@told
def list_editions(phrasebook: Path | None, as_json: bool) -> int:
    """列出全部版式。"""
    from narrator.phrasebook.library import library
    from narrator.phrasebook.tools import listed

    rows = listed(library(phrasebook))
    if as_json:
        show(answer(editions=rows))
        return 0
    for row in rows:
        base = f"（在 {row['extends'][-1]} 之上）" if row["extends"] else ""
        click.echo(f"{row['name']}\t{row['title']}{base}\t{row['folder']}".rstrip())
    return 0


@tools.command("show")
@NAME
@click.argument("what", metavar="名称")
@PHRASEBOOK
@JSON
@told
def show_phrase(name: str, what: str, phrasebook: Path | None, as_json: bool) -> int:
    """查看版式里的一条句子、一节、一张表、一种样式或一个名词：合并后的内容，每行注明写在哪里。"""
    from narrator.phrasebook.library import library
    from narrator.phrasebook.tools import show as shown

    rows = shown(library(phrasebook).load(name), what)
    if as_json:
        show(answer(edition=name, lines=[_row(row) for row in rows]))
        return 0
    for row in rows:
        click.echo(f"{row.path}    # {row.origin}")
        for line in row.text.splitlines():
            click.echo(f"  {line}")
    return 0


def _row(written: Written | None) -> dict[str, str] | None:
    return {"path": written.path, "text": written.text, "origin": written.origin} if written else None


@tools.command("try")
@NAME
@click.argument("phrase", metavar="句子")
@click.option(
    "--set", "values", metavar="名称=值", multiple=True, help="给出一个数或事实，如 收支总计=467.63；可写多次"
)
@PHRASEBOOK
@JSON
@told
def try_phrase(name: str, phrase: str, values: tuple[str, ...], phrasebook: Path | None, as_json: bool) -> int:
    """试写一条句子。"""
    from narrator.narrate.trying import tried
    from narrator.phrasebook.library import library

    wrong = [value for value in values if "=" not in value]
    if wrong:
        raise click.BadParameter(f"“{wrong[0]}”应写成 名称=值", param_hint="--set")
    ran = tried(library(phrasebook).load(name), phrase, dict(value.split("=", 1) for value in values))
    if as_json:
        show(answer(edition=name, said=ran.said, asked=list(ran.asked)))
        return 0
    click.echo(ran.said)
    for told_of in ran.told:
        click.echo(told_of, err=True)
    return 0


@tools.command()
@click.argument("left", metavar="版式")
@click.argument("right", metavar="另一版式")
@PHRASEBOOK
@JSON
@told
def diff(left: str, right: str, phrasebook: Path | None, as_json: bool) -> int:
    """比较两个版式。"""
    from narrator.phrasebook.library import library
    from narrator.phrasebook.tools import differences

    editions = library(phrasebook)
    rows = differences(editions.load(left), editions.load(right))
    if as_json:
        show(answer(differences=[{"path": row.path, "left": _row(row.left), "right": _row(row.right)} for row in rows]))
        return 0
    for row in rows:
        click.echo(row.path)
        for sign, written in (("-", row.left), ("+", row.right)):
            if written:
                first, *others = written.text.splitlines() or [""]
                click.echo("\n".join((f"  {sign} {first}    # {written.origin}", *(f"    {line}" for line in others))))
    return 0


@tools.command()
@NAME
@PHRASEBOOK
@JSON
@told
def lint(name: str, phrasebook: Path | None, as_json: bool) -> int:
    """检查版式：写错的名称和标点、重叠或缺漏的情形、没有用到的句子、说得不对的例子。"""
    from narrator.narrate.cases import failing
    from narrator.phrasebook.library import library
    from narrator.phrasebook.lint import lint as linted

    editions = library(phrasebook)
    found = linted(editions, name)
    if not any(finding.level == "错误" for finding in found):
        found = (*failing(editions.load(name)), *found)
    if as_json:
        show(answer(found, edition=name))
    elif not found:
        click.echo("没有发现问题")
    for finding in () if as_json else found:
        click.echo(f"{finding.where[0]} [{finding.level}] {finding.message} {finding.code}")
    return int(any(finding.level == "错误" for finding in found))
