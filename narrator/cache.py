"""Things made once and kept in the user's cache folder; a damaged one is made again."""

from __future__ import annotations

import hashlib
import os
import tempfile

from narrator.paths import cache_folder

_DIGEST = hashlib.sha256().digest_size


def load(key: str) -> bytes | None:
    """What was kept under this key, `None` if nothing was or it is damaged."""
    try:
        data = (cache_folder() / key).read_bytes()
    except (OSError, RuntimeError):  # RuntimeError: no home folder
        return None
    digest, kept = data[:_DIGEST], data[_DIGEST:]
    return kept if hashlib.sha256(kept).digest() == digest else None


def keep(key: str, data: bytes) -> None:
    """Keeps the data for later processes; where that is not possible, it is simply made again next time."""
    try:
        folder = cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
            file.write(hashlib.sha256(data).digest() + data)
        os.replace(file.name, folder / key)
    except (OSError, RuntimeError):
        return
