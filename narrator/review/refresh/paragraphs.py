"""Paragraphs refreshed: base, theirs and ours of each passage merged into the reviewer's own paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from narrator.finding import Finding
from narrator.review.refresh import noticed
from narrator.review.refresh.merge import Region, matches_by_paragraph, regions, settled
from narrator.review.refresh.names import DEL
from narrator.review.refresh.passages import Passage
from narrator.review.refresh.reading import mark, text_of, text_without_ours
from narrator.review.refresh.remarks import Remarks
from narrator.review.refresh.tokens import Token, separator, tokens
from narrator.review.refresh.tracked import Tracker
from narrator.review.refresh.versions import Versions


@dataclass(slots=True)
class Merged:
    """What came of merging: findings, and by id what each text becomes where our changes are rejected."""

    findings: list[Finding] = field(default_factory=list)
    before: dict[str, str] = field(default_factory=dict)
    changed: list[Passage] = field(default_factory=list)


class Spot(NamedTuple):
    """A place in the text of a paragraph."""

    paragraph: Any
    offset: int


class Merger:
    """Merges passages one after another; `merged` collects what came of it."""

    def __init__(self, tracker: Tracker, remarks: Remarks, versions: Mapping[str, Versions]) -> None:
        self._tracker, self._remarks, self._versions = tracker, remarks, versions
        self.merged = Merged()

    def merge(self, passage: Passage) -> None:
        """Write what is new in this passage into the reviewer's paragraphs."""
        known = [self._versions[key] for key in passage.ids]
        base, before = (_paragraphs(version) for version in ([v.base for v in known], [v.before for v in known]))
        if not known:
            return
        theirs = _Theirs(passage.paragraphs)
        self._remember(passage, base, before)
        kept = settled(base, theirs.tokens, before)
        if all(version.ours is None for version in known):
            self._vanish(passage, theirs, kept)
            return
        new = _paragraphs([version.ours or () for version in known])
        ours = kept if new == base else new
        if ours is kept and kept != base:
            self._tell_rejected(passage, base, kept)
        changed = [self._apply(passage, region, theirs) for region in _last_first(kept, theirs.tokens, ours)]
        if any(changed):
            self.merged.changed.append(passage)

    def _remember(self, passage: Passage, base: Sequence[Token], before: Sequence[Token]) -> None:
        """Note what the texts become where our changes, also those still pending, are rejected."""
        rejected = _paragraphs([tokens(text_without_ours(paragraph)) for paragraph in passage.paragraphs])
        texts = "".join(settled(base, rejected, before)).split(separator())
        if len(texts) == len(passage.ids):
            self.merged.before |= dict(zip(passage.ids, texts, strict=True))

    def _vanish(self, passage: Passage, theirs: _Theirs, kept: Sequence[Token]) -> None:
        """Delete what is not generated any more, unless the reviewer changed it."""
        if theirs.tokens == kept:
            for paragraph in passage.paragraphs:
                self._tracker.delete_paragraph(paragraph)
            return
        said = "".join(theirs.tokens)
        self.merged.findings.append(noticed.vanished(passage.ids[0], said))
        first = passage.paragraphs[0]
        self._remarks.conflict(first, 0, len(text_of(first)), "新数据不再生成这一段，而审阅时改过它；请核对是否还要")

    def _tell_rejected(self, passage: Passage, base: Sequence[Token], kept: Sequence[Token]) -> None:
        """Tell the numbers whose change a reviewer rejected; they are proposed again when the paragraph changes."""
        for region in regions(base, kept, base, matches_by_paragraph):
            if region.kind == "theirs":
                self._tell_number(passage, region)

    def _apply(self, passage: Passage, region: Region, theirs: _Theirs) -> bool:
        """Write one region; whether anything was written."""
        if region.kind == "theirs":
            self._tell_number(passage, region)
        if region.kind not in ("ours", "conflict"):
            return False
        start, end = theirs.stretch(region)
        ends = any(token.end for token in (*region.theirs, *region.ours))
        if region.kind == "ours" and not ends:
            new, unit = _without_unit(region)
            if self._tracker.replace(*start, end.offset - len(unit), new):
                return True
        said = ("".join(each) for each in (region.theirs, region.ours, region.base))
        texts = tuple(said)
        self.merged.findings.append(noticed.conflict(passage.ids[region.paragraph], *texts))
        self._remarks.conflict(*start, end.offset, noticed.conflict_message(*texts))
        return True

    def _tell_number(self, passage: Passage, region: Region) -> None:
        """Tell a generated number that stands there otherwise than the data gives it."""
        generated = [token for token in region.base if token.is_number and token.label]
        written = [token for token in region.theirs if token.is_number and token not in region.base]
        if generated and written:
            label = "、".join(dict.fromkeys(token.label for token in generated))
            texts = ("".join(region.theirs), "".join(region.base))
            self.merged.findings.append(noticed.number(passage.ids[region.paragraph], label, *texts))


class _Theirs:
    """The text of a passage's paragraphs as tokens, and where each stands."""

    def __init__(self, paragraphs: Sequence[Any]) -> None:
        self.tokens: list[Token] = []
        self._starts: list[Spot] = []
        for number, paragraph in enumerate(paragraphs):
            offset = 0
            for token in tokens(text_of(paragraph)):
                self._add(token, paragraph, offset)
                offset += len(token)
            self._end = Spot(paragraph, offset)
            if number + 1 < len(paragraphs) and mark(paragraph, DEL) is None:
                self._add(separator(), paragraph, offset)

    def _add(self, token: Token, paragraph: Any, offset: int) -> None:
        self.tokens.append(token)
        self._starts.append(Spot(paragraph, offset))

    def stretch(self, region: Region) -> tuple[Spot, Spot]:
        """Where a region begins and ends, within the paragraph that it begins in; new text goes behind old text."""
        if not region.theirs:
            before = region.at - 1
            behind = before >= 0 and not self.tokens[before].end
            spot = self._behind(before) if behind else self._at(region.at)
            return spot, spot
        start, end = self._at(region.at), self._at(region.at)
        for number in range(region.at, region.at + len(region.theirs)):
            if self.tokens[number].end or self._starts[number].paragraph is not start.paragraph:
                break
            end = self._behind(number)
        return start, end

    def _at(self, number: int) -> Spot:
        return self._starts[number] if number < len(self._starts) else self._end

    def _behind(self, number: int) -> Spot:
        paragraph, offset = self._starts[number]
        return Spot(paragraph, offset + len(self.tokens[number]))


def _without_unit(region: Region) -> tuple[Sequence[Token], str]:
    """What is new without the unit that both texts end with, which stays, and that unit."""
    if not region.theirs or not region.ours:
        return region.ours, ""
    old, new = region.theirs[-1], region.ours[-1]
    unit = new.unit if new.is_number and old.is_number and new.unit == old.unit else ""
    return (*region.ours[:-1], Token(new.removesuffix(unit))) if unit else region.ours, unit


def _paragraphs(texts: Iterable[Sequence[Token]]) -> list[Token]:
    """The tokens of several paragraphs with a separator between them."""
    joined: list[Token] = []
    for number, text in enumerate(texts):
        joined += ([separator()] if number else []) + list(text)
    return joined


def _last_first(base: Sequence[Token], theirs: Sequence[Token], ours: Sequence[Token]) -> Iterator[Region]:
    """The regions from the last to the first, so that offsets stay true while they are written."""
    if base == theirs == ours:
        return iter(())
    return reversed(list(regions(base, theirs, ours, matches_by_paragraph)))
