"""Where the phrasebook's folders are, and the user's own data and caches."""

from __future__ import annotations

from pathlib import Path

import platformdirs


def phrasebook_folder() -> Path:
    """The phrasebook: inside the installed package, else the repository's folder."""
    package = Path(__file__).parent
    installed = package / "_phrasebook"
    return installed if installed.is_dir() else package.parent / "phrasebook"


def own_phrasebook_folder() -> Path:
    """Where a user's own editions stand on this system; it need not exist."""
    return platformdirs.user_data_path("narrator", appauthor=False) / "phrasebook"


def cache_folder() -> Path:
    """Where this user's caches stand on this system; it need not exist."""
    return platformdirs.user_cache_path("narrator", appauthor=False)


def page_folder() -> Path:
    """Where the page keeps this user's units and answers on this system; it need not exist."""
    return platformdirs.user_data_path("narrator", appauthor=False) / "page"
