"""The parts of a Word file that carry the base: a custom XML part, and a document property with its hash."""

from __future__ import annotations

import hashlib
from typing import Any

from narrator.review.anchors import NAMESPACE, PROPERTY, STORE_ID
from narrator.write.xml import DECLARATION

ITEM, ITEM_PROPERTIES, PROPERTIES = "customXml/item1.xml", "customXml/itemProps1.xml", "docProps/custom.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
ITEM_TYPE = "application/xml"
ITEM_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # what Office calls the properties that users add
STORE = (
    f'{DECLARATION}<ds:datastoreItem xmlns:ds="{OFFICE}/customXml" ds:itemID="{STORE_ID}">'
    f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
)


def base_parts(base: str) -> dict[str, str]:
    """The XML of the parts that change with the base."""
    content = base.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return {
        ITEM: f'{DECLARATION}<base xmlns="{NAMESPACE}">{content}</base>',
        PROPERTIES: (
            f'{DECLARATION}<Properties xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes">'
            f'<property fmtid="{_FORMAT}" pid="2" name="{PROPERTY}"><vt:lpwstr>{base_hash(base)}</vt:lpwstr></property>'
            "</Properties>"
        ),
    }


def base_hash(base: str) -> str:
    """The hash of a base, as the property holds it."""
    return hashlib.sha256(base.encode(errors="surrogatepass")).hexdigest()


def add_base_parts(document: Any) -> None:
    """Adds the parts, still blank, with their relationships to a python-docx document."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = document.part.package
    item = Part(PackURI(f"/{ITEM}"), ITEM_TYPE, b"", package)
    store = Part(PackURI(f"/{ITEM_PROPERTIES}"), ITEM_PROPERTIES_TYPE, STORE.encode(), package)
    custom = Part(PackURI(f"/{PROPERTIES}"), PROPERTIES_TYPE, b"", package)
    item.relate_to(store, f"{OFFICE}/relationships/customXmlProps")
    document.part.relate_to(item, f"{OFFICE}/relationships/customXml")
    package.relate_to(custom, f"{OFFICE}/relationships/custom-properties")
