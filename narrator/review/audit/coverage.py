"""How much of a text was understood: which of its numbers count, which are bound, which were judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from narrator.finding import Place
from narrator.review.audit.mention import Mention
from narrator.review.audit.page import FREE, Page
from narrator.review.audit.told import spot


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the text's numbers was understood."""

    numbers: int
    bound: int
    judged: int
    not_understood: tuple[Place, ...]

    def to_json(self) -> dict[str, Any]:
        """The part `coverage` of the JSON output."""
        listed = [{"quote": place.quote, "paragraph": place.paragraph} for place in self.not_understood]
        return {"numbers": self.numbers, "bound": self.bound, "judged": self.judged, "not_understood": listed}


def coverage(page: Page) -> Coverage:
    """The numbers of a text by how much is known of them."""
    numbers = [mention for mention in page.mentions if _counts(mention)]
    bound = [mention for mention in numbers if mention.bound]
    unknown = tuple(spot(mention).place for mention in numbers if not mention.bound)
    return Coverage(len(numbers), len(bound), sum(mention.judged for mention in bound), unknown)


def _counts(mention: Mention) -> bool:
    """Whether a number is one of the account's: money, percentages and counts; not what free text says of work done."""
    topic, kind = mention.passage.topic, mention.number.kind
    if topic == "概况" or kind not in ("amount", "percent", "count") or mention.role == "constant":
        return mention.role == "fact" and topic == "概况"
    return mention.bound or kind == "amount" or (topic != FREE and bool(mention.number.unit))
