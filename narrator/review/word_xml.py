"""Elements of a Word file's XML by their local names, so that both of its standard's namespaces do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def local(element: Any) -> str:
    """An element's name without namespace; "" for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def elements(parent: Any, name: str = "") -> Iterator[Any]:
    """The elements directly below one, those of this name; none below `None`.

    A name that ends with // takes all elements at any depth below those of the name.
    """
    if parent is None:
        return
    if name.endswith("//"):
        for one in elements(parent, name.removesuffix("//")):
            yield from (element for element in one.iter() if local(element))
        return
    yield from (element for element in parent if (found := local(element)) and (not name or found == name))


def child(parent: Any, name: str) -> Any:
    """The first element of this name directly below one, or `None`."""
    return next(elements(parent, name), None)


def value(element: Any, name: str = "val") -> str:
    """An attribute's value whatever its namespace, "" where there is none."""
    if element is None:
        return ""
    return next((text for key, text in element.attrib.items() if key.rpartition("}")[2] == name), "")
