"""click's help and complaints in Chinese."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import click


def complaint(error: click.UsageError) -> str:
    """What is wrong with a call, and how to see the right one."""
    said = error.message
    if isinstance(error, click.NoSuchOption):
        said = f"没有“{error.option_name}”这个选项"
    elif isinstance(error, click.MissingParameter):
        said = f"缺少 {_named(error)}"
    elif isinstance(error, click.BadParameter) and error.param and isinstance(error.param.type, click.Path):
        said = f"{_named(error)} 应是文件夹的路径，给的是一个文件；请换一个文件夹"
    elif isinstance(error, click.BadParameter):
        said = f"{_named(error)} 的值不合要求：{said}"
    elif "extra argument" in said:
        said = f"多了 {said[said.index('(') :]}，请核对引号和空格"
    elif "No such command" in said:
        said = f"没有“{said.split(chr(39))[1]}”这个命令"
    path = error.ctx.command_path if error.ctx else "narrator"
    return f"{said}\n可用“{path} --help”查看用法"


def _refuse(message: str, args: Sequence[str]) -> None:
    from narrator.cli.answers import refuse
    from narrator.finding import Finding, Level

    refuse([Finding(code="CALL", level=Level.ERROR, message=message)], as_json="--json" in args)


def _named(error: click.BadParameter) -> str:
    if error.param_hint:
        return str(error.param_hint)
    return error.param.get_error_hint(error.ctx) if error.param and error.ctx else ""


def _section(formatter: click.HelpFormatter, heading: str, rows: list[tuple[str, str]]) -> None:
    formatter.write(f"\n{heading}：\n")
    with formatter.indentation():
        formatter.write_dl(rows)


class Year(click.ParamType[int]):
    """A year of four digits."""

    name = "年度"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The year as a number; fails for anything that is not one from 1990 to 2100."""
        if str(value).isdecimal() and 1990 <= int(value) <= 2100:
            return int(value)
        self.fail(f"“{value}”不是1990到2100之间的年份", param, ctx)


class _Chinese(click.Command):
    """A command whose help is in Chinese."""

    def __init__(self, name: str | None, **options: Any) -> None:
        super().__init__(name, options_metavar="[选项]", **options)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line that shows how to call it."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of options."""
        records = filter(None, (param.get_help_record(ctx) for param in self.get_params(ctx)))
        _section(formatter, "选项", [(names, help.replace("[required]", "（必填）")) for names, help in records])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option that shows the help."""
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示本说明"
        return option


class Command(_Chinese):
    """A command that speaks Chinese."""


class Group(_Chinese, click.Group):
    """A group of commands that speaks Chinese, of its mistakes too."""

    command_class = Command

    def __init__(self, name: str | None = None, **options: Any) -> None:
        super().__init__(name, subcommand_metavar="命令 [参数]", **options)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands."""
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        _section(formatter, "命令", [(name, command.get_short_help_str(80)) for name, command in commands if command])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of options, then of commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def main(self, args: Any = None, *, standalone_mode: bool = True, **extra: Any) -> Any:  # type: ignore[override]
        """Run a command; a call that cannot be served is told in Chinese and exits 2."""
        try:
            code = super().main(args, standalone_mode=False, **extra)
        except click.UsageError as error:
            _refuse(complaint(error), sys.argv[1:] if args is None else args)
            sys.exit(2)
        except click.Abort:
            sys.exit(130)
        if standalone_mode:
            sys.exit(code)
        return code


class LazyGroup(Group):
    """A group whose commands are imported when they are asked for; `lazy` says where: `module:function` by name."""

    def __init__(self, name: str | None = None, *, lazy: Mapping[str, str], **options: Any) -> None:
        super().__init__(name, **options)
        self.lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with this name, `None` if there is none."""
        if cmd_name not in self.lazy:
            return None
        module, function = self.lazy[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), function)
        return command
