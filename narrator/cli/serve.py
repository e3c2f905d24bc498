"""`narrator serve`: the page for staff."""

from __future__ import annotations

from typing import Any

import click

from narrator.cli.chinese import Command
from narrator.cli.options import told


class Port(click.ParamType[int]):
    """A port of this machine, 0 for any free one."""

    name = "端口"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The port as a number; fails for anything that is none."""
        if str(value).isdecimal() and int(value) < 2**16:
            return int(value)
        self.fail(f"“{value}”不是0到65535之间的端口", param, ctx)


@click.command("serve", cls=Command)
@click.option("--port", metavar="端口", type=Port(), default=0, help="端口；不写时用一个空闲的")
@click.option("--no-browser", is_flag=True, help="不打开浏览器，只显示地址")
@told
def serve(port: int, no_browser: bool) -> int:
    """打开页面：拖入公开表，看问题，填缺少的内容，取 Word 文件；只在本机上，不用联网。"""
    from narrator import verbs

    verbs.serve(port, browser=not no_browser, started=_started, unopened=_unopened)
    return 0


def _unopened() -> None:
    click.echo("这台计算机上没有打开浏览器：请自己打开 Edge、Chrome 或 Firefox，粘贴上面的地址。", err=True)


def _started(address: str) -> None:
    click.echo(
        f"页面在这个地址，会自动打开；没有打开时，请把它复制到浏览器：\n{address}\n关闭本窗口，或按 Ctrl+C，即停止。"
    )
