"""Templates ready to be laid beside passages, those that fit one first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from narrator.review.audit.passages import Passage
from narrator.review.imported.aligned import Alignment, is_slot
from narrator.review.imported.lists import compressed
from narrator.review.imported.templates import Template

FITS_WELL = 0.65  # how much of a template's letters a passage must have under another heading of the same part
_FITS_LISTS = 0.55  # where it has lists
ENDS = "。；，、：; "
IN_LIST = re.compile(r"^(.*?)\.(\d{1,2})(?:\.(.*))?$")
ITEM = re.compile(r"[^（）]+（款）[^，。]*?（项）")
_LIKELY = 0.4  # of a template's pairs of letters, before a closer look


class Known:
    """A template ready to be laid beside passages."""

    def __init__(self, template: Template, part: int) -> None:
        self.template, self.part = template, part
        self.row = template.id.rpartition(".")[2] if template.id[-1].isdigit() else ""
        item = ITEM.search(template.text)
        self.item = item[0] if item else ""
        self.literal, self.lists = compressed(template)
        self.slots = any(map(is_slot, self.literal))
        self.rows = bool(self.lists) or any(map(IN_LIST.match, map(str, template.slots.values())))
        self.pairs = letter_pairs(self.literal)
        self.letters = sum(not is_slot(character) for character in self.literal.rstrip(ENDS))


Laid = tuple[Known, Alignment]


def laid(known: Iterable[Known], text: str, blanks: frozenset[int], least: float) -> list[Laid]:
    """The templates that a text has at least this share of the letters of, the best first."""
    pairs = letter_pairs(text)
    likely = (one for one in known if len(one.pairs & pairs) >= _LIKELY * len(one.pairs))
    beside = ((one, Alignment(one.literal, text, blanks)) for one in likely)
    fitting = (pair for pair in beside if pair[1].fit >= (max(least, _FITS_LISTS) if pair[0].rows else least))
    return sorted(fitting, key=lambda pair: -pair[1].fit)


def letter_pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring letters in a text."""
    return frozenset(one + other for one, other in pairwise(text) if not (is_slot(one) or is_slot(other)))


def breaks(passage: Passage, shift: int) -> frozenset[int]:
    """Where in a passage's text, counted without its numeral, a blank was printed."""
    pairs = enumerate(zip(passage.origin, passage.origin[1:], strict=False), 1)
    return frozenset(at - shift for at, (one, other) in pairs if passage.printed[one + 1 : other].isspace())
