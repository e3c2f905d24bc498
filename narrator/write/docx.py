"""Writes a document as a Word file: the edition's shell, and the text straight from the document model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from narrator.document import Chart, Contents, Document, Paragraph, Section, TableBlock
from narrator.finding import Finding
from narrator.phrasebook.page_style import PageStyle
from narrator.write.base import base
from narrator.write.base_parts import base_parts
from narrator.write.comments import PART as COMMENTS
from narrator.write.comments import comments_xml
from narrator.write.docx_chart import chart_parts, charts
from narrator.write.docx_remarks import RemarkedTexts
from narrator.write.docx_table import table_xml
from narrator.write.docx_text import Texts, carrier
from narrator.write.package import SMALL, appended
from narrator.write.shell import shell
from narrator.write.shell_footers import FOOTERS
from narrator.write.xml import DECLARATION, R, W, encoded, escaped

_HEAD = f'{DECLARATION}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>'
_CORE = (
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "http://purl.org/dc/elements/1.1/",
    "http://purl.org/dc/terms/",
    "http://www.w3.org/2001/XMLSchema-instance",
)


def write(document: Document, style: PageStyle, *, level: int = SMALL) -> bytes:
    """The .docx file, compressed at a level: the same bytes for the same document and style.

    Raises NarratorError where a text holds a character that XML does not allow or a table's cells do not fit its grid.
    """
    return _package(document, style, Texts(style, document), level)


def write_review(document: Document, style: PageStyle, findings: Iterable[Finding] = ()) -> bytes:
    """The .docx file with a comment on each number that says where it comes from, and on each placeholder.

    `findings` say what would fill a placeholder; raises as `write` does.
    """
    return _package(document, style, RemarkedTexts(style, document, findings))


def _package(document: Document, style: PageStyle, texts: Texts, level: int = SMALL) -> bytes:
    parts = {name: encoded(xml, document) for name, xml in _parts(document, style, texts)}
    return appended(shell(style.model_dump_json(), COMMENTS in parts, len(charts(document))), parts, level)


def _parts(document: Document, style: PageStyle, texts: Texts) -> Iterator[tuple[str, str]]:
    """Names and XML of the parts that differ from report to report, the text first: what is wrong there is told."""
    yield "word/document.xml", _document(document, style, texts)
    yield "docProps/core.xml", _properties(document, style)
    yield from base_parts(base(document)).items()
    yield from chart_parts(document, style).items()
    if isinstance(texts, RemarkedTexts):
        yield COMMENTS, comments_xml(texts.comments)


def _document(document: Document, style: PageStyle, texts: Texts) -> str:
    last = len(document.sections) - 1
    sections = ("".join(_section(part, texts, style, n == last)) for n, part in enumerate(document.sections))
    return _HEAD + "".join(sections) + "</w:body></w:document>"


def _section(section: Section, texts: Texts, style: PageStyle, last: bool) -> Iterator[str]:
    """The blocks; the section's properties go into its last paragraph, those of the last section to the body's end."""
    properties = _section_properties(section, style)
    blocks = section.blocks
    for block, following in zip(blocks, (*blocks[1:], None), strict=False):
        inside = "" if last or following else properties
        if isinstance(block, TableBlock):
            yield table_xml(block, style, texts.anchor(block.id))
            if not isinstance(following, Paragraph):  # Word joins tables that touch, and none may end a section
                yield carrier(inside)
        elif isinstance(block, Contents):
            yield texts.contents(block, inside)
        elif isinstance(block, Chart):
            yield texts.chart(block, inside)
        else:
            yield texts.paragraph(block, section.landscape, inside, breaks=block is not blocks[0])
    if last:
        yield properties


def _section_properties(section: Section, style: PageStyle) -> str:
    page, (width, height) = style.page(section.landscape), style.sheet(section.landscape)
    odd, even = FOOTERS[section.numbered]
    turned = ' w:orient="landscape"' if section.landscape else ""
    start = "" if section.first_number is None else f'<w:pgNumType w:start="{section.first_number}"/>'
    grid = f'w:type="lines" w:linePitch="{page.grid}"' if page.grid else 'w:linePitch="312"'
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{odd}"/><w:footerReference w:type="even" r:id="{even}"/>'
        f'<w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}" w:left="{page.left}"'
        f' w:header="{page.header}" w:footer="{page.footer}" w:gutter="0"/>'
        f'{start}<w:cols w:space="425"/><w:docGrid {grid}/></w:sectPr>'
    )


def _properties(document: Document, style: PageStyle) -> str:
    core, elements, terms, instance = _CORE
    unit = escaped(document.unit)
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{core}" xmlns:dc="{elements}" xmlns:dcterms="{terms}"'
        f' xmlns:xsi="{instance}"><dc:title>{escaped(document.title)}</dc:title><dc:creator>{unit}</dc:creator>'
        f"<dc:language>{style.language}</dc:language><cp:lastModifiedBy>{unit}</cp:lastModifiedBy>"
        f"<cp:revision>1</cp:revision>{_dates(document.year)}</cp:coreProperties>"
    )


def _dates(year: int | None) -> str:
    """The first day after the reported year: a date that does not depend on when the file is written."""
    if year is None:
        return ""
    when = f' xsi:type="dcterms:W3CDTF">{year + 1:04}-01-01T00:00:00Z<'
    return f"<dcterms:created{when}/dcterms:created><dcterms:modified{when}/dcterms:modified>"
