"""Reading a published text backwards: each passage laid beside what the edition would say there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from narrator.figures import Figures
from narrator.review.audit.passages import Passage
from narrator.review.audit.texts import OWN
from narrator.review.imported.aligned import Alignment, is_number, is_slot, number
from narrator.review.imported.facts_read import FactsFound, Source
from narrator.review.imported.laid import ENDS, FITS_WELL, IN_LIST, ITEM, Known, Laid, breaks, laid, letter_pairs
from narrator.review.imported.lists import Repeated
from narrator.review.imported.sections import part, under
from narrator.review.imported.templates import Change, Templates, unnumbered

FITS = 0.5  # how much of a template's letters a passage must have
_LONGEST = 4000  # characters of a passage; a longer one says no fact
_SURELY = 0.8  # where a row of a list is also possible, and for what follows from a paragraph's being said at all
_SAME_ROW = 0.05  # how much better a template of the row met last is
_FEW = 4  # letters of a template that is little but slots


class Reading:
    """Reads passages into facts."""

    def __init__(self, told: Templates, figures: Figures) -> None:
        self.told, self.figures = told, figures
        self.known = [Known(one, part(one.heading, told.headings)) for one in told.paragraphs]
        self.found = FactsFound()
        self._row = ""  # of the list of codes whose name was met last
        self._taken: set[str] = set()  # the facts that the passage at hand has given
        self._spans: set[int] = set()  # and where in it they begin

    def read(self, passages: Iterable[Passage]) -> FactsFound:
        """The facts of all passages."""
        for heading, passage in under(passages, self.told.headings):
            if heading >= 0 and len(passage.text) <= _LONGEST:
                self._passage(heading, passage)
        return self.found

    def _passage(self, heading: int, passage: Passage) -> None:
        self._taken, self._spans = set(), set()
        text = unnumbered(passage.text)
        blanks = breaks(passage, len(passage.text) - len(text))
        alignments = self._fitting(heading, text, blanks)
        bare = self._bare(heading, text, numbered=text != passage.text)
        if bare and not (alignments and (alignments[0][1].fit >= _SURELY or not bare[0].template.numbered)):
            self._take_bare(*bare, passage)
            return
        alignments = alignments or self._near(heading, text, blanks)
        for known, alignment in alignments:
            if known.template.id == alignments[0][0].template.id:
                self._take(known, alignment, passage)
        self._row = alignments[0][0].row if alignments else self._row
        self._conclude(alignments, passage)
        if not alignments and any(known.slots and known.template.heading == heading for known in self.known):
            self.found.unmatched.append(Source(passage, 0, len(passage.text)))

    def _fitting(self, heading: int, text: str, blanks: frozenset[int]) -> list[Laid]:
        """The templates under a heading that a text fits, the best first."""
        here = (known for known in self._speaking(text) if known.template.heading == heading)
        fitting = laid(here, text, blanks, FITS)
        return sorted(fitting, key=lambda pair: -pair[1].fit - _SAME_ROW * (pair[0].row == self._row != ""))

    def _speaking(self, text: str) -> Iterator[Known]:
        """The templates that are more than slots; where a text names an item, those that name the same one."""
        named = ITEM.search(text) is not None
        for known in self.known:
            if known.letters >= _FEW and (known.item in text if known.item else not named):
                yield known

    def _near(self, heading: int, text: str, blanks: frozenset[int]) -> list[Laid]:
        """The templates of a heading's part, but for those of rows, that a text fits, the best first."""
        mine = part(heading, self.told.headings)
        near = (known for known in self._speaking(text) if known.part == mine and not known.rows)
        return laid(near, text, blanks, FITS_WELL)

    def _take(self, known: Known, alignment: Alignment, passage: Passage) -> None:
        shift = len(passage.text) - len(alignment.text)
        for bound in alignment.bound():
            if bound.start in self._spans:
                continue
            self._spans.add(bound.start)
            source = Source(passage, bound.start + shift, bound.end + shift)
            self._put(known, bound.slot, alignment.text[bound.start : bound.end], source)

    def _put(self, known: Known, mark: str, value: str, source: Source) -> None:
        heading = known.template.heading
        slot = known.lists[mark].path if mark in known.lists else known.template.slots[mark]
        named = IN_LIST.sub(r"\1.\3", str(slot))
        written = number(value) if is_number(mark) else source.quote.strip().strip(ENDS)
        if written is None or OWN in value or named in self._taken:
            return
        self._taken.add(named)
        if mark in known.lists:
            self._put_list(known.lists[mark], value, source, heading)
            return
        value = written
        if isinstance(slot, Change):
            self._put_change(slot, Decimal(value), source)
        elif match := IN_LIST.match(slot):
            self.found.put_part(match[1], heading, {match[3] or "": value}, source)
        else:
            self.found.put(slot, value, source)

    def _put_change(self, change: Change, value: Decimal, source: Source) -> None:
        figure = self.figures.get(change.base)
        this = figure.value if figure is not None else None
        if this is None and (read := self.found.values.get(change.base)):
            this = Decimal(read[0])
        if this is not None:
            self.found.put(f"上年数.{change.base}", str(this - change.sign * value), source)

    def _put_list(self, repeated: Repeated, value: str, source: Source, heading: int) -> None:
        rows = repeated.rows(value)
        if match := IN_LIST.match(repeated.path):
            self.found.put_part(match[1], heading, {match[3]: rows}, source)
        else:
            self.found.put_rows(repeated.path, heading, rows, source)

    def _conclude(self, alignments: list[Laid], passage: Passage) -> None:
        """Take what follows from all the templates that fit best, where words that only they have say so."""
        best = alignments[0][1].fit if alignments else 0.0
        tied = [known for known, one in alignments if one.fit == best]
        pairs = letter_pairs(unnumbered(passage.text))
        for path, value in tied[0].template.says.items() if best >= _SURELY else ():
            own = tied[0].pairs - self._pairs_without(tied[0].template.id, path)
            if own and own <= pairs and all(path in known.template.says for known in tied):
                self.found.put(path, value, Source(passage, 0, len(passage.text)))

    def _pairs_without(self, id: str, path: str) -> frozenset[str]:
        """The pairs of letters in the templates of a paragraph from which a fact does not follow."""
        others = (one.pairs for one in self.known if one.template.id == id and path not in one.template.says)
        return frozenset[str]().union(*others)

    def _bare(self, heading: int, text: str, *, numbered: bool) -> tuple[Known, re.Match[str]] | None:
        """A template under this heading that is little but slots, and what a passage has in them."""
        for known in self.known:
            here = known.template.heading == heading and known.template.numbered == numbered
            if here and known.letters < _FEW and known.slots:
                pattern = "".join(
                    f"(?P<s{ord(one)}>.+?)" if is_slot(one) else re.escape(one) for one in known.literal.rstrip(ENDS)
                )
                if match := re.fullmatch(f"{pattern}[{ENDS}]*", text):
                    return known, match
        return None

    def _take_bare(self, known: Known, match: re.Match[str], passage: Passage) -> None:
        shift = len(passage.text) - len(match.string)
        for name, value in match.groupdict().items():
            source = Source(passage, match.start(name) + shift, match.end(name) + shift)
            self._put(known, chr(int(name[1:])), value, source)
