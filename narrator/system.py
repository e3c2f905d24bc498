"""What the system says of files that cannot be read or written, in Chinese."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3  # who writes one report need not load it

_FULL, _READ_ONLY, _FAILED = "磁盘已满", "磁盘或文件夹是只读的", "磁盘读写出错"
_OF_FILES = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: "磁盘配额已用完",
    errno.EROFS: _READ_ONLY,
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EIO: _FAILED,
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.EEXIST: "已有同名的文件",
    errno.EBUSY: "正被别的程序占用",
    errno.ENAMETOOLONG: "名称太长",
    errno.EMFILE: "打开的文件太多",
}
_OF_DATABASES = {
    "SQLITE_FULL": _FULL,
    "SQLITE_READONLY": _READ_ONLY,
    "SQLITE_CANTOPEN": "打不开，也不能新建",
    "SQLITE_IOERR": _FAILED,
}


def said(error: OSError | sqlite3.Error) -> str:
    """Why a file could not be read or written; in the system's own words where they are not known."""
    if isinstance(error, OSError):
        return _OF_FILES.get(error.errno or 0, error.strerror or str(error))
    kind = "_".join(error.sqlite_errorname.split("_")[:2])  # SQLITE_IOERR of SQLITE_IOERR_WRITE
    return _OF_DATABASES.get(kind, str(error))
