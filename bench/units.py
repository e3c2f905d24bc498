"""`python -m bench.units FOLDER [number]`: so many varied units as inputs of a batch, one in twenty broken."""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
from openpyxl import load_workbook

from narrator.account import Account
from narrator.verbs import read, saved

ROOT = Path(__file__).parents[1]
REAL = (("株洲市教育技术装备所-2020", "hunan/2020"), ("上海市普陀区财政局-2024", "shanghai/2024"))
EDITIONS = ("hunan/2020", "hunan/2022", "shanghai/2024", "national/2024", "hunan/2021", None)
KINDS = {"drawn": 60, "real": 20, "workbook": 15, "broken": 5}  # in a hundred
VARIANTS = 20  # of each real workbook, its amounts multiplied by 1, 1.02, 1.04 …: by more, its rounding would be wrong
IN_A_FOLDER = 500


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("number", type=click.IntRange(1), default=10000)
@click.argument("seed", type=int, default=2026)
def main(folder: Path, number: int, seed: int) -> None:
    """Write so many units below FOLDER, in districts of five hundred."""
    chance = random.Random(seed)
    models = Models(folder.with_name(f"{folder.name}-models"), number)
    for place in range(number):
        name = f"第{place:05}单位"
        district = folder / f"第{place // IN_A_FOLDER:03}区"
        district.mkdir(parents=True, exist_ok=True)
        kind = chance.choices(list(KINDS), KINDS.values())[0]
        getattr(models, kind)(district / name, name, chance)
    shutil.rmtree(models.folder)


class Models:
    """What units are made from: accounts drawn at random, and the real units with their amounts multiplied."""

    def __init__(self, folder: Path, number: int) -> None:
        self.folder = folder
        self.drawn_accounts = drawn_accounts(number)
        self.inputs = [self._variant(name, 1 + step / 50) for name, _ in REAL for step in range(VARIANTS)]
        self.accounts = [read(path) for path in self.inputs]

    def _variant(self, name: str, factor: float) -> Path:
        source, made = ROOT / "inputs" / name, self.folder / f"{factor}-{name}"
        shutil.copytree(source, made)
        book = load_workbook(source / "公开表.xlsx")
        for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
            if isinstance(cell.value, (int, float)):
                cell.value = round(cell.value * factor, 2)
        book.save(made / "公开表.xlsx")
        return made

    def drawn(self, path: Path, name: str, chance: random.Random) -> None:
        """A unit that is consistent by construction, in any edition, its facts given, missing or 无."""
        account = next(self.drawn_accounts)
        _save(path, account, unit=name, year=chance.randint(2020, 2025), edition=chance.choice(EDITIONS))

    def real(self, path: Path, name: str, chance: random.Random) -> None:
        """A real unit with its amounts multiplied, as JSON."""
        _save(path, chance.choice(self.accounts), unit=name)

    def workbook(self, path: Path, name: str, chance: random.Random) -> None:
        """A real unit with its amounts multiplied, as a folder with its workbook and its facts."""
        shutil.copytree(chance.choice(self.inputs), path)

    def broken(self, path: Path, name: str, chance: random.Random) -> None:
        """A unit that is not delivered, not readable, or wrong in its numbers."""
        chance.choice(BROKEN)(path, saved(self.accounts[0].model_copy(update={"unit": name})))


def _save(path: Path, account: Account, **changes: Any) -> None:
    path.with_suffix(".json").write_bytes(saved(account.model_copy(update=changes)))


def _truncated(path: Path, data: bytes) -> None:
    path.with_suffix(".json").write_bytes(data[: len(data) // 2])


def _contradicting(path: Path, data: bytes) -> None:
    path.with_suffix(".json").write_bytes(data.replace(b'"467.63"', b'"567.63"', 1))


def _unknown_edition(path: Path, data: bytes) -> None:
    path.with_suffix(".json").write_bytes(data.replace(b"hunan/2020", b"nowhere", 1))


def _no_workbook(path: Path, data: bytes) -> None:
    path.with_suffix(".xlsx").write_bytes(data)


def _not_delivered(path: Path, data: bytes) -> None:
    path.mkdir()


BROKEN: tuple[Callable[[Path, bytes], None], ...] = (
    _truncated,
    _contradicting,
    _unknown_edition,
    _no_workbook,
    _not_delivered,
)


def drawn_accounts(number: int) -> Iterator[Account]:
    """So many accounts drawn at random, the same in every run."""
    sys.path.insert(0, str(ROOT / "tests"))
    from accounts import accounts
    from hypothesis import HealthCheck, Phase, given, settings

    drawn: list[bytes] = []
    quiet = settings(
        max_examples=min(number, 1000),
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    quiet(given(accounts())(lambda account: drawn.append(saved(account))))()
    while True:
        yield from map(Account.model_validate_json, drawn)


if __name__ == "__main__":
    main()
