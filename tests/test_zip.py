"""The zip of a Word file: what a reader of zips finds in it, whatever is appended."""

from __future__ import annotations

import io
import zipfile

from narrator.write.package import FAST, SMALL, appended, repacked

PARTS = {"[Content_Types].xml": b"<Types/>", "word/document.xml": "决算数 518.39 万元，".encode() * 500, "空.xml": b""}


def read(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_parts_are_read_back_in_their_order_with_the_sums_that_zipfile_checks() -> None:
    package = appended(b"", PARTS)
    assert read(package) == PARTS and list(read(package)) == list(PARTS)


def test_what_is_appended_lies_behind_what_the_package_has_as_it_was() -> None:
    old, new = appended(b"", PARTS), {"docProps/core.xml": b"<core/>"}
    package = appended(old, new)
    assert read(package) == {**PARTS, **new}
    assert package.startswith(old[: old.index(b"PK\1\2")])


def test_a_package_tells_nothing_of_the_machine_or_the_time() -> None:
    with zipfile.ZipFile(io.BytesIO(appended(b"", PARTS))) as archive:
        for info in archive.infolist():
            assert (info.date_time, info.create_system, info.external_attr) == ((1980, 1, 1, 0, 0, 0), 0, 0)


def test_packing_again_gives_the_bytes_of_packing_at_once() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in PARTS.items():
            archive.writestr(name, data)
    assert repacked(buffer.getvalue()) == appended(b"", PARTS)


def test_a_fast_package_is_larger() -> None:
    text = b"".join(b'<w:p w:id="%d"><w:t>%d</w:t></w:p>' % (n, n * n) for n in range(3000))
    small, fast = (len(appended(b"", {"a": text}, level)) for level in (SMALL, FAST))
    assert small < fast < len(text) / 4
