"""Paragraphs and the contents in WordprocessingML."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from narrator.document import Chart, Contents, Document, Entry, Paragraph, Run
from narrator.phrasebook.page_style import PageStyle
from narrator.review import anchors
from narrator.write.docx_chart import chart_xml, charts
from narrator.write.xml import escaped

_TEXT = '<w:t xml:space="preserve">'
_OPENED = {
    (bold, placeholder): '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/>'
    + ("<w:b/><w:bCs/>" if bold else "")
    + ('<w:highlight w:val="yellow"/>' if placeholder else "")
    + f"</w:rPr>{_TEXT}"
    for bold in (False, True)
    for placeholder in (False, True)
}
_BEGIN, _SEPARATE, _END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
_TAB = "<w:r><w:tab/></w:r>"


def carrier(inside: str, content: str = "") -> str:
    """A paragraph one point high that carries section properties or a field's end and cannot spill to a new page."""
    spacing = '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    return f"<w:p><w:pPr>{spacing}{inside}</w:pPr>{content}</w:p>"


def runs_xml(runs: tuple[Run, ...], bold: bool = False) -> str:
    """The runs, neighbours of one look joined; tabs and line breaks become Word's."""
    if len(runs) == 1:
        text, _, marked = runs[0]
        return run_xml(text, bold, marked)
    return "".join(
        run_xml("".join(run.text for run in group), bold, marked)
        for marked, group in groupby(runs, key=attrgetter("placeholder"))
    )


@lru_cache(maxsize=2048)
def run_xml(text: str, bold: bool, marked: bool) -> str:
    """One run; `marked` is the look of a placeholder."""
    return f"{_OPENED[bold, marked]}{_text(text)}</w:t></w:r>"


def _text(text: str) -> str:
    text = escaped(text)
    if "\t" in text:
        text = text.replace("\t", f"</w:t><w:tab/>{_TEXT}")
    return text.replace("\n", f"</w:t><w:br/>{_TEXT}") if "\n" in text else text


def _instruction(code: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'


def _bookmark(number: int, name: str, content: str) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


class Texts:
    """Writes the paragraphs of one document, knowing its bookmarks and its looks."""

    def __init__(self, style: PageStyle, document: Document) -> None:
        listed = (paragraph for paragraph in document.paragraphs() if paragraph.listed)
        self._marks = {paragraph.id: number for number, paragraph in enumerate(listed, 1)}
        self._last = len(self._marks)
        self._charts = {chart.id: number for number, chart in enumerate(charts(document), 1)}
        self._style = style

    def paragraph(self, paragraph: Paragraph, landscape: bool, inside: str, breaks: bool) -> str:
        """A paragraph; `inside` is the section's properties where it is the section's last, `breaks` obeys new_page."""
        look = self._style.styles[paragraph.style]
        page = "<w:pageBreakBefore/>" if breaks and paragraph.new_page else ""
        tab = self._moved_tab() if landscape and look.tab else ""
        if paragraph.level is not None and paragraph.level != look.outline:
            inside = f'<w:outlineLvl w:val="{paragraph.level - 1}"/>{inside}'
        style = self._style.style_id(paragraph.style)
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{page}{tab}{inside}</w:pPr>{self._content(paragraph)}</w:p>'

    def contents(self, contents: Contents, inside: str) -> str:
        """The contents: a field over its levels, whose lines are links with the page numbers known so far."""
        levels = len(self._style.contents.styles)
        begin = _BEGIN + _instruction(rf'TOC \o "1-{levels}" \h \z \u') + _SEPARATE
        lines = [self._line(entry, "" if number else begin) for number, entry in enumerate(contents.entries)]
        if not lines:
            return carrier(inside, begin + _END)
        return "".join(lines) + carrier(inside, _END)

    def _line(self, entry: Entry, begin: str) -> str:
        style = self._style.style_id(self._style.contents.styles[entry.level - 1])
        opened, closed = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{begin}', "</w:p>"
        text = runs_xml((Run(entry.text),))
        if entry.target not in self._marks:
            return f"{opened}{text}{closed}"
        mark = self._mark(entry.target)
        page = "" if entry.page is None else f"<w:r><w:t>{entry.page}</w:t></w:r>"
        number = _BEGIN + _instruction(rf"PAGEREF {mark} \h") + _SEPARATE + page + _END
        return f'{opened}<w:hyperlink w:anchor="{mark}" w:history="1">{text}{_TAB}{number}</w:hyperlink>{closed}'

    def chart(self, chart: Chart, inside: str) -> str:
        """The paragraph of a chart."""
        return chart_xml(chart, self._charts[chart.id], self._style, self.anchor(chart.id), inside)

    def anchor(self, id: str) -> str:
        """The bookmark of a table or chart, which encloses nothing."""
        return self._anchored(anchors.name(id), "")

    def _content(self, paragraph: Paragraph) -> str:
        """The text inside the paragraph's anchor, each number and placeholder inside its own."""
        name = anchors.name(paragraph.id)
        text = self._anchored(name, self._runs(paragraph, name))
        number = self._marks.get(paragraph.id)
        return text if number is None else _bookmark(number, self._mark(paragraph.id), text)

    def _runs(self, paragraph: Paragraph, name: str) -> str:
        content, slot = "", 0
        for run in paragraph.runs:
            text, figure, marked = run
            written = run_xml(text, False, marked)
            if figure is None and not marked:
                content += written
                continue
            slot += 1
            written = self._slot(written, run, paragraph)
            content += self._anchored(anchors.slot_name(name, slot), written)
        return content

    def _slot(self, written: str, run: Run, paragraph: Paragraph) -> str:
        """What is written for a number or placeholder, nothing else here."""
        return written

    def _anchored(self, name: str, content: str) -> str:
        self._last += 1
        return _bookmark(self._last, name, content)

    def _mark(self, paragraph_id: str) -> str:
        return f"_Toc{self._marks[paragraph_id]:09}"

    def _moved_tab(self) -> str:
        """The style's tab stop at the right edge of the upright page, moved to that of the wide one."""
        upright, wide = (self._style.area(landscape)[0] for landscape in (False, True))
        return f'<w:tabs><w:tab w:val="clear" w:pos="{upright}"/><w:tab w:val="right" w:pos="{wide}"/></w:tabs>'
