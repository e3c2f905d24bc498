"""What is told of one passage: generated numbers that stand there otherwise than the data gives them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from narrator.finding import Finding
from narrator.review.refresh import noticed
from narrator.review.refresh.differences import Difference, around, changed_by_hand, outdated, printed
from narrator.review.refresh.merge import Region, Tokens, matches_by_paragraph, regions
from narrator.review.refresh.moved import Moved
from narrator.review.refresh.passages import Passage
from narrator.review.refresh.placing import Theirs
from narrator.review.refresh.tokens import Token


class Teller:
    """Collects findings and differences of a passage, and the `former` numbers that still stand in it."""

    def __init__(self, passage: Passage, theirs: Theirs, *, known: bool) -> None:
        self._ids, self._text, self._known = passage.ids, "".join(theirs.tokens), known
        self.findings: list[Finding] = []
        self.differences: list[Difference] = []
        self.former: dict[str, str] = {}

    def tell_rejected(self, base: Tokens, kept: Tokens) -> None:
        """Tell the numbers whose change a reviewer rejected; they are proposed again when the paragraph changes."""
        for region in regions(base, kept, base, matches_by_paragraph):
            if region.kind == "theirs" and (labels := changed_by_hand(region)):
                self._number(self._ids[region.paragraph], labels, region.theirs, region.base)

    def tell(self, region: Region, moves: Moved) -> None:
        """Tell a number that a reviewer changed; one that the data changed is a difference only."""
        if region.kind == "theirs" and (labels := changed_by_hand(region, moves.places)):
            self._number(self._ids[region.paragraph], labels, region.theirs, region.base)
        elif region.kind in ("ours", "conflict") and (labels := outdated(region)):
            self._differ(self._ids[region.paragraph], labels, region.theirs, region.ours)

    def tell_standing(self, old: Mapping[str, str], left: Iterable[Token]) -> None:
        """Tell the old numbers that are left in a sentence that a reviewer rewrote, where nothing told them yet."""
        for token in dict.fromkeys(left):
            self.former[token] = old[token]
            if not any(token in each.theirs for each in self.differences):
                self._number(self._ids[0], old[token], (token,), ())

    def _number(self, paragraph: str, labels: str, theirs: Sequence[Token], ours: Sequence[Token]) -> None:
        self._differ(paragraph, labels, theirs, ours)
        said, now = printed(theirs), printed(ours)
        told = noticed.number(paragraph, labels, said, now, known=self._known)
        self.findings.append(told if ours else noticed.former(paragraph, labels, said))

    def _differ(self, paragraph: str, labels: str, theirs: Sequence[Token], ours: Sequence[Token]) -> None:
        quote = around(self._text, "".join(theirs))
        self.differences.append(Difference(paragraph, labels, printed(theirs), printed(ours), quote))
