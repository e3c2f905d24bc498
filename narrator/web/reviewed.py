"""The reviewed Word file that was put in last: where it lies, what it was called, when it came."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

REVIEWED, TOLD = "审阅.docx", "审阅.json"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What the file was called, and when it was put in."""

    name: str
    came: str


def keep(folder: Path, name: str, data: bytes) -> Path:
    """Put a file with this name into a folder; where it lies there."""
    (folder / REVIEWED).write_bytes(data)
    told = Reviewed(name, f"{datetime.now():%Y-%m-%d %H:%M}")
    (folder / TOLD).write_text(json.dumps(asdict(told), ensure_ascii=False), "utf-8")
    return folder / REVIEWED


def kept(home: Path) -> Reviewed:
    """What is known of the file in a unit's folder; one that came before this was kept is called as ours is."""
    if (home / TOLD).is_file():
        return Reviewed(**json.loads((home / TOLD).read_text("utf-8")))
    return Reviewed(REVIEWED, f"{datetime.fromtimestamp((home / REVIEWED).stat().st_mtime):%Y-%m-%d %H:%M}")
