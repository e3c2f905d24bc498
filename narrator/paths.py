"""Where the phrasebook's folder is."""

from __future__ import annotations

from pathlib import Path


def phrasebook_folder() -> Path:
    """The phrasebook: inside the installed package, else the repository's folder."""
    package = Path(__file__).parent
    installed = package / "_phrasebook"
    return installed if installed.is_dir() else package.parent / "phrasebook"
