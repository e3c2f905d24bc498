"""The names of WordprocessingML that merging needs."""

from __future__ import annotations

from narrator.write.xml import W

P, R, T, TAB, BR, CR, DASH = (f"{{{W}}}{name}" for name in ("p", "r", "t", "tab", "br", "cr", "noBreakHyphen"))
INS, DEL, MOVE_TO, MOVE_FROM = (f"{{{W}}}{name}" for name in ("ins", "del", "moveTo", "moveFrom"))
DELETED_TEXT = f"{{{W}}}delText"
P_PROPERTIES, R_PROPERTIES, SECTION = (f"{{{W}}}{name}" for name in ("pPr", "rPr", "sectPr"))
TABLE, ROW, CELL, ROW_PROPERTIES = (f"{{{W}}}{name}" for name in ("tbl", "tr", "tc", "trPr"))
BODY, TEXT_BOX, HYPERLINK, INSTRUCTION = (
    f"{{{W}}}{name}" for name in ("body", "txbxContent", "hyperlink", "instrText")
)
MARK_START, MARK_END = (f"{{{W}}}{name}" for name in ("bookmarkStart", "bookmarkEnd"))
HIGHLIGHT, MERGED = f"{{{W}}}highlight", f"{{{W}}}vMerge"
ID, NAME, AUTHOR, TYPE, ANCHOR, VAL = (f"{{{W}}}{name}" for name in ("id", "name", "author", "type", "anchor", "val"))
LOOK_CHANGE, PARAGRAPH_CHANGE = f"{{{W}}}rPrChange", f"{{{W}}}pPrChange"
