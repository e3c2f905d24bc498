"""`narrator schema`: the form of account.json."""

from __future__ import annotations

import click

from narrator.cli.answers import show
from narrator.cli.chinese import Command
from narrator.cli.options import JSON, told


@click.command("schema", cls=Command)
@JSON
@told
def schema(as_json: bool) -> int:
    """打印 account.json 的 JSON Schema。"""
    from narrator import verbs

    show(verbs.schema())
    return 0
