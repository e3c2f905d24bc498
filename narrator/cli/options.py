"""What the commands share: their options, their JSON, and how refusals are told."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from narrator.cli.answers import refuse
from narrator.cli.chinese import Year

FOLDER = click.Path(path_type=Path, file_okay=False)
INPUT = click.argument("input", metavar="输入", type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="结果以一个 JSON 对象输出到标准输出")
YEAR = click.option("--year", metavar="年度", type=Year(), help="决算年度，如 2020")
EDITION = click.option("--edition", metavar="版式", help="版式，如 hunan/2020；不写时用填报里的，或按表格样式认定")
PHRASEBOOK = click.option("--phrasebook", metavar="文件夹", type=FOLDER, help="自己的版式所在的文件夹")
FORMATS = click.option(
    "--format", "formats", metavar="格式", default="docx", help="docx、html、text、json，多个用逗号隔开"
)
FINAL = click.option("--final", is_flag=True, help="定稿：还有错误或待填时不写")
REVIEW = click.option("--review", is_flag=True, help="另写一份供审阅的 .审阅.docx：每个数带批注，写明公式、来源")
FAST = click.option("--fast", is_flag=True, help="少压缩：写得快些，Word 文件大四分之一")


class ListPath(click.ParamType[Path]):
    """A new .xlsx file, such as this one, that is none of a unit's input files."""

    name = "文件"

    def __init__(self, example: str) -> None:
        self.example = example

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path; fails for another kind of file and for the names of inputs."""
        path = Path(value)
        if path.suffix.lower() != ".xlsx" or path.name.startswith(("公开表", "填报")):
            self.fail(f"应是一个新的 .xlsx 文件，如 {self.example}，不能与公开表、填报同名", param, ctx)
        return path


LIST = click.option(
    "--report",
    metavar="文件",
    type=ListPath("问题清单.xlsx"),
    help="把问题另写成一个 .xlsx 清单，从清单可打开公开表的单元格",
)


def formats_in(formats: str) -> list[str]:
    """The names in the text of `--format`."""
    return [format.strip() for format in formats.split(",") if format.strip()]


def told(command: Callable[..., int]) -> Callable[..., None]:
    """A command whose refusals are told in one line, without a traceback; its return value is the exit code."""

    @functools.wraps(command)
    def run(**options: Any) -> None:
        from narrator.errors import NarratorError

        try:
            code = command(**options)
        except NarratorError as error:
            refuse(error.told(), as_json=options.get("as_json", False))
            code = 2
        sys.exit(code)

    return run
