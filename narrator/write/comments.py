"""Comments in WordprocessingML: ours, that say where a number comes from or what a reviewer should look at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from narrator.review.anchors import AUTHOR, INITIALS
from narrator.write.xml import DECLARATION, W, escaped

PART = "word/comments.xml"
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SMALL = '<w:rPr><w:rFonts w:hint="eastAsia"/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>'
_LEFT = '<w:pPr><w:spacing w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0" w:firstLineChars="0"/></w:pPr>'


def comments_xml(comments: Iterable[str]) -> str:
    """The comments part."""
    return f'{DECLARATION}<w:comments xmlns:w="{W}">{"".join(comments)}</w:comments>'


def comment_xml(number: int, lines: Iterable[str]) -> str:
    """A comment of ours, a paragraph a line."""
    said = "".join(
        f'<w:p>{_LEFT}<w:r>{_SMALL}<w:t xml:space="preserve">{escaped(line)}</w:t></w:r></w:p>' for line in lines
    )
    return f'<w:comment w:id="{number}" w:author="{AUTHOR}" w:initials="{INITIALS}">{said}</w:comment>'


def commented(number: int, content: str) -> str:
    """Runs with the comment of this number on them."""
    return (
        f'<w:commentRangeStart w:id="{number}"/>{content}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="{number}"/></w:r>'
    )


def add_comments_part(document: Any) -> None:
    """Adds the part, still blank, with its relationship to a python-docx document."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    part = Part(PackURI(f"/{PART}"), CONTENT_TYPE, b"", document.part.package)
    document.part.relate_to(part, RELATIONSHIP)
