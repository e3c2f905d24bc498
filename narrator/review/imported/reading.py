"""Reading a published text backwards: each passage laid beside what the edition would say there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from narrator.figures import Figures
from narrator.review.audit.passages import Passage
from narrator.review.imported.aligned import Alignment, is_number, is_slot, number
from narrator.review.imported.facts_read import FactsFound, Source
from narrator.review.imported.lists import Repeated, compressed
from narrator.review.imported.sections import part, under
from narrator.review.imported.templates import Change, Template, Templates, unnumbered

FITS = 0.5  # how much of a template's letters a passage must have
_FITS_WELL = 0.65  # under another heading of the same part, and with lists
_SURELY = 0.8  # where a row of a list is also possible, and for what follows from a paragraph's being said at all
_FEW = 4  # letters of a template that is little but slots
_LIST = re.compile(r"^(.*?)\.(\d{1,2})(?:\.(.*))?$")
_ENDS = "。；，、：; "


class _Known:
    """A template ready to be laid beside passages."""

    def __init__(self, template: Template, part: int) -> None:
        self.template, self.part = template, part
        self.phrase = re.sub(r"\.\d+$", "", template.id)
        self.literal, self.lists = compressed(template)
        self.rows = bool(self.lists) or any(map(_LIST.match, map(str, template.slots.values())))
        self.letters = sum(not is_slot(character) for character in self.literal.rstrip(_ENDS))


_Laid = tuple[_Known, Alignment]


class Reading:
    """Reads passages into facts."""

    def __init__(self, told: Templates, figures: Figures) -> None:
        self.told, self.figures = told, figures
        self.known = [_Known(one, part(one.heading, told.headings)) for one in told.paragraphs]
        self.found = FactsFound()

    def read(self, passages: Iterable[Passage]) -> FactsFound:
        """The facts of all passages."""
        for heading, passage in under(passages, self.told.headings):
            if heading >= 0:
                self._passage(heading, passage)
        return self.found

    def _passage(self, heading: int, passage: Passage) -> None:
        self._taken: set[str] = set()
        text = unnumbered(passage.text)
        breaks = _breaks(passage, len(passage.text) - len(text))
        alignments = self._fitting(heading, text, breaks)
        bare = self._bare(heading, text, numbered=text != passage.text)
        if bare and not (alignments and (alignments[0][1].fit >= _SURELY or not bare[0].template.numbered)):
            self._take_bare(*bare, passage)
            return
        alignments = alignments or self._near(heading, text, breaks)
        for known, alignment in alignments:
            if known.phrase == alignments[0][0].phrase:
                self._take(known, alignment, passage)
        self._conclude(alignments, passage)

    def _fitting(self, heading: int, text: str, breaks: frozenset[int]) -> list[_Laid]:
        """The templates under a heading that a text fits, the best first."""
        here = (known for known in self.known if known.letters >= _FEW and known.template.heading == heading)
        return _laid(here, text, breaks, FITS)

    def _near(self, heading: int, text: str, breaks: frozenset[int]) -> list[_Laid]:
        """The templates of a heading's part, but for those of rows, that a text fits, the best first."""
        mine = part(heading, self.told.headings)
        near = (known for known in self.known if known.letters >= _FEW and known.part == mine and not known.rows)
        return _laid(near, text, breaks, _FITS_WELL)

    def _take(self, known: _Known, alignment: Alignment, passage: Passage) -> None:
        shift = len(passage.text) - len(alignment.text)
        for bound in alignment.bound():
            source = Source(passage, bound.start + shift, bound.end + shift)
            self._put(known, bound.slot, alignment.text[bound.start : bound.end], source)

    def _put(self, known: _Known, mark: str, value: str, source: Source) -> None:
        heading = known.template.heading
        slot = known.lists[mark].path if mark in known.lists else known.template.slots[mark]
        named = _LIST.sub(r"\1.\3", str(slot))
        written = number(value) if is_number(mark) else source.quote.strip().strip(_ENDS)
        if written is None or named in self._taken:
            return
        self._taken.add(named)
        if mark in known.lists:
            self._put_list(known.lists[mark], value, source, heading)
            return
        value = written
        if isinstance(slot, Change):
            self._put_change(slot, Decimal(value), source)
        elif match := _LIST.match(slot):
            self.found.put_part(match[1], heading, {match[3] or "": value}, source)
        else:
            self.found.put(slot, value, source)

    def _put_change(self, change: Change, value: Decimal, source: Source) -> None:
        this = self.figures.get(change.base)
        if this is not None and this.value is not None:
            self.found.put(f"上年数.{change.base}", str(this.value - change.sign * value), source)

    def _put_list(self, repeated: Repeated, value: str, source: Source, heading: int) -> None:
        rows = repeated.rows(value)
        if match := _LIST.match(repeated.path):
            self.found.put_part(match[1], heading, {match[3]: rows}, source)
        else:
            self.found.put_rows(repeated.path, heading, rows, source)

    def _conclude(self, alignments: list[_Laid], passage: Passage) -> None:
        """Take what follows from the passage's being said, where no other template fits it as well."""
        if not alignments:
            return
        known, best = alignments[0]
        says = known.template.says
        others = [one.fit for other, one in alignments if other.template.says != says]
        if says and best.fit >= _SURELY and all(fit < best.fit for fit in others):
            for path, value in says.items():
                self.found.put(path, value, Source(passage, 0, len(passage.text)))

    def _bare(self, heading: int, text: str, *, numbered: bool) -> tuple[_Known, re.Match[str]] | None:
        """A template under this heading that is little but slots, and what a passage has in them."""
        for known in self.known:
            here = known.template.heading == heading and known.template.numbered == numbered
            if here and known.letters < _FEW and any(map(is_slot, known.literal)):
                pattern = "".join(
                    f"(?P<s{ord(one)}>.+?)" if is_slot(one) else re.escape(one) for one in known.literal.rstrip(_ENDS)
                )
                if match := re.fullmatch(f"{pattern}[{_ENDS}]*", text):
                    return known, match
        return None

    def _take_bare(self, known: _Known, match: re.Match[str], passage: Passage) -> None:
        shift = len(passage.text) - len(match.string)
        for name, value in match.groupdict().items():
            source = Source(passage, match.start(name) + shift, match.end(name) + shift)
            self._put(known, chr(int(name[1:])), value, source)


def _laid(known: Iterable[_Known], text: str, breaks: frozenset[int], least: float) -> list[_Laid]:
    laid = ((one, Alignment(one.literal, text, breaks)) for one in known)
    fitting = (pair for pair in laid if pair[1].fit >= (max(least, _FITS_WELL) if pair[0].rows else least))
    return sorted(fitting, key=lambda pair: -pair[1].fit)


def _breaks(passage: Passage, shift: int) -> frozenset[int]:
    """Where in a passage's text, counted without its numeral, a blank was printed."""
    pairs = enumerate(zip(passage.origin, passage.origin[1:], strict=False), 1)
    return frozenset(at - shift for at, (one, other) in pairs if passage.printed[one + 1 : other].isspace())
