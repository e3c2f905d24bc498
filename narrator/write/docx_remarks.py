"""The paragraphs of the copy for reviewers: comments that say where each number comes from."""

from __future__ import annotations

from collections.abc import Iterable

from narrator.document import Document, Paragraph, Run
from narrator.figures.explained import explained
from narrator.finding import Finding
from narrator.phrasebook.page_style import PageStyle
from narrator.write.comments import comment_xml, commented
from narrator.write.docx_text import Texts

ASKED = "请补上这里要填的内容，重新生成后会填入；也可在此直接改写"


class RemarkedTexts(Texts):
    """Writes paragraphs with a comment on each number and placeholder; `comments` collects what they say."""

    def __init__(self, style: PageStyle, document: Document, findings: Iterable[Finding]) -> None:
        super().__init__(style, document)
        self.comments: list[str] = []
        self._findings = tuple(findings)

    def _slot(self, written: str, run: Run, paragraph: Paragraph) -> str:
        number = len(self.comments)
        self.comments.append(comment_xml(number, self._said(run, paragraph)))
        return commented(number, written)

    def _said(self, run: Run, paragraph: Paragraph) -> tuple[str, ...]:
        return explained(run.figure) if run.figure else (self._asked(run.text, paragraph.id),)

    def _asked(self, placeholder: str, paragraph: str) -> str:
        """What the finding about a placeholder says."""
        told = (
            finding.message
            for finding in self._findings
            if placeholder in finding.message and any(place.paragraph == paragraph for place in finding.where)
        )
        return next(told, ASKED)
