"""Where a batch may write: neither among the units that it reads, nor over the list that names them."""

from __future__ import annotations

from pathlib import Path

from narrator.batch.units import LEDGER, READABLE
from narrator.read.safety import refuse


def refuse_among_input(source: Path, out: Path, summary: Path | None) -> None:
    """Refuse an output folder or a summary that would be read as input, or not be; raises UnusableInput."""
    if summary and summary.resolve() == source.resolve():
        what = f"“{summary}”就是单位的清单，写成汇总，清单就没有了"
        refuse("BATCH-SUMMARY", f"{what}；请给汇总另起一个名称", str(summary))
    if not source.is_dir():
        return
    if _is_inside(out, source) and _holds_input(out):
        what = f"输出文件夹“{out}”里有单位的输入，写出的文件会混在里面，这些单位也不会做"
        refuse("BATCH-OUT", f"{what}；请用 -o 给出一个新的文件夹", str(out))
    if summary and _is_inside(summary, source) and not _is_inside(summary, out):
        what = f"汇总“{summary}”在输入“{source}”里，下次会当作一个单位"
        refuse("BATCH-SUMMARY", f"{what}；请写到别处，如 {out / summary.name}", str(summary))


def _is_inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _holds_input(out: Path) -> bool:
    """Whether a folder that no batch has written to has files that units are read from."""
    written = (out / LEDGER).exists()
    return not written and any(path.suffix.lower() in READABLE for path in out.rglob("*"))
