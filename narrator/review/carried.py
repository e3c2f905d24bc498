"""The base that travels in a Word file: found wherever an office program has put it, and renewed."""

from __future__ import annotations

from typing import Any

from lxml import etree

from narrator.review.anchors import NAMESPACE, PROPERTY
from narrator.review.package import Package
from narrator.write.base_parts import (
    ITEM_PROPERTIES_TYPE,
    ITEM_TYPE,
    OFFICE,
    PROPERTIES,
    PROPERTIES_TYPE,
    STORE,
    base_hash,
    base_parts,
)

_ROOT = f"{{{NAMESPACE}}}base"
_PROPERTY = f"{{{OFFICE}/custom-properties}}property"


def carried(package: Package) -> str | None:
    """The base as JSON, `None` where the file has none, or one that does not go with its hash."""
    part = _part(package)
    if part is None:
        return None
    text = package.xml(part).text or ""
    kept = _property(package)
    return text if kept is None or "".join(kept.itertext()) == base_hash(text) else None


def carry(package: Package, base: str) -> None:
    """Put this base, and its hash, in place of what the file carries; nothing changes where it is the same."""
    if carried(package) == base and _property(package) is not None:
        return
    item, properties = (xml.encode() for xml in base_parts(base).values())
    part = _part(package)
    if part is None:
        part = package.free("customXml/item{}.xml")
        package.add(part, item, ITEM_TYPE, f"{OFFICE}/relationships/customXml")
        store = package.free("customXml/itemProps{}.xml")
        package.add(store, STORE.encode(), ITEM_PROPERTIES_TYPE, f"{OFFICE}/relationships/customXmlProps", part)
    package[part] = item
    _carry_hash(package, base, properties)


def _carry_hash(package: Package, base: str, properties: bytes) -> None:
    name = next(package.related("custom-properties", ""), None)
    if name is None:
        package.add(PROPERTIES, properties, PROPERTIES_TYPE, f"{OFFICE}/relationships/custom-properties", "")
        return
    root = package.xml(name)
    for each in [each for each in root if each.get("name") == PROPERTY]:
        root.remove(each)
    new = etree.fromstring(properties)[0]
    new.set("pid", _free_number(root))
    root.append(new)
    package.set_xml(name, root)


def _free_number(properties: Any) -> str:
    """A number that no property has; they count from 2."""
    taken = {each.get("pid") for each in properties}
    return next(number for number in map(str, range(2, len(taken) + 3)) if number not in taken)


def _part(package: Package) -> str | None:
    return next((name for name in package.related("customXml") if package.xml(name).tag == _ROOT), None)


def _property(package: Package) -> Any:
    names = package.related("custom-properties", "")
    each = (one for name in names for one in package.xml(name).iter(_PROPERTY))
    return next((one for one in each if one.get("name") == PROPERTY), None)
