"""Editions of a user's own, written as a few small files."""

from pathlib import Path

EXAMPLE = {
    "edition": "title: 例子省2025年度部门决算公开\nregion: example\nyear: 2025\nextends: hunan/2020\n",
    "phrases": (
        "收支总体:\n"
        "  say: 收入总计和支出总计都是{{ 收支总计 | 万元 }}万元{{ 与上年相比(收支总计) }}。\n"
        "其他说明句:\n"
        "各项其他说明:\n"
    ),
    "outline": "sections:\n  其他情况:\n",
    "tables": "tables:\n  T1:\n    title: 收入支出总表\n",
}


def write(folder: Path, name: str, files: dict[str, str]) -> Path:
    """An edition's files (kind to text) in a folder of the user's own; gives that folder."""
    (folder / name).mkdir(parents=True, exist_ok=True)
    for kind, text in files.items():
        (folder / name / f"{kind}.yaml").write_text(text, "utf-8")
    return folder
