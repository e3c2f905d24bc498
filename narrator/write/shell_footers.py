"""The footers of an edition: odd and even, with the page number and without."""

from __future__ import annotations

from typing import Any

from narrator.phrasebook.page_style import PageStyle
from narrator.write.xml import R, W, escaped

FOOTERS = {False: ("rBlankOdd", "rBlankEven"), True: ("rNumberOdd", "rNumberEven")}
"""Relationship ids of the odd and the even footer, by whether pages are numbered."""

_RUN = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'


def add_footers(document: Any, style: PageStyle) -> None:
    """Adds the four footers to a python-docx document under the ids of FOOTERS."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml
    from docx.parts.hdrftr import FooterPart

    for numbered, keys in FOOTERS.items():
        for key, even in zip(keys, (False, True), strict=True):
            part = FooterPart.new(document.part.package)
            part._element = parse_xml(_footer(style, numbered, even))
            document.part.rels.add_relationship(RELATIONSHIP_TYPE.FOOTER, part, key)


def _footer(style: PageStyle, numbered: bool, even: bool) -> str:
    place, number = (_place(style, even), _number(style)) if numbered else ("", "")
    properties = f'<w:pPr><w:pStyle w:val="{style.style_id(style.page_number.style)}"/>{place}</w:pPr>'
    return f'<w:ftr xmlns:w="{W}" xmlns:r="{R}"><w:p>{properties}{number}</w:p></w:ftr>'


def _place(style: PageStyle, even: bool) -> str:
    look, side = style.page_number, "left" if even else "right"
    inset = look.inset * style.styles[look.style].size
    return f'<w:ind w:{side}Chars="{look.inset * 100}" w:{side}="{inset}"/><w:jc w:val="{side}"/>'


def _number(style: PageStyle) -> str:
    look = style.page_number
    before, after = (f'<w:t xml:space="preserve">{escaped(text)}</w:t>' for text in (look.before, look.after))
    begin, separate, end = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end"))
    instruction = '<w:instrText xml:space="preserve"> PAGE </w:instrText>'
    pieces = (before, begin, instruction, separate, "<w:t>1</w:t>", end, after)
    return "".join(f"{_RUN}{piece}</w:r>" for piece in pieces)
