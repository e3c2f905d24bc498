"""A Word file's text as passages: each paragraph that says something, in the section that its headings name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from narrator.finding import Finding, Level, Place
from narrator.review.audit.reading import Reading
from narrator.review.word import Paragraph, WordFile

LONGEST = 5_000  # characters of a paragraph; a report has none that is longer
MOST = 5_000  # paragraphs of a report
LONGEST_HEADING = 60
_PART = re.compile(r"^第[一二三四五六七八九]部分")
_NUMERAL = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+[.．])")
_ENDS = re.compile(r"[。；：！？;:）]$")
_RUN_IN = re.compile(r"((?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)[^。，；：\d]{2,40})。(?=.)")
PROFILE = "概况"  # the section in which a title begins a sentence of the form
_BARE_PART = re.compile(r"^第[一二三四五六七八九]部分$")
_LISTED = re.compile(r"^(?:\d+[、.．]|（\d+）)(?:(?!（类）)[^。，；：]){2,45}$")
_BEGINS = re.compile(
    r"^(?:-|[一二三四五六七八九十]+、|（[一二三四五六七八九十\d]+）|\d+[、.．](?!\d)|[①-⑳]|第.部分|注：|20\d\d年度)"
)
_SENTENCE = re.compile(r"[，；：]|。.")
_AMOUNT = re.compile(r"\d(?:万?元|%|人|辆|个)")
_SAME = str.maketrans({"“": "", "”": "", '"': "", "‘": "", "’": "", "'": "", "\u200b": "", "\u3000": ""})


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage: its text as printed and plain (see `plain`), the section it stands in, the paragraphs it spans.

    `origin` gives for each character of `text` its place in `printed`; `starts` pairs a place in `printed` with the
    index of the paragraph that begins there.
    """

    printed: str
    text: str
    origin: tuple[int, ...]
    topic: str
    title: str
    starts: tuple[tuple[int, int], ...]
    heading: bool = False

    def quote(self, start: int, end: int) -> str:
        """What is printed where the plain text runs from `start` to `end`."""
        if not self.origin or start >= end:
            return ""
        return self.printed[self.origin[start] : self.origin[min(end, len(self.origin)) - 1] + 1]

    def paragraph(self, at: int) -> int:
        """The index of the paragraph that holds a place of the plain text."""
        place = self.origin[min(at, len(self.origin) - 1)] if self.origin else 0
        return [index for start, index in self.starts if start <= place][-1]


def plain(text: str) -> tuple[str, tuple[int, ...]]:
    """The text without blanks and quotes, brackets and marks full width, 收、支 as 收支; and where each one stood."""
    characters: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(text):
        for one in _plain(character, text, place):
            characters.append(one)
            origin.append(place)
    return "".join(characters), tuple(origin)


_WIDE = {"(": "（", ")": "）", ":": "：", ";": "；", "﹙": "（", "﹚": "）"}


def _plain(character: str, text: str, place: int) -> str:
    if character.isspace() or not character.translate(_SAME):
        return ""
    if character == "、" and text[place - 1 : place] == "收" and text[place + 1 : place + 2] == "支":
        return ""
    if character == ",":
        number = re.match(r"\d{3}(?!\d)", text[place + 1 :]) and text[place - 1 : place].isdigit()
        return "," if number else "，"
    folded = unicodedata.normalize("NFKC", character) if "！" <= character <= "～" else character
    if character in "，：；（）！？":
        return character
    return _WIDE.get(folded, folded)


def passages(word: WordFile, captions: frozenset[int], reading: Reading) -> tuple[Passage, ...]:
    """The headings and passages of a file, tables and what belongs to them left out."""
    paragraphs = [block for block in word.blocks if isinstance(block, Paragraph)]
    lines = [one for one in paragraphs if one.text and not one.contents and one.index not in captions]
    lines = [replace(one, text=one.text[:LONGEST]) for one in lines[:MOST]]
    return tuple(_in_sections(_joined(lines), reading))


def too_long(word: WordFile) -> Iterator[Finding]:
    """What is said where a file holds more text than is read."""
    paragraphs = [block for block in word.blocks if isinstance(block, Paragraph)]
    if len(paragraphs) > MOST or any(len(one.text) > LONGEST for one in paragraphs):
        read = f"只核对了前{MOST}段、每段前{LONGEST}字，其余没有核对；请拆分后再核对"
        message = f"“{word.file}”的文字多得不像一份决算公开文本：{read}"
        yield Finding(code="AUDIT-TOO-LONG", level=Level.NOTICE, message=message, where=(Place(file=word.file),))


def _joined(lines: Iterable[Paragraph]) -> Iterator[list[Paragraph]]:
    """The lines, those together that were broken within a sentence."""
    current: list[Paragraph] = []
    for line in lines:
        if current and _breaks(current, line):
            yield current
            current = []
        current.append(line)
    if current:
        yield current


def _breaks(current: list[Paragraph], line: Paragraph) -> bool:
    """Whether a line begins something new."""
    if line.note or current[-1].note:
        return True
    text, begun = plain(line.shown)[0], plain(current[0].shown)[0]
    last = plain(current[-1].shown)[0]
    if _BARE_PART.match(begun):
        return len(current) > 1
    ended = _ENDS.search(last) or _LISTED.match(begun) or _is_heading(current[0], begun)
    return bool(ended or _BEGINS.match(text) or _PART.match(text) or _is_heading(line, text))


def _is_heading(line: Paragraph, text: str) -> bool:
    """Whether a paragraph is a heading: by its style or numeral, and because it says no amount."""
    if line.note or len(text) > LONGEST_HEADING or _AMOUNT.search(text) or _SENTENCE.search(text):
        return False
    return bool(line.level or _PART.match(text) or _NUMERAL.match(text))


def _in_sections(groups: Iterable[list[Paragraph]], reading: Reading) -> Iterator[Passage]:
    topic, title, sticky = "", "", False
    for group in groups:
        printed, starts = "", []
        for line in group:
            starts.append((len(printed), line.index))
            printed += line.shown
        for text, origin in _run_in(*plain(printed), reading):
            heading = _is_heading(group[0], text)
            if heading:
                found = reading.topic(text)
                if _PART.match(text):
                    topic, sticky = found or "", False
                elif found and not sticky:
                    topic = found
                sticky = sticky or bool(found and reading.sections[found].sticky)
                title = printed[origin[0] : origin[-1] + 1].strip()
            yield Passage(printed, text, origin, topic, title, tuple(starts), heading)


def _run_in(text: str, origin: tuple[int, ...], reading: Reading) -> Iterator[tuple[str, tuple[int, ...]]]:
    """A paragraph that begins with a section's heading and goes on behind it, as both; any other one as it is."""
    begun = _RUN_IN.match(text)
    if begun and reading.topic(begun[1]) not in (None, PROFILE):
        yield begun[1], origin[: begun.end(1)]
        text, origin = text[begun.end() :], origin[begun.end() :]
    yield text, origin
