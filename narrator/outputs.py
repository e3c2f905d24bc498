"""Output files: names that every system takes, accounts as JSON, everything written whole or not at all."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from narrator.account import Account
from narrator.errors import NarratorError
from narrator.system import said

LONGEST = 60
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_TEMPORARY = ".narrator-{}.tmp"


def safe(text: str) -> str:
    """The text as a name of a file or folder that every system takes, Windows too."""
    name = _UNSAFE.sub("_", text).strip(" .")[:LONGEST].rstrip(" .") or "_"
    return f"_{name}" if _RESERVED.match(name) else name


def name(account: Account) -> str:
    """The name of an account's output files without ending: unit and year."""
    return f"{safe(account.unit or '单位待填')}-{account.year or '年度待填'}"


def saved(account: Account) -> bytes:
    """The account as account.json, itself an input."""
    return (account.model_dump_json(by_alias=True, indent=1, exclude_defaults=True) + "\n").encode()


def write(path: Path, data: bytes) -> None:
    """Write a file under a temporary name and rename it; raises NarratorError where that is not possible."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary file beside this one, which it takes the place of once the block has written it.

    Raises NarratorError where that is not possible; nothing of the temporary file is left then.
    """
    temporary = path.with_name(_TEMPORARY.format(os.getpid()))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        os.replace(temporary, path)
    except OSError as error:
        raise NarratorError(f"无法写入 {path}：{said(error)}；请检查权限和磁盘空间，以及文件是否正被打开") from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove what processes that were killed while writing left in a folder."""
    with suppress(OSError):
        for left in folder.glob(_TEMPORARY.format("*")):
            left.unlink(missing_ok=True)
