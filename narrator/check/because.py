"""Reasons that begin with 因为 or 由于, which is one word too many only where the report's own sentence says it too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from narrator.account import Account
from narrator.check.prose import Prose, reasons
from narrator.document import Document
from narrator.finding import Finding, Level

_BECAUSE = re.compile(r"是?(?:因为|由于)")
_SAID = re.compile(r"(?:因为|由于|是|为|在于)$")  # what a sentence of the report may say before a reason
ENDINGS = "。；;. \n"  # of what staff wrote, which a report leaves out
_SHOWN = 20


def said_twice(account: Account, document: Document) -> Iterator[Finding]:
    """A finding for each reason that begins so where the sentence that it is printed in does already."""
    begun = [(passage, match) for passage in reasons(account) if (match := _BECAUSE.match(passage.text))]
    text = "".join(paragraph.text for paragraph in document.paragraphs()) if begun else ""
    for passage, match in begun:
        before, printed, _ = text.partition(passage.written.rstrip(ENDINGS))
        if printed and _SAID.search(before):
            message = repeats(passage, match)
            yield Finding(code="TEXT-LEAD-IN", level=Level.MISSING, message=message, where=(passage.place,))


def repeats(passage: Prose, match: re.Match[str]) -> str:
    """What to say of a text that begins with what the report says before it."""
    return (
        f"{passage.name}开头写了“{match[0]}”，报告的句子里已有这样的话，印出来就重复，定稿前须删去。"
        f"请从“{passage.text[match.end() :][:_SHOWN].lstrip(':,，')}”写起。"
    )
