"""The elements of a part's XML with the bytes that each takes up, and edits of those bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.parsers import expat

_TAG = re.compile(rb"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")


@dataclass(slots=True)
class Tag:
    """An element: its local name and attributes; `start` to `opened` is its start tag, `closed` to `end` its end tag.

    `above` is its place in the list of all elements of its parent, -1 for the root.
    """

    name: str
    namespace: str
    attributes: dict[str, str]
    above: int
    start: int
    opened: int
    closed: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Edit:
    """What is put in place of the bytes from `start` to `end`."""

    start: int
    end: int
    by: bytes = b""


def tags(xml: bytes) -> list[Tag]:
    """The elements in the order of their start tags; raises ExpatError for what is not XML."""
    found: list[Tag] = []
    open_: list[int] = []
    parser = expat.ParserCreate(namespace_separator="}")

    def start(name: str, attributes: dict[str, str]) -> None:
        at = parser.CurrentByteIndex
        match = _TAG.match(xml, at)
        opened = match.end() if match else at
        namespace, _, local = name.rpartition("}")
        plain = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        found.append(Tag(local, namespace, plain, open_[-1] if open_ else -1, at, opened))
        open_.append(len(found) - 1)

    def end(_: str) -> None:
        tag = found[open_.pop()]
        empty = xml[tag.opened - 2 : tag.opened] == b"/>"
        tag.closed = tag.opened if empty else parser.CurrentByteIndex
        tag.end = tag.opened if empty else xml.index(b">", tag.closed) + 1

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(xml, True)
    return found


def whole(tag: Tag) -> Edit:
    """The removal of an element."""
    return Edit(tag.start, tag.end)


def content(tag: Tag) -> Edit:
    """The removal of what an element holds."""
    return Edit(tag.opened, tag.closed)


def attribute(xml: bytes, tag: Tag, name: str, value: str) -> Iterable[Edit]:
    """Another value, without characters that need escaping, for an attribute that an element has."""
    written = rb"\s(?:[\w.-]+:)?" + name.encode() + rb"\s*=\s*(\"[^\"]*\"|'[^']*')"
    for match in re.finditer(written, xml[tag.start : tag.opened]):
        yield Edit(tag.start + match.start(1), tag.start + match.end(1), b'"' + value.encode() + b'"')


def edited(xml: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes with these edits; one within another's bytes is left out."""
    kept, at = bytearray(), 0
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if edit.start >= at:
            kept += xml[at : edit.start] + edit.by
            at = edit.end
    return bytes(kept + xml[at:])
