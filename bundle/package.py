"""The zip of a bundle: wheels, starter, manual with its pictures, and the example unit; the same bytes each time."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from narrator import __version__

ROOT = Path(__file__).parents[1]
FILES = ROOT / "bundle" / "files"
STARTERS = {"Windows": "启动.bat", "macOS": "启动.command", "Linux": "启动.sh"}
EXAMPLE = "株洲市教育技术装备所-2020"


def packed(system: str, wheelhouse: Path, out: Path) -> Path:
    """Write the bundle of a system into the folder `out`; gives its path."""
    name = f"narrator-{__version__}-{system}"
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{name}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for inside, data in sorted(_contents(system, wheelhouse)):
            archive.writestr(_entry(f"{name}/{inside}"), data)
    return path


def _contents(system: str, wheelhouse: Path) -> Iterator[tuple[str, bytes]]:
    yield STARTERS[system], starter(system)
    yield "使用说明.html", (FILES / "使用说明.html").read_bytes()
    for picture in (ROOT / "docs").glob("*.png"):
        yield f"图/{picture.name}", picture.read_bytes()
    for file in (ROOT / "inputs" / EXAMPLE).iterdir():
        yield f"示例/{EXAMPLE}/{file.name}", file.read_bytes()
    for wheel in wheelhouse.glob("*.whl"):
        yield f"wheels/{wheel.name}", wheel.read_bytes()


def starter(system: str) -> bytes:
    """The file that users double-click, with the version in it and the line ends of its system."""
    source = "启动.bat" if system == "Windows" else "启动.sh"
    text = (FILES / source).read_text("utf-8").replace("{version}", __version__)
    return text.replace("\n", "\r\n" if system == "Windows" else "\n").encode()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.create_system = 3  # Unix, so that the starter may be run
    entry.external_attr = (0o100755 if name.endswith((".sh", ".command")) else 0o100644) << 16
    entry.compress_type = zipfile.ZIP_STORED if name.endswith((".whl", ".png")) else zipfile.ZIP_DEFLATED
    return entry
