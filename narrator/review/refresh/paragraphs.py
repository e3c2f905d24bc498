"""Paragraphs refreshed: base, theirs and ours of each passage merged into the reviewer's own paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from narrator.finding import Finding
from narrator.review.refresh import noticed
from narrator.review.refresh.differences import Difference
from narrator.review.refresh.merge import Region, matches_by_paragraph, regions, settled
from narrator.review.refresh.moved import former, moved, standing
from narrator.review.refresh.passages import Passage
from narrator.review.refresh.placing import Theirs
from narrator.review.refresh.reading import text_of, text_without_ours
from narrator.review.refresh.remarks import Remarks
from narrator.review.refresh.telling import Teller
from narrator.review.refresh.tokens import Token, separator, tokens
from narrator.review.refresh.tracked import Tracker
from narrator.review.refresh.versions import Versions


@dataclass(slots=True)
class Merged:
    """What came of merging: findings, numbers that differ, and by id what each text becomes without our changes.

    `former` has by id the numbers of former data that still stand in the text, with their labels.
    """

    findings: list[Finding] = field(default_factory=list)
    before: dict[str, str] = field(default_factory=dict)
    changed: list[Passage] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    former: dict[str, dict[str, str]] = field(default_factory=dict)

    def add(self, passage: Passage, teller: Teller) -> None:
        """Take over what is told of a passage."""
        self.findings += teller.findings
        self.differences += teller.differences
        if teller.former:
            self.former[passage.ids[0]] = teller.former


class Merger:
    """Merges passages one after another; `merged` collects what came of it.

    Where it is not `known` what was generated, `versions` are assumed.
    """

    def __init__(
        self, tracker: Tracker, remarks: Remarks, versions: Mapping[str, Versions], *, known: bool = True
    ) -> None:
        self._tracker, self._remarks, self._versions, self._known = tracker, remarks, versions, known
        self.merged = Merged()

    def merge(self, passage: Passage) -> None:
        """Write what is new in this passage into the reviewer's paragraphs."""
        known = [self._versions[key] for key in passage.ids]
        base, before = (_paragraphs(version) for version in ([v.base for v in known], [v.before for v in known]))
        if not known:
            return
        theirs = Theirs(passage.paragraphs)
        self._remember(passage, base, before)
        kept = settled(base, theirs.tokens, before)
        if all(version.ours is None for version in known):
            self._vanish(passage, theirs, kept)
            return
        new = _paragraphs([version.ours or () for version in known])
        ours = kept if new == base else new
        moves = moved(kept, theirs.tokens, ours)
        teller = Teller(passage, theirs, known=self._known)
        if ours is kept and kept != base:
            teller.tell_rejected(base, kept)
        found = _last_first((*_regions(kept, theirs.tokens, moves.ours), *moves.regions))
        for region in found:
            teller.tell(region, moves)
        old = former(base, new) | {text: label for version in known for text, label in version.former.items()}
        teller.tell_standing(old, standing(old, kept, theirs.tokens, moves))
        self.merged.add(passage, teller)
        if self._write(passage, found, theirs):
            self.merged.changed.append(passage)

    def _remember(self, passage: Passage, base: Sequence[Token], before: Sequence[Token]) -> None:
        """Note what the texts become where our changes, also those still pending, are rejected."""
        rejected = _paragraphs([tokens(text_without_ours(paragraph)) for paragraph in passage.paragraphs])
        texts = "".join(settled(base, rejected, before)).split(separator())
        if len(texts) == len(passage.ids):
            self.merged.before |= dict(zip(passage.ids, texts, strict=True))

    def _vanish(self, passage: Passage, theirs: Theirs, kept: Sequence[Token]) -> None:
        """Delete what is not generated any more, unless the reviewer changed it."""
        if theirs.tokens == kept:
            for paragraph in passage.paragraphs:
                self._tracker.delete_paragraph(paragraph)
            return
        self.merged.findings.append(noticed.vanished(passage.ids[0], "".join(theirs.tokens)))
        first = passage.paragraphs[0]
        self._remarks.conflict(first, 0, len(text_of(first)), "新数据不再生成这一段，而审阅时改过它；请核对是否还要")

    def _write(self, passage: Passage, found: Sequence[Region], theirs: Theirs) -> bool:
        """Write the regions, comments on conflicts first, as they move no text; whether anything was written."""
        free: list[tuple[Any, int, int, Sequence[Token]]] = []
        barred: dict[Any, list[Region]] = {}
        for region in (region for region in found if region.kind in ("ours", "conflict")):
            start, end = theirs.stretch(region)
            new, unit = _without_unit(region)
            if region.kind == "conflict" or any(token.end for token in (*region.theirs, *region.ours)):
                self._conflict(passage, [region], theirs)
            elif self._tracker.bars(start.paragraph, start.offset, end.offset - len(unit)):
                barred.setdefault(start.paragraph, []).insert(0, region)
            else:
                free.append((*start, end.offset - len(unit), new))
        for regions_ in barred.values():
            self._conflict(passage, regions_, theirs)
        for place in free:
            self._tracker.replace(*place)
        return bool(free or barred) or any(region.kind == "conflict" for region in found)

    def _conflict(self, passage: Passage, found: Sequence[Region], theirs: Theirs) -> None:
        """Tell regions, in their order in one paragraph, that cannot be written."""
        start, end = theirs.stretch(found[0])[0], theirs.stretch(found[-1])[1]
        versions = ([each.theirs for each in found], [each.ours for each in found], [each.base for each in found])
        texts = tuple("、".join("".join(text) for text in version) for version in versions)
        self.merged.findings.append(noticed.conflict(passage.ids[found[0].paragraph], *texts))
        self._remarks.conflict(*start, end.offset, noticed.conflict_message(*texts))


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


def _regions(base: Sequence[Token], theirs: Sequence[Token], ours: Sequence[Token]) -> Iterator[Region]:
    """The regions, none where there is nothing to be told or written."""
    return iter(()) if base == theirs == ours else regions(base, theirs, ours, matches_by_paragraph)


def _last_first(found: Sequence[Region]) -> list[Region]:
    """The regions from the last to the first, so that offsets stay true while they are written."""
    return sorted(reversed(found), key=lambda region: region.at, reverse=True)
