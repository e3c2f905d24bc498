"""Text into XML: escaping, and the refusal of characters that XML does not allow."""

from __future__ import annotations

import re

from narrator.document import Document, TableBlock
from narrator.errors import NarratorError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_CONTROLS = sorted(set(range(32)) - {9, 10})
_FORBIDDEN = re.compile("[\0-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def escaped(text: str) -> str:
    """The text as XML content or as an attribute in double quotes."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text or ">" in text:
        text = text.replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;") if '"' in text else text


def encoded(xml: str, document: Document) -> bytes:
    """The XML as UTF-8; raises NarratorError naming the passage where it holds a character XML does not allow."""
    try:
        data = xml.encode()
    except UnicodeEncodeError:
        raise _refused(xml, document) from None
    if any(control in data for control in _CONTROLS) or "\ufffe" in xml or "\uffff" in xml:
        raise _refused(xml, document)
    return data


def _refused(xml: str, document: Document) -> NarratorError:
    match = _FORBIDDEN.search(xml)
    character = f"U+{ord(match[0]):04X}" if match else "?"
    return NarratorError(
        f"内部错误：{_where(document)}含有文件里不允许的字符 {character}，应在读取时就拒绝；请报告此问题"
    )


def _where(document: Document) -> str:
    for paragraph in document.paragraphs():
        if _FORBIDDEN.search(paragraph.text):
            return f"段落 {paragraph.id} "
    for block in document.blocks():
        if isinstance(block, TableBlock) and _FORBIDDEN.search(_table_text(block)):
            return f"表“{block.title}”"
    return "标题或目录"


def _table_text(table: TableBlock) -> str:
    return table.description + "".join(cell.text for row in (*table.header, *table.rows) for cell in row)
