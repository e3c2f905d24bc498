"""The program as installed: from the checkout and from a wheel the phrasebook is found."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from narrator.paths import phrasebook_folder
from narrator.phrasebook.library import Library

ROOT = Path(__file__).parents[1]


def test_an_editable_install_reads_the_phrasebook_of_the_checkout() -> None:
    assert phrasebook_folder() == ROOT / "phrasebook"
    assert "hunan/2020" in Library().names()


def test_a_wheel_carries_the_phrasebook_inside_the_package(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    names = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    here = {path.relative_to(ROOT / "phrasebook").as_posix() for path in (ROOT / "phrasebook").rglob("*.yaml")}
    assert {f"narrator/_phrasebook/{path}" for path in here} <= names
    page = {path.relative_to(ROOT).as_posix() for path in (ROOT / "narrator" / "web").rglob("*.*") if path.is_file()}
    assert {path for path in page if "__pycache__" not in path} <= names
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path / "installed")
    code = "from narrator.phrasebook.library import Library; print(Library().names(), __import__('narrator').__file__)"
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path / "installed", capture_output=True, text=True, check=True
    )
    assert "hunan/2020" in said.stdout and str(tmp_path) in said.stdout


def test_a_verb_is_the_verb_whichever_modules_were_loaded_before() -> None:
    code = (
        "import narrator.build, narrator.check.within, narrator.read, narrator; print(narrator.check, narrator.build)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.startswith("<function check") and "<function build" in said
