"""Shells kept in the user's cache folder, so that a new process need not make them again."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from pathlib import Path

_DIGEST = hashlib.sha256().digest_size


def folder() -> Path:
    """Where this user's caches stand on this system."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "narrator"


def load(key: str) -> bytes | None:
    """What was kept under this key, `None` if nothing was or it is damaged."""
    try:
        data = (folder() / f"{key}.shell").read_bytes()
    except (OSError, RuntimeError):  # RuntimeError: no home folder
        return None
    digest, kept = data[:_DIGEST], data[_DIGEST:]
    return kept if hashlib.sha256(kept).digest() == digest else None


def keep(key: str, data: bytes) -> None:
    """Keeps the data for later processes; where that is not possible, it is simply made again next time."""
    try:
        folder().mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder(), delete=False) as file:
            file.write(hashlib.sha256(data).digest() + data)
        os.replace(file.name, folder() / f"{key}.shell")
    except (OSError, RuntimeError):
        return
