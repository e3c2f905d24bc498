"""Stamps: hashes of a unit's input, of its edition and of the program, which tell whether anything changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from narrator.batch.units import READABLE
from narrator.paths import phrasebook_folder
from narrator.phrasebook.library import library
from narrator.read.file_names import LAST_YEAR

_LIBRARIES = ("jinja2", "lxml", "num2words", "openpyxl", "pydantic", "python-calamine", "python-docx", "pyyaml")


def of_bytes(data: bytes) -> str:
    """The hash of a file's content."""
    return hashlib.sha256(data).hexdigest()


def of_file(path: Path) -> str | None:
    """The hash of a file, `None` where there is none, or nothing in it, as a power cut leaves what was just written."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    return of_bytes(data) if data.strip(b"\0") else None


def of_input(path: Path) -> str | None:
    """The hash of all that reading a unit's input may look at, its names too; `None` where it cannot be read."""
    digest = hashlib.sha256("/".join(path.resolve().parts[-2:]).encode())  # a name may carry the year
    try:
        for name, file in _files(path):
            digest.update(f"\0{name}\0{file.stat().st_size}\0".encode())
            if file.suffix.lower() in READABLE:
                with file.open("rb") as opened:
                    digest.update(hashlib.file_digest(opened, "sha256").digest())
    except OSError:
        return None
    return digest.hexdigest()


def _files(path: Path) -> Iterable[tuple[str, Path]]:
    if not path.is_dir():
        return [("", path)]
    folders = [path, *filter(Path.is_dir, [path / LAST_YEAR])]
    files = (file for folder in folders for file in folder.iterdir() if file.is_file())
    return sorted((file.relative_to(path).as_posix(), file) for file in files)


@cache
def of_edition(name: str | None, own: Path | None) -> str:
    """The hash of an edition's files, of those that it extends, and of what any edition is chosen by."""
    editions = library(own)
    chosen = [file for link in editions.chain(name) for file in editions.folder(link).rglob("*.yaml")] if name else []
    choice = [editions.folder(each) / "edition.yaml" for each in editions.names()]
    return _of_files([*choice, *sorted(chosen)])


@cache
def of_program() -> str:
    """The hash of the program, of the data that all editions share, and of the libraries it works with."""
    package = Path(__file__).parents[1]
    files = [*sorted(package.rglob("*.py")), *sorted(phrasebook_folder().glob("*.yaml"))]
    versions = "\n".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return of_bytes((versions + _of_files(files)).encode())


def _of_files(files: Iterable[Path]) -> str:
    return of_bytes("".join(of_bytes(file.read_bytes()) for file in files).encode())
