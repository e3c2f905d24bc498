"""Output files: names that every system takes, accounts as JSON, everything written whole or not at all."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

from narrator.account import Account
from narrator.errors import NarratorError

LONGEST = 60
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def name(account: Account) -> str:
    """The name of an account's output files without ending: unit and year, safe on Windows."""
    unit = _UNSAFE.sub("_", account.unit or "单位待填").strip(" .")[:LONGEST].rstrip(" .") or "_"
    if _RESERVED.match(unit):
        unit = f"_{unit}"
    return f"{unit}-{account.year or '年度待填'}"


def saved(account: Account) -> bytes:
    """The account as account.json, itself an input."""
    return (account.model_dump_json(by_alias=True, indent=1, exclude_defaults=True) + "\n").encode()


def write(path: Path, data: bytes) -> None:
    """Write a file under a temporary name and rename it; raises NarratorError where that is not possible."""
    temporary = path.with_name(f".narrator-{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        os.replace(temporary, path)
    except OSError as error:
        raise NarratorError(f"无法写入 {path}：{error.strerror}；请检查权限和磁盘空间，以及文件是否正被打开") from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
