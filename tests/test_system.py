"""What is said of files that the system will not read or write."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

import pytest

from narrator.system import said


@pytest.mark.parametrize(
    ("number", "says"), [(errno.ENOSPC, "磁盘已满"), (errno.EROFS, "磁盘或文件夹是只读的"), (errno.EACCES, "没有权限")]
)
def test_what_users_meet_is_said_in_chinese(number: int, says: str) -> None:
    assert said(OSError(number, os.strerror(number), "某")) == says


def test_other_causes_are_in_the_words_of_the_system() -> None:
    assert said(OSError(errno.ELOOP, "Too many levels")) == "Too many levels"


def test_a_database_that_cannot_be_made_says_why(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.Error) as caught:
        sqlite3.connect(tmp_path / "没有" / "记录.sqlite")
    assert said(caught.value) == "打不开，也不能新建"
    readonly = tmp_path / "记录.sqlite"
    sqlite3.connect(readonly).close()
    with pytest.raises(sqlite3.Error) as caught:
        sqlite3.connect(f"{readonly.as_uri()}?mode=ro", uri=True).execute("create table 表 (列)")
    assert said(caught.value) == "磁盘或文件夹是只读的"
