"""Punctuation of the texts that an edition prints: brackets that do not match, half-width and doubled marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from narrator.data_file import fault
from narrator.finding import Finding
from narrator.phrasebook.edition import Edition
from narrator.phrasebook.phrase import Phrase

PRINTED = {"say", "before", "join", "last", "end", "takes", "ask", "title", "annex", "contents", "header"}
PRINTED |= {"terms", "notes", "no_data", "explain"}
NOT_PRINTED = {"each", "when", "style"}
PAIRS = {"）": "（", "”": "“", "’": "‘", "》": "《", "】": "【", "〕": "〔"}
SLOT = re.compile(r"\{\{.*?\}\}", re.DOTALL)
IN_SLOT = "\ue000"
CHINESE = rf"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef‘’“”{IN_SLOT}]"
HALF_WIDTH = re.compile(rf"(?<={CHINESE})[,;:?!()\"']|[,;:?!()\"'](?={CHINESE})|(?<={CHINESE})\.(?!\d)")
MEASURES = "亿元|万元|千元|元|%|％|‰|人次|人|批次|批|个(?!月|工作日)|辆|台|套|次|项|家|户|名|件|分(?!之)|倍"
LIMIT = "以上|以下|以内|以外|（含"  # what follows a measure that is a limit of the form, not a number of the unit
NUMBER = r"(?<![\d.,第])(?<!满分)(?<!满分为)\d+(?:,\d\d\d)*(?:\.\d+)?"
TYPED = re.compile(rf"(?<!\d)(?:19|20)\d\d(?=年)|{NUMBER}(?=(?:{MEASURES})(?!{LIMIT}))")
DOUBLED = re.compile(r"[，。；：、！？]\s*[，。；：、！？]")


class _Mark(NamedTuple):
    """A mark that does not fit: where it stands in its text, its code, and what is to be said of it."""

    at: int
    code: str
    message: str


def punctuation(edition: Edition) -> Iterator[Finding]:
    """A finding for every mark that does not fit, where it is written."""
    for source in edition.sources.values():
        for path, text in _texts(source.data, ""):
            plain = SLOT.sub(lambda slot: IN_SLOT + "\n" * slot[0].count("\n"), text)
            for mark in _marks(plain):
                place = source.place(path, plain.count("\n", 0, mark.at) + 1)
                yield fault(mark.code, f"{path.partition('.')[0]}：{mark.message}", place)
    yield from _joints(edition)


def typed_numbers(edition: Edition) -> Iterator[Finding]:
    """A finding for every year and amount that is typed into a sentence or a title, and stays whatever the unit is.

    A number in the condition of its case (零预算完成率 == "写0%") is the edition's choice.
    """
    for kind in ("phrases", "outline"):
        source = edition.sources[kind]
        for path, text in _texts(source.data, ""):
            plain = SLOT.sub(lambda slot: IN_SLOT + "\n" * slot[0].count("\n"), text)
            chosen = source.written(f"{path.removesuffix('.say')}.when") or ""
            for found in TYPED.finditer(plain):
                if re.search(rf"(?<!\d){re.escape(plain[found.start() : found.end() + 1])}", chosen):
                    continue
                message = (
                    f"“{_around(plain, found.start())}”里的“{found[0]}”是写死的，换了单位、年度也不变；请引用数的名称"
                )
                place = source.place(path, plain.count("\n", 0, found.start()) + 1)
                yield fault("TEXT-NUMBER", f"{path.partition('.')[0]}：{message}", place)


def cut_short(edition: Edition) -> Iterator[Finding]:
    """A finding for every sentence and title of one line that a comment mark ends, as if what follows were a note."""
    for kind in ("phrases", "outline"):
        source = edition.sources[kind]
        lines: dict[str, list[str]] = {}
        for path, text in _texts(source.data, ""):
            place = source.place(path)
            if "\n" in text or not (place.file or "").startswith(f"{edition.folder}/"):
                continue
            file = Path(place.file or "")
            written = lines.setdefault(str(file), file.read_text("utf-8-sig").splitlines())[(place.line or 1) - 1]
            if found := re.search(rf"[:\-]\s+{re.escape(text)}\s+#(.*)$", written):
                message = f"“#”后面的“{found[1].strip()}”是注释，不会印出；要印的，请给整句加上引号"
                yield fault("TEXT-COMMENT", f"{path.partition('.')[0]}：{message}", place)


def _texts(data: Any, path: str) -> Iterator[tuple[str, str]]:
    """Every printed text with its path."""
    if isinstance(data, str):
        keys = [key for key in path.split(".") if not key.isdigit()]
        if PRINTED & set(keys) and keys[-1] not in NOT_PRINTED:
            yield path, data
        return
    for key, value in data.items() if isinstance(data, Mapping) else enumerate(data or ()):
        yield from _texts(value, f"{path}.{key}" if path else str(key))


def _marks(text: str) -> Iterator[_Mark]:
    yield from _unmatched(text)
    for found in HALF_WIDTH.finditer(text):
        yield _Mark(
            found.start(), "TEXT-HALF-WIDTH", f"“{_around(text, found.start())}”里的“{found[0]}”是半角，请改为全角"
        )
    for found in DOUBLED.finditer(text):
        yield _Mark(found.end() - 1, "TEXT-DOUBLED", f"“{_around(text, found.end() - 1)}”里的标点重复，请只留一个")


def _unmatched(text: str) -> Iterator[_Mark]:
    opened: list[tuple[int, str]] = []
    for at, mark in enumerate(text):
        if mark in PAIRS.values():
            opened.append((at, mark))
        elif mark in PAIRS and opened and opened[-1][1] == PAIRS[mark]:
            opened.pop()
        elif mark in PAIRS:
            yield _Mark(
                at, "TEXT-BRACKET", f"“{_around(text, at)}”里的“{mark}”没有与它配对的“{PAIRS[mark]}”，请补上或删去"
            )
    for at, mark in opened:
        yield _Mark(at, "TEXT-BRACKET", f"“{_around(text, at)}”里的“{mark}”没有与它配对的另一半，请补上或删去")


def _around(text: str, at: int) -> str:
    """A mark with what stands beside it."""
    return "".join(text[max(0, at - 6) : at + 7].replace(IN_SLOT, "…").split())


def _joints(edition: Edition) -> Iterator[Finding]:
    """Marks doubled where the rows of a list meet what is before, between and after them."""
    for name, phrase in edition.phrases.items():
        for when, said in phrase.variants if phrase.each else ():
            for key, meeting in _meetings(phrase, said):
                if DOUBLED.search(meeting) and not DOUBLED.search(said):
                    message = f"{name}：每行“{_around(said, len(said))}”与 {key} 相连，标点重复；请去掉一处"
                    place = edition.sources["phrases"].place(f"{name}.{key}", 1)
                    yield fault("TEXT-DOUBLED", message + (f"（{when}）" if when else ""), place)


def _meetings(phrase: Phrase, said: str) -> Iterator[tuple[str, str]]:
    yield "before", phrase.before[-1:] + said[:1]
    for key, mark in (("join", phrase.join), ("last", phrase.last or ""), ("end", phrase.end)):
        yield key, said[-1:] + mark[:1]
