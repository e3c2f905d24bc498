"""`narrator batch`: many units in one run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from narrator.cli.answers import answer, show_with
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


@click.command("batch", cls=Command)
@click.argument("source", metavar="输入", type=click.Path(path_type=Path))
@click.option("-o", "--out", metavar="文件夹", required=True, type=FOLDER, help="写到哪个文件夹，一个单位一个子文件夹")
@click.option("--workers", metavar="个数", type=click.IntRange(1), help="同时用几个进程；不写时有几个核用几个")
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

    with shown() as progress:
        run = verbs.batch(source, out, formats=formats_in(formats), progress=progress, **options)
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
    if run.summary:
        click.echo(f"已写出：{run.summary}", err=True)
    if run.interrupted:
        again = f"narrator batch {source} -o {run.out} --resume"
        click.echo(f"已停下，还有{tally.left}个单位没有做；接着做：{again}（其他选项照旧）", err=True)
