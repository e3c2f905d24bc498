"""What lies in a unit's folder already: files edited since they were written, files that are no longer the unit's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from narrator.batch.stamp import of_bytes, of_file
from narrator.finding import Finding, Level, Place

TOLD = 3  # names of files in a message


def edited(folder: Path, written: Mapping[str, str], files: Mapping[str, bytes]) -> list[str]:
    """The files that would be overwritten although they are neither what was written last nor what is new."""
    now = {name: of_file(folder / name) for name in files}
    return [name for name, data in files.items() if now[name] not in (None, written.get(name), of_bytes(data))]


def left(folder: Path, written: Mapping[str, str], files: Iterable[str]) -> dict[str, str]:
    """The hashes of files that were written last, are no longer among the unit's files, and still lie there."""
    return {name: hash for name, hash in written.items() if name not in files and (folder / name).exists()}


def unedited(folder: Path, written: Mapping[str, str]) -> dict[str, str]:
    """Those of the files that are as they were written; the others are somebody's own by now."""
    return {name: hash for name, hash in written.items() if of_file(folder / name) == hash}


def told_edited(names: Iterable[str]) -> Finding:
    """That nothing of the unit was written because of these files, and how to go on."""
    what = f"{_some(names)}已有人改过，或不是批次写的，这个单位的文件都没有覆盖"
    how = "要把新的数字并入改过的文件，用 narrator refresh；不要它了，就移走，再用 --resume 写出"
    return _notice("UNIT-EDITED", f"{what}；{how}", names)


def told_left(names: Iterable[str]) -> Finding:
    """That these files are not of this result."""
    return _notice("UNIT-LEFT", f"上次写出的{_some(names)}还在，不是这一次的结果；核对后请移走", names)


def _notice(code: str, message: str, names: Iterable[str]) -> Finding:
    return Finding(code=code, level=Level.NOTICE, message=message, where=tuple(Place(file=name) for name in names))


def _some(names: Iterable[str]) -> str:
    listed = [f"“{name}”" for name in names]
    return "、".join(listed[:TOLD]) + (f"等{len(listed)}个文件" if len(listed) > TOLD else "")
