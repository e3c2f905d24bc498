"""`narrator figures`: every figure and list."""

from __future__ import annotations

import click

from narrator.cli.answers import answer, show
from narrator.cli.chinese import Command
from narrator.cli.options import JSON, told


@click.command("figures", cls=Command)
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
