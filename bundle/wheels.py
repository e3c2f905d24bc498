"""The wheelhouse: narrator and all that it requires, in the pinned versions, as wheels for the targets of a bundle."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from email.parser import Parser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from bundle.targets import Target

ROOT = Path(__file__).parents[1]
ONLY_SOURCE = ("docopt",)
"""What its authors publish without a wheel; pure Python, built here once for every target."""


def pinned() -> dict[str, str]:
    """The version of every package in constraints.txt, by its canonical name."""
    lines = (line.split("#")[0].strip() for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines())
    return {canonicalize_name(name): version for name, version in (line.split("==") for line in lines if line)}


def collect(folder: Path, targets: Iterable[Target]) -> None:
    """Fill the folder with all wheels for all targets.

    Raises CalledProcessError where one cannot be had, and LookupError where its version is not pinned."""
    folder.mkdir(parents=True, exist_ok=True)
    versions = pinned()
    sources = [f"{name}=={versions[name]}" for name in ONLY_SOURCE]
    _pip("wheel", "--no-deps", "--wheel-dir", folder, ROOT, *sources)
    for target in targets:
        _download(folder, target, versions)


def _download(folder: Path, target: Target, versions: dict[str, str]) -> None:
    """Downloads what is missing until every requirement of every wheel is there."""
    while wanted := sorted({canonicalize_name(each.name) for each in missing(folder, target)}):
        platforms = [word for platform in target.platforms for word in ("--platform", platform)]
        only = ("--no-deps", "--only-binary=:all:", "--implementation", "cp", "--python-version", target.version)
        if unpinned := [name for name in wanted if name not in versions]:
            raise LookupError(f"{', '.join(unpinned)}: pin it in constraints.txt, {target.system} requires it")
        _pip("download", *only, *platforms, "--dest", folder, *(f"{name}=={versions[name]}" for name in wanted))


def missing(folder: Path, target: Target) -> list[Requirement]:
    """The requirements of narrator, and of what it requires, that no wheel in the folder meets on this target."""
    wheels = dict(_fitting(folder, target))
    wanted, seen, unmet = [Requirement("narrator")], set[str](), []
    while wanted:
        requirement = wanted.pop()
        name = canonicalize_name(requirement.name)
        wheel = wheels.get(name)
        if wheel is None or not requirement.specifier.contains(parse_wheel_filename(wheel.name)[1]):
            unmet.append(requirement)
        elif name not in seen:
            seen.add(name)
            wanted += _requirements(wheel, target)
    return unmet


def _fitting(folder: Path, target: Target) -> Iterator[tuple[str, Path]]:
    for wheel in folder.glob("*.whl"):
        name, _, _, tags = parse_wheel_filename(wheel.name)
        if tags & target.tags:
            yield name, wheel


def _requirements(wheel: Path, target: Target) -> Iterator[Requirement]:
    """What a wheel requires on a target, extras not counted."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(each for each in archive.namelist() if each.endswith(".dist-info/METADATA"))
        metadata = Parser().parsestr(archive.read(name).decode())
    for line in metadata.get_all("Requires-Dist", ()):
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({**target.environment, "extra": ""}):
            yield requirement


def _pip(*words: object) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *map(str, words)]
    subprocess.run(command, check=True)
