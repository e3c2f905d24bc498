"""The command line: each command, loaded when it is called, calls one verb and tells what came of it, in Chinese."""

from __future__ import annotations

import sys

import click

from narrator import __version__
from narrator.cli.chinese import LazyGroup
from narrator.garbage import collect_seldom

COMMANDS = {
    "build": "narrator.cli.build:build",
    "batch": "narrator.cli.batch:batch",
    "check": "narrator.cli.check:check",
    "refresh": "narrator.cli.refresh:refresh",
    "trace": "narrator.cli.trace:trace",
    "figures": "narrator.cli.figures:figures",
    "read": "narrator.cli.read:read",
    "schema": "narrator.cli.schema:schema",
    "new": "narrator.cli.new:new",
    "rollup": "narrator.cli.rollup:rollup",
    "audit": "narrator.cli.audit:audit",
    "import": "narrator.cli.import_last:import_last",
    "finish": "narrator.cli.finish:finish",
    "phrasebook": "narrator.cli.phrasebook:tools",
    "serve": "narrator.cli.serve:serve",
}
"""Where each command is defined: module and function, in the order of `--help`."""


@click.group(cls=LazyGroup, lazy=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="narrator", message="%(prog)s %(version)s", help="显示版本")
def main() -> None:
    """公开文书自动编写：把决算数字写成部门决算公开的 Word 文件。"""
    collect_seldom()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
