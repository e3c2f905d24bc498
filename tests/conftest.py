"""What several tests start from."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from changed_workbook import FACTS, SEED
from hypothesis import HealthCheck, Phase, settings
from openpyxl import Workbook, load_workbook

from narrator.account import Account
from narrator.read import read

# The same examples on every machine; a failing one is told as found, shrinking it could take minutes.
settings.register_profile(
    "narrator",
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("narrator")


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[Callable[[Workbook], object]], Account]:
    """Reads the real workbook with a change made to it."""

    def read_changed(change: Callable[[Workbook], object]) -> Account:
        book = load_workbook(SEED)
        change(book)
        book.save(tmp_path / "公开表.xlsx")
        return read(tmp_path / "公开表.xlsx", year=2020)

    return read_changed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A complete unit: tables and facts."""
    folder = tmp_path / "某所"
    folder.mkdir()
    shutil.copy(SEED, folder / "公开表.xlsx")
    (folder / "填报.yaml").write_text(FACTS, "utf-8")
    return folder
