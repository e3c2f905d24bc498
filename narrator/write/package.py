"""Zip packages with the same bytes for the same parts: fixed times, order and attributes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

SMALL, FAST = 6, 1  # levels of compression: a fast file is a quarter larger and takes half the time

DYNAMIC = ("word/document.xml", "docProps/core.xml", "customXml/item1.xml", "docProps/custom.xml")


def appended(package: bytes, parts: Mapping[str, bytes], level: int = SMALL) -> bytes:
    """The package with these parts behind those it has, which stay compressed as they are."""
    buffer = io.BytesIO(package)
    with zipfile.ZipFile(buffer, "a") as archive:
        for name, data in parts.items():
            archive.writestr(entry(name), data, compresslevel=level)
    return buffer.getvalue()


def repacked(package: bytes) -> bytes:
    """The package with the same parts and nothing of when and where it was made."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(entry(name), old.read(name), compresslevel=SMALL)
    return buffer.getvalue()


def entry(name: str) -> zipfile.ZipInfo:
    """How a part is entered in the zip: nothing of the machine or the time."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0  # else it names the machine's system
    entry.external_attr = 0
    return entry
