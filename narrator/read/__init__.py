"""Files into an Account: a folder, a workbook, a 填报.yaml or a saved account, each piece knowing where it stood."""

from __future__ import annotations

from pathlib import Path

from narrator.account import Account
from narrator.errors import UnusableInput
from narrator.read.file_names import SPREADSHEETS
from narrator.read.identity import Asked, as_asked
from narrator.read.safety import refuse
from narrator.read.unit import read_facts_alone, read_folder, read_workbook_alone

__all__ = ["UnusableInput", "read"]
WORD_FILES = (".docx", ".doc", ".wps")


def read(path: Path | str, *, year: int | None = None, edition: str | None = None) -> Account:
    """The account of a unit's folder, of one workbook, of one 填报.yaml, or of one account.json.

    `year` and `edition` overrule what the input says. The account's `findings` say what reading noticed.
    Raises UnusableInput where nothing can be read at all, or where a part of a folder is broken.
    """
    path = Path(path)
    asked = Asked(year, edition)
    try:
        return read_folder(path, asked) if path.is_dir() else _read_file(path, asked)
    except OSError:
        refuse("READ-NOT-READABLE", f"“{path}”打不开，请核对路径，并确认您有权读取", str(path))


def _read_file(path: Path, asked: Asked) -> Account:
    kind = path.suffix.lower()
    if not path.is_file():
        refuse("READ-NOT-FOUND", f"找不到“{path}”，请核对路径", str(path))
    if kind in SPREADSHEETS:
        return read_workbook_alone(path, asked)
    if kind in (".yaml", ".yml"):
        return read_facts_alone(path, asked)
    if kind == ".json":
        from narrator.read.saved import read_saved  # whose expressions take long to compile

        return as_asked(read_saved(path, path.name), asked)
    word = "。上年公开的 Word 文件，请用 narrator import 得出本年的填报" if kind in WORD_FILES else ""
    message = f"不能读取“{path.name}”，输入应是文件夹、.xlsx、.yaml 或 .json{word}"
    refuse("READ-WRONG-KIND", message, path.name)
