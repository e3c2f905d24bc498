"""Percentages of a text: shares, rates of change and of completion, recomputed from what they are of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from narrator.amount import rounded
from narrator.finding import Level, Place
from narrator.review.audit.interval import Span, Verdict, exact, is_truncated, judge_percent, shown
from narrator.review.audit.ledger import Known
from narrator.review.audit.mention import Mention
from narrator.review.audit.page import known_span, span


@dataclass(frozen=True, slots=True)
class Ratio:
    """A part over a whole: what each is called, and the cells they come from."""

    part: Span
    whole: Span
    part_name: str
    whole_name: str
    places: tuple[Place | None, ...] = ()

    @property
    def percent(self) -> Decimal:
        """The percentage of the values as they stand."""
        return exact(self.part, self.whole)


def of_mention(mention: Mention) -> tuple[Span, str, Place | None]:
    """A mention as an operand."""
    return span(mention), f"文中的{shown(mention.number.value)}万元", None


def of_known(known: Known) -> tuple[Span, str, Place | None]:
    """A known amount as an operand."""
    return known_span(known), f"{known.label} {shown(known.value)}万元", known.place


Operand = tuple[Span, str, Place | None]


def sound(operands: Iterable[Operand], suspect: frozenset[Place]) -> list[Operand]:
    """The operands that rest on no doubtful cell; all of them where each one does."""
    operands = list(operands)
    return [operand for operand in operands if operand[2] not in suspect] or operands


def ratios(parts: Iterable[Operand], wholes: Iterable[Operand]) -> Iterator[Ratio]:
    """All parts over all wholes that are above zero."""
    wholes = list(wholes)
    for part, part_name, part_place in parts:
        for whole, whole_name, whole_place in wholes:
            if whole.low > 0:
                yield Ratio(part, whole, part_name, whole_name, (part_place, whole_place))


def best(mention: Mention, candidates: Iterable[Ratio]) -> tuple[Verdict, Ratio] | None:
    """The ratio that explains a percentage best, `None` where there is none at all."""
    found = [
        (verdict, ratio)
        for ratio in candidates
        if (verdict := judge_percent(mention.number.value, mention.number.places, ratio.part, ratio.whole)) is not None
    ]
    return min(found, key=lambda pair: pair[0], default=None)


def says(mention: Mention, ratio: Ratio) -> str:
    """What was printed and what it should be."""
    places = max(mention.number.places, 1)
    right = shown_percent(ratio.percent, places)
    return f"印的是{mention.number.text}，按{ratio.part_name} ÷ {ratio.whole_name}计算应为{right}%"


def shown_percent(value: Decimal, places: int) -> str:
    """A percentage as a message prints it."""
    return f"{rounded(value, places)}"


def slip(mention: Mention, ratio: Ratio, others: Iterable[Known] = ()) -> str:
    """What may have happened to a percentage."""
    printed, places = mention.number.value, mention.number.places
    if printed and rounded(ratio.percent / 100, places) == printed:
        return "；像是把比值直接当成了百分数"
    if is_truncated(printed, places, ratio.percent):
        return "；像是截去了尾数，没有四舍五入"
    for other in others:
        if other.value > 0 and rounded(exact(ratio.part, known_span(other)), places) == printed:
            return f"；像是以{other.label}（{shown(other.value)}万元）为分母"
    return ""


def level(verdict: Verdict, places: Iterable[Place | None], suspect: frozenset[Place]) -> Level:
    """How grave a percentage is off; what rests on a doubtful cell is not called wrong."""
    doubtful = any(place in suspect for place in places)
    return Level.ERROR if verdict is Verdict.WRONG and not doubtful else Level.NOTICE
