"""Zip packages with the same bytes for the same parts on every machine: fixed times, order, attributes and deflate."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping
from typing import NamedTuple

from deflate import crc32, deflate_compress

SMALL, FAST = 6, 1  # levels of compression: a fast file is a sixth larger and is compressed in half the time

DYNAMIC = ("word/document.xml", "docProps/core.xml", "customXml/item1.xml", "docProps/custom.xml")

_VERSION, _DEFLATED, _UTF_8 = 20, 8, 1 << 11
_MIDNIGHT, _DAY = 0, (1 << 5) + 1  # the first day of 1980, with which the format's count begins
_SHARED = struct.Struct("<5H3L2H")  # what a part's header and its line in the directory have in common
_ENTRY = struct.Struct("<3H2L")  # the rest of the line: comment, disk, attributes, and where the header begins
_END = struct.Struct("<4s4H2LH")  # the end of the directory: entries, its size, where it begins


class _Directory(NamedTuple):
    """Where the directory of a package stands, and how many parts it lists."""

    begins: int
    size: int
    parts: int


def appended(package: bytes, parts: Mapping[str, bytes], level: int = SMALL) -> bytes:
    """The package with these parts behind those it has, which stay compressed as they are.

    The package is b"" or one that this function made.
    """
    old = _directory(package)
    pieces, lines, end = [package[: old.begins]], [package[old.begins : old.begins + old.size]], old.begins
    for name, data in parts.items():
        packed = bytes(deflate_compress(data, level))
        path, flags = name.encode(), 0 if name.isascii() else _UTF_8
        sizes = crc32(data), len(packed), len(data), len(path), 0
        shared = _SHARED.pack(_VERSION, flags, _DEFLATED, _MIDNIGHT, _DAY, *sizes)
        pieces += (header := b"PK\3\4" + shared + path, packed)
        lines.append(b"PK\1\2" + struct.pack("<H", _VERSION) + shared + _ENTRY.pack(0, 0, 0, 0, end) + path)
        end += len(header) + len(packed)
    directory = b"".join(lines)
    listed = old.parts + len(parts)
    return b"".join((*pieces, directory, _END.pack(b"PK\5\6", 0, 0, listed, listed, len(directory), end, 0)))


def repacked(package: bytes) -> bytes:
    """The package with the same parts and nothing of when and where it was made."""
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        return appended(b"", {name: old.read(name) for name in old.namelist()})


def entry(name: str) -> zipfile.ZipInfo:
    """How a part is entered in the zip: nothing of the machine or the time."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0  # else it names the machine's system
    entry.external_attr = 0
    return entry


def _directory(package: bytes) -> _Directory:
    if not package:
        return _Directory(0, 0, 0)
    _, _, _, _, parts, size, begins, _ = _END.unpack_from(package, len(package) - _END.size)
    return _Directory(begins, size, parts)
