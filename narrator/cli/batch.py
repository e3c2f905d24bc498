"""`narrator batch`: many units in one run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from narrator.cli.answers import answer, show, show_with
from narrator.cli.chinese import Command
from narrator.cli.options import (
    EDITION,
    FAST,
    FINAL,
    FOLDER,
    FORMATS,
    JSON,
    PHRASEBOOK,
    REVIEW,
    YEAR,
    ListPath,
    formats_in,
    told,
)

if TYPE_CHECKING:
    from narrator.batch.batch import Batch

INTERRUPTED = 130


class Workers(click.ParamType[int]):
    """A number of processes, one at least."""

    name = "个数"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; fails for anything that is none, and for 0."""
        if str(value).isdecimal() and int(value) > 0:
            return int(value)
        self.fail(f"“{value}”不是大于0的整数", param, ctx)


@click.command("batch", cls=Command)
@click.argument("source", metavar="输入", type=click.Path(path_type=Path))
@click.option("-o", "--out", metavar="文件夹", required=True, type=FOLDER, help="写到哪个文件夹，一个单位一个子文件夹")
@click.option("--workers", metavar="个数", type=Workers(), help="同时用几个进程；不写时有几个核用几个")
@click.option("--resume", is_flag=True, help="接着做：没有变化的单位不重做")
@EDITION
@PHRASEBOOK
@YEAR
@FORMATS
@FINAL
@REVIEW
@FAST
@click.option("--summary", metavar="文件", type=ListPath("汇总.xlsx"), help="另写一个 .xlsx 汇总：各单位、全部问题")
@click.option("--scheduler", metavar="地址", help="交给集群做，如 tcp://10.0.0.1:8786")
@JSON
@told
def batch(source: Path, out: Path, formats: str, as_json: bool, **options: Any) -> int:
    """批量写出：输入是各单位所在的文件夹，或 .xlsx、.csv 清单（编号、路径，可有版式、年度）。"""
    from narrator import verbs
    from narrator.cli.progress import shown

    try:
        with shown() as progress:
            run = verbs.batch(source, out, formats=formats_in(formats), progress=progress, **options)
    except KeyboardInterrupt:
        click.echo(f"已立刻停下，做完的都记下了；接着做：{_again(source, out)}", err=True)
        if as_json:
            show(answer())
        return INTERRUPTED
    _tell(run, source)
    if as_json:
        show_with(answer(), "units", (entry.to_json(out) for entry in run.units()))
    return INTERRUPTED if run.interrupted else run.tally.exit_code


def _tell(run: Batch, source: Path) -> None:
    from narrator.batch.record import State

    tally = run.tally
    click.echo(f"共{tally.total}个单位：{tally.ended()}", err=True)
    if tally.states[State.KEPT]:
        click.echo("有人改过的文件没有覆盖；要并入新的数字，用 narrator refresh", err=True)
    if run.former:
        what = f"输出文件夹里还有以前写的{run.former}个单位，这次的输入里没有"
        click.echo(f"{what}；不再要的请移走，免得误用", err=True)
    if run.summary:
        click.echo(f"已写出：{run.summary}", err=True)
    elif tally.exit_code or tally.states[State.KEPT]:
        again = _again(source, run.out, " --summary 汇总.xlsx")
        click.echo(f"是哪些单位、什么问题，写成汇总来看（没有变化的不重做）：{again}", err=True)
    if run.interrupted:
        click.echo(f"已停下，还有{tally.left}个单位没有做；接着做：{_again(source, run.out)}", err=True)


def _again(source: Path, out: Path, more: str = "") -> str:
    """How to go on with a batch, perhaps with one more option."""
    paths = [f'"{path}"' if " " in str(path) else str(path) for path in (source, out)]
    return f"narrator batch {paths[0]} -o {paths[1]} --resume{more}（其他选项照旧）"
